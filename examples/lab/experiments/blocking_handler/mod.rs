//! An async handler that blocks, and its cure: what it does to those who wait.
//!
//! ```text
//!   POST /correct ──▶ A-sync            plain            ┐ the blocking pool:   40 sleep at once
//!                     C-async-offload   async, offloads  ┘ (the same one)
//!                     B-async-blocking  async, sleeps      the thread of all:   one at a time
//! ```
//!
//! 1. Every request costs 20 ms of sleep and 2 ms of computing, at any scale: the ratio of the two
//!    is what the experiment is about.
//! 2. A and C are measured in rounds, in turns, because they are alike, and a busy machine could
//!    make either look worse. B is measured once.
//! 3. What an option changes is measured beside what it does not: the rows without it come first,
//!    and only they are judged.
//!
//! Next: `prompts.rs`, what is asked.

mod agent;
mod arithmetic;
mod comparison;
mod corrector;
mod distance;
mod exercise;
mod handlers;
mod neighbours;
mod notes;
mod pitfalls;
mod prompts;
mod questions;
mod relay;
mod series;
mod stretches;
mod trial;
mod verdicts;

use std::io;
use std::sync::Arc;

use super::{Asked, Experiment, Finding};
use crate::options::{ServeOptions, Settings};
use crate::report::picture::Picture;
use crate::report::progress::Progress;
use crate::server::Site;
use agent::Agent;
use comparison::Comparison;
use handlers::{Extra, PATH, POOL};
use trial::Trial;

pub(crate) use handlers::Kind;

const CONCURRENCY: usize = 50;
const TOTAL: usize = 500;
const WARM_UP: usize = 10;
/// Seconds: httpx's own five were too few for the write-up.
const TIMEOUT: f64 = 30.0;
/// Of A and of C: an odd number, so that one is in the middle.
const ROUNDS: usize = 13;

const WHY: &str = "
  B    sleeps and computes on the thread of all tasks. A turn runs one task until
       its poll returns; until then nobody accepts, reads or answers.
       runtime/src/scheduler/single_threaded.rs: fn turn
  A    is a plain function, and those are called on the blocking pool.
       runtime/src/http/handler.rs: fn into_any
  C    sends the same work to the same pool by hand, and awaits its handle.
       runtime/src/context.rs: fn spawn_blocking
  A, C The pool has a thread for each of 40; the others wait in its queue. The
       sleeps lie beside one another, so what is left is the computing.
       runtime/src/blocking/queue.rs: fn push
";

/// A, B and C.
pub(crate) struct BlockingHandler;

impl Experiment for BlockingHandler {
    fn name(&self) -> &'static str {
        "blocking-handler"
    }

    fn seed(&self) -> &'static str {
        "Lab 01: sync vs async, the blocking-handler pitfall"
    }

    fn about(&self) -> &'static str {
        "an async handler that blocks, beside two that do not"
    }

    fn settled(&self, settings: Settings) -> Settings {
        Settings {
            // 20 + 2 ms, at any scale.
            scale: 1.0,
            requests: settings.requests.or(Some(TOTAL)),
            concurrency: settings.concurrency.or(Some(CONCURRENCY)),
            warmup: settings.warmup.or(Some(WARM_UP)),
            ..settings
        }
    }

    fn refusal(&self, settings: &Settings, asked: Asked) -> Option<String> {
        match asked {
            Asked::Run(_) => unscaled(settings.scale),
            Asked::Tour => None,
        }
    }

    fn refusal_to_serve(&self, options: &ServeOptions) -> Option<String> {
        unscaled(options.scale)
    }

    fn requests(&self, settings: &Settings) -> usize {
        let each = Comparison::requests(settings.requests.unwrap_or(TOTAL));
        let altered = !pitfalls::altered(settings).is_empty();
        let stretches = if settings.stretches {
            stretches::requests()
        } else {
            0
        };
        each * (1 + usize::from(altered)) + stretches
    }

    fn prediction(&self, settings: &Settings) -> String {
        let (clients, cores) = (clients(settings), arithmetic::cores());
        let handler = arithmetic::handler();
        let serial = arithmetic::one_at_a_time(clients);
        let beside = arithmetic::side_by_side(clients, POOL, cores);
        let at_once = POOL.min(clients);
        let rows = [
            (
                Kind::Sync,
                format!("{at_once} sleep at once, {cores} compute"),
                beside,
            ),
            (
                Kind::AsyncBlocking,
                format!("one at a time, {clients} × {handler:.0} ms"),
                serial,
            ),
            (
                Kind::AsyncOffload,
                "as A: it is the same pool".to_owned(),
                beside,
            ),
        ];
        let rows = rows.map(|(kind, how, about)| {
            format!(
                "\n  {:<16}  {how:<28}  from {about:>4.0} ms on",
                kind.name()
            )
        });
        format!(
            "  Every request sleeps 20 ms and computes 2 ms. {clients} clients, one worker, \
             {cores} cores:\n{}",
            rows.concat()
        )
    }

    fn run(&self, settings: &Settings, progress: &Progress) -> io::Result<Finding> {
        let usual = |kind| Trial::of(kind, settings);
        let (found, altered) = if pitfalls::altered(settings).is_empty() {
            (Comparison::take(usual, settings, progress)?, None)
        } else {
            let trials: [&dyn Fn(Kind) -> Trial; 2] =
                [&usual, &|kind| pitfalls::trial(kind, settings)];
            let [found, altered] = Comparison::take_both(trials, settings, progress)?;
            (found, Some(altered))
        };
        let mut acceptance = verdicts::verdicts(&found);
        let mut notes = questions::answers(&found, clients(settings));
        if let Some(told) = pitfalls::told(settings, &found, altered.as_ref()) {
            notes.append(&told);
        }
        let read = found.a.first_response().unwrap_or_default();
        let read = format!("  {}", read.replacen(",\"", ",\n   \"", 2));
        let mut rows = Vec::from(found.into_rows());
        let mut pictures = vec![picture("A, B and C", "latency_cdf", 0)];
        if let Some(altered) = altered {
            let reported = verdicts::verdicts(&altered).into_iter();
            acceptance.extend(reported.map(|verdict| pitfalls::reported(verdict, settings)));
            let title = pitfalls::altered(settings).join(", ");
            pictures.push(picture(&title, "latency_cdf_altered", rows.len()));
            rows.extend(altered.into_rows());
        }
        let mut charts = Vec::new();
        if settings.stretches {
            let stretched = stretches::take(settings, progress)?;
            rows.extend(stretched.rows);
            charts = stretched.charts;
            notes.append(&stretched.notes);
        }
        Ok(Finding {
            rows,
            pictures,
            charts,
            acceptance,
            read,
            notes: notes.into_text(),
        })
    }

    fn why(&self) -> &'static str {
        WHY
    }

    fn port(&self) -> u16 {
        8000
    }

    fn site(&self, options: &ServeOptions) -> io::Result<Site> {
        let kind = options.variant.unwrap_or(Kind::Sync);
        Ok(handlers::site(
            kind,
            &Arc::new(Agent::new()),
            Extra::None,
            POOL,
        ))
    }

    fn served(&self, options: &ServeOptions) -> Option<String> {
        let name = options.variant.unwrap_or(Kind::Sync).name();
        Some(format!(
            "{PATH} is {name} (--variant chooses); the other paths have one each."
        ))
    }

    fn paths(&self) -> &'static [&'static str] {
        const PATHS: &[&str] = &[
            PATH,
            Kind::Sync.path(),
            Kind::AsyncBlocking.path(),
            Kind::AsyncOffload.path(),
        ];
        PATHS
    }

    fn commands(&self, base: &str) -> Vec<String> {
        let body = r#"{"sentence": "She go to school every day.", "learner_id": "7"}"#;
        let post =
            |path: &str| format!("-H 'content-type: application/json' -d '{body}' {base}{path}");
        let hey = |path: &str| {
            format!("hey -n 500 -c 50 -m POST -T application/json -d '{body}' {base}{path}")
        };
        let curl = format!("curl -sS {}", post(PATH));
        [curl]
            .into_iter()
            .chain(Kind::ALL.map(|kind| hey(kind.path())))
            .collect()
    }
}

/// How many requests are under way at once.
fn clients(settings: &Settings) -> usize {
    let clients = settings.concurrency.unwrap_or(CONCURRENCY);
    clients.min(settings.requests.unwrap_or(TOTAL))
}

fn unscaled(scale: f64) -> Option<String> {
    let reason = "the 20 + 2 ms of blocking-handler are never scaled: its ratios would not last";
    (scale != 1.0).then(|| reason.to_owned())
}

/// Three rows from this one on.
fn picture(title: &str, file: &str, first: usize) -> Picture {
    Picture {
        title: title.to_owned(),
        file: file.to_owned(),
        rows: (first..first + 3).collect(),
        log_x: true,
    }
}
