//! The table of experiments, and what each of them is.
//!
//! An experiment says first what will happen, then lets it happen, then judges. To add one: a file
//! here, and a line in `ALL`.
//!
//! Next: `four_handlers/mod.rs`.

mod four_handlers;

use std::io;

use crate::options::{ServeOptions, Settings};
use crate::report::Row;
use crate::report::picture::{Chart, Picture};
use crate::report::progress::Progress;
use crate::report::verdict::Verdict;
use crate::server::Site;

/// Every experiment, in the order of the tour.
pub(crate) const ALL: &[&dyn Experiment] = &[&four_handlers::FourHandlers];

/// One write-up, repeated.
pub(crate) trait Experiment: Sync {
    /// What it is called on the command line.
    fn name(&self) -> &'static str;
    /// The write-up that it repeats.
    fn seed(&self) -> &'static str;
    /// What it is about, in a line.
    fn about(&self) -> &'static str;
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
    /// The paths that it answers.
    fn paths(&self) -> &'static [&'static str];
    /// Lines to paste into another terminal.
    fn commands(&self, base: &str) -> Vec<String>;
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
