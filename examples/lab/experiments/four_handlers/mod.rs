//! Four ways to wait in a handler, on one thread: which of them let the others go on?
//!
//! ```text
//!   /async_def_and_blocking_io              async, sleeps on the thread    one at a time
//!   /def_and_blocking_io                    plain, on the runtime's pool   40 at a time
//!   /async_def_non_blocking_io              async, awaits a timer          all together
//!   /async_def_blocking_io_run_in_executor  async, offloads, awaits        6 at a time
//! ```
//!
//! 1. Two pools, as in Python: 40 threads for plain handlers (FastAPI's limiter), 6 for what is
//!    offloaded (the default executor on two cores). Both paths are also run against the other's
//!    bound: it is the size of the pool that tells them apart, and nothing else.
//! 2. Every row gets a fresh server, so that no row finds threads that another one started.
//! 3. A response is the time at which it was returned.
//!
//! Next: `handlers.rs`, what is served; then `variants.rs`, what is asked of it.

mod handlers;
mod variants;

use std::io;
use std::ops::Range;

use super::{Asked, Experiment, Finding};
use crate::load::Outcome;
use crate::options::{ServeOptions, Settings};
use crate::report::picture::Picture;
use crate::report::progress::Progress;
use crate::report::verdict::{Verdict, runs};
use crate::report::{Row, milliseconds, table};
use crate::server::Site;
use handlers::{AWAITING, EXECUTOR_POOL, OFFLOADING, PATHS, PLAIN, PLAIN_POOL};
use variants::variants;

const WHY: &str = "
  A    sleeps on the thread of all tasks. A turn runs one task until its poll
       returns; until then nobody accepts, reads or answers.
       runtime/src/scheduler/single_threaded.rs: fn turn
  B    is a plain function, and those are called on the blocking pool.
       runtime/src/http/handler.rs: fn into_any
  C, I await a timer. Who waits is an entry in a heap, and costs no thread.
       runtime/src/driver/timers.rs: fn expire
  D    sends the sleep to a pool and awaits its handle, as B does unasked.
       runtime/src/context.rs: fn spawn_blocking
  E-H  The pool starts a thread for each until it has its 6 or 40. The rest wait
       in its queue for a thread that comes free: waves as large as the pool.
       The size decides; plain or offloaded makes no difference.
       runtime/src/blocking/queue.rs: fn push
";

/// Four ways to wait.
pub(crate) struct FourHandlers;

impl Experiment for FourHandlers {
    fn name(&self) -> &'static str {
        "four-handlers"
    }

    fn seed(&self) -> &'static str {
        "asyncio-blocking-io"
    }

    fn about(&self) -> &'static str {
        "four ways to wait in a handler, on one thread"
    }

    fn settled(&self, settings: Settings) -> Settings {
        Settings {
            // A tour may ask for what it has not.
            stretches: false,
            ..settings
        }
    }

    fn refusal(&self, settings: &Settings, asked: Asked) -> Option<String> {
        match asked {
            _ if settings.workers != 1 => {
                Some("four-handlers is judged on one worker; `serve` takes more".to_owned())
            }
            Asked::Run(Some(option)) => Some(format!("four-handlers has no use for {option}")),
            Asked::Run(None) | Asked::Tour => None,
        }
    }

    fn refusal_to_serve(&self, options: &ServeOptions) -> Option<String> {
        let given = options.variant.is_some();
        given.then(|| "four-handlers has a path for each of its handlers, no --variant".to_owned())
    }

    fn requests(&self, settings: &Settings) -> usize {
        variants(settings)
            .iter()
            .map(|variant| variant.requests)
            .sum()
    }

    fn prediction(&self, settings: &Settings) -> String {
        let wait = milliseconds(handlers::wait(settings.scale));
        let mut text = format!(
            "  Every handler waits {wait} ms. 6 × 7, 3: seven waves of six, then one of three.\n"
        );
        for (letter, variant) in table::letters().zip(variants(settings)) {
            let waves = variant.predicted();
            let last = wait * waves.len() as f64;
            let line = format!(
                "\n  {letter} {:<50} {:<9} {last:>7.0} ms",
                variant.name,
                runs(&waves)
            );
            text.push_str(&line);
        }
        text
    }

    fn run(&self, settings: &Settings, progress: &Progress) -> io::Result<Finding> {
        let mut rows = Vec::new();
        let mut acceptance = Vec::new();
        let mut read = Vec::new();
        let mut stamps = 0;
        for (letter, variant) in table::letters().zip(variants(settings)) {
            let outcome = variant.measure(settings, progress.row(&variant.name))?;
            let row = Row::new(variant.name.clone(), &outcome);
            progress.row_is_over(&row);
            acceptance.push(variant.judge(&row, settings));
            stamps += bodies(&outcome)
                .filter(|body| handlers::is_a_time(body))
                .count();
            if (2..=5).contains(&row.requests) {
                let bodies: Vec<_> = bodies(&outcome).map(str::trim).collect();
                read.push(format!("  {letter} {}", bodies.join(" ")));
            }
            rows.push(row);
        }
        acceptance.insert(0, Verdict::answered(&rows));
        let sent = self.requests(settings);
        let claim = format!("{sent} responses are the time at which they were returned");
        acceptance.insert(1, Verdict::counted(claim, sent, stamps));
        let few = rows[0].requests;
        let picture = |requests, file: &str, rows: Range<usize>| Picture {
            title: format!("{requests} requests at once"),
            file: file.to_owned(),
            rows: rows.collect(),
            log_x: false,
        };
        let pictures = vec![
            picture(few, "latency_cdf", 0..4),
            picture(45, "latency_cdf_45", 4..rows.len()),
        ];
        Ok(Finding {
            rows,
            pictures,
            charts: Vec::new(),
            acceptance,
            read: read.join("\n"),
            notes: String::new(),
        })
    }

    fn why(&self) -> &'static str {
        WHY
    }

    fn port(&self) -> u16 {
        8000
    }

    fn site(&self, options: &ServeOptions) -> io::Result<Site> {
        handlers::site(options.scale, PLAIN_POOL, EXECUTOR_POOL)
    }

    fn paths(&self) -> &'static [&'static str] {
        PATHS
    }

    fn commands(&self, base: &str) -> Vec<String> {
        let curls = self
            .paths()
            .iter()
            .map(|path| format!("for I in $(seq 1 5); do curl -sSL '{base}{path}' & done; wait"));
        curls
            .chain([
                format!("hey -n 45 -c 45 {base}{PLAIN}"),
                format!("hey -n 45 -c 45 {base}{OFFLOADING}"),
                format!("wrk -t2 -c45 -d10s --timeout 10s --latency {base}{AWAITING}"),
            ])
            .collect()
    }
}

fn bodies(outcome: &Outcome) -> impl Iterator<Item = &str> {
    let bodies = outcome
        .answers
        .iter()
        .filter_map(|answer| answer.outcome.as_ref().ok());
    bodies.map(|(_, body)| std::str::from_utf8(body).unwrap_or_default())
}
