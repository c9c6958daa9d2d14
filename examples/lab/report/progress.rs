//! How far a run is, on standard error: a bar on a terminal, a line for every row elsewhere.

use std::io::{self, IsTerminal, Write};

use indicatif::{ProgressBar, ProgressStyle};

use super::Row;
use super::screen::colour_is_wanted;

/// How far a run is.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Of a run that will send so many requests.
    pub(crate) fn of(requests: usize) -> Self {
        let bar = io::stderr().is_terminal().then(|| {
            let colour = if colour_is_wanted() { ".green" } else { "" };
            let template = format!("  {{bar:24{colour}}} {{pos:>3}}/{{len}} {{elapsed}} {{msg}}");
            let style = ProgressStyle::with_template(&template);
            let bar = ProgressBar::new(requests as u64);
            bar.set_style(style.expect("the template is one of ours"));
            bar.enable_steady_tick(std::time::Duration::from_millis(100));
            bar
        });
        Progress { bar }
    }

    /// A row begins; what is returned is to be called for each answer.
    pub(crate) fn row(&self, variant: &str) -> impl Fn() + Send + Sync + 'static {
        if let Some(bar) = &self.bar {
            bar.set_message(variant.to_owned());
        }
        let bar = self.bar.clone();
        move || {
            if let Some(bar) = &bar {
                bar.inc(1);
            }
        }
    }

    /// A row is over.
    pub(crate) fn row_is_over(&self, row: &Row) {
        if self.bar.is_none() {
            let Row {
                variant,
                ok,
                requests,
                wall_ms,
                ..
            } = row;
            // Nobody is left to be told that standard error is closed.
            let _ = writeln!(
                io::stderr(),
                "{variant}: {ok} of {requests} in {wall_ms:.0} ms"
            );
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
