//! The table of experiments, and what each of them is.
//!
//! An experiment says first what will happen, then lets it happen, then judges. To add one: a file
//! here, and a line in `ALL`.
//!
//! Next: `four_handlers/mod.rs`.

mod blocking_handler;
mod four_handlers;

use std::io;

use crate::options::{ServeOptions, Settings};
use crate::report::Row;
use crate::report::picture::{Chart, Picture};
use crate::report::progress::Progress;
use crate::report::verdict::Verdict;
use crate::server::Site;

/// Every experiment, in the order of the tour.
pub(crate) const ALL: &[&dyn Experiment] = &[
    &four_handlers::FourHandlers,
    &blocking_handler::BlockingHandler,
];

pub(crate) use blocking_handler::Kind as Served;

/// One write-up, repeated.
pub(crate) trait Experiment: Sync {
    /// What it is called on the command line.
    fn name(&self) -> &'static str;
    /// The write-up that it repeats.
    fn seed(&self) -> &'static str;
    /// What it is about, in a line.
    fn about(&self) -> &'static str;
    /// What these options mean here, with nothing left open that has a meaning here.
    fn settled(&self, settings: Settings) -> Settings {
        settings
    }
    /// Why it will not be run like this, where that would not be what was asked for.
    fn refusal(&self, settings: &Settings, asked: Asked) -> Option<String>;
    /// Why it will not be served like this.
    fn refusal_to_serve(&self, options: &ServeOptions) -> Option<String>;
    /// How many requests a run sends in all.
    fn requests(&self, settings: &Settings) -> usize;
    /// What will happen, said before it does.
    fn prediction(&self, settings: &Settings) -> String;
    /// Lets it happen and judges it.
    fn run(&self, settings: &Settings, progress: &Progress) -> io::Result<Finding>;
    /// Why it happens, with the function that decides it.
    fn why(&self) -> &'static str;
    /// The port of the write-up.
    fn port(&self) -> u16;
    /// What one worker of `serve` answers.
    fn site(&self, options: &ServeOptions) -> io::Result<Site>;
    /// What is to be known of the paths, if anything.
    fn served(&self, _options: &ServeOptions) -> Option<String> {
        None
    }
    /// The paths that it answers.
    fn paths(&self) -> &'static [&'static str];
    /// Lines to paste into another terminal.
    fn commands(&self, base: &str) -> Vec<String>;
}

/// How a run was asked for.
#[derive(Clone, Copy)]
pub(crate) enum Asked {
    /// With all others: it goes along with their scale, and with stretches that it has not.
    Tour,
    /// By its name, with this of the options that not every experiment has.
    Run(Option<&'static str>),
}

/// What a run found.
pub(crate) struct Finding {
    /// A row for every variant.
    pub(crate) rows: Vec<Row>,
    /// Which rows are drawn together, and how.
    pub(crate) pictures: Vec<Picture>,
    /// What else is drawn.
    pub(crate) charts: Vec<Chart>,
    /// What was judged.
    pub(crate) acceptance: Vec<Verdict>,
    /// What the clients read, where that is worth a look.
    pub(crate) read: String,
    /// What is to be said of these figures, in Markdown; empty where the verdicts say it all.
    pub(crate) notes: String,
}

/// The experiment of that name.
pub(crate) fn named(name: &str) -> Option<&'static dyn Experiment> {
    ALL.iter()
        .copied()
        .find(|experiment| experiment.name() == name)
}
