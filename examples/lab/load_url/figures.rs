//! The figures of a load: the one object that `--json` prints, and what the screen is told from.
//!
//! Next: `told.rs`, the screen; `notes.rs`, what a reader must know of the figures.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;

use super::bars::{Bar, bars};
use super::options::LoadOptions;
use super::tally::{Tally, Times};
use crate::load::{Pace, Run, ThreadTime};
use crate::report::milliseconds;

/// One load, over.
#[derive(Serialize)]
pub(crate) struct Figures {
    pub(crate) url: String,
    /// `closed` or `open`.
    #[serde(rename = "loop")]
    pub(crate) pace: &'static str,
    pub(crate) clients: usize,
    pub(crate) threads: usize,
    pub(crate) keep_alive: bool,
    pub(crate) warm_up: usize,
    /// Requests that ended, well or not.
    pub(crate) requests: usize,
    /// Those that got a response.
    pub(crate) responses: usize,
    /// Those that were on their way when the load was interrupted.
    pub(crate) unfinished: usize,
    pub(crate) wall_ms: f64,
    pub(crate) responses_per_second: f64,
    pub(crate) received_octets: usize,
    /// Open loop only.
    pub(crate) rate: Option<Rate>,
    /// From the intended start.
    pub(crate) latency: Option<Summary>,
    /// From the start; open loop only.
    pub(crate) service_time: Option<Summary>,
    pub(crate) histogram: Vec<Bar>,
    pub(crate) status: BTreeMap<u16, usize>,
    pub(crate) errors: BTreeMap<String, usize>,
    pub(crate) generator: Option<Generator>,
    pub(crate) notes: Vec<String>,
}

/// How the intended rate was kept.
#[derive(Serialize)]
pub(crate) struct Rate {
    pub(crate) intended: f64,
    /// Requests begun in a second.
    pub(crate) reached: f64,
    /// Requests whose turn had come, and which were not sent.
    pub(crate) unsent: usize,
    /// How late the generator was by its own fault, in half of the cases where a client was free.
    pub(crate) own_delay_p50_ms: f64,
    /// In the worst of these cases.
    pub(crate) own_delay_max_ms: f64,
}

/// A distribution in a few numbers.
#[derive(Serialize)]
pub(crate) struct Summary {
    pub(crate) fastest_ms: f64,
    pub(crate) average_ms: f64,
    pub(crate) slowest_ms: f64,
    pub(crate) p50_ms: f64,
    pub(crate) p75_ms: f64,
    pub(crate) p90_ms: f64,
    pub(crate) p95_ms: f64,
    pub(crate) p99_ms: f64,
    pub(crate) p99_9_ms: f64,
}

/// What the load cost this program, where the system says.
#[derive(Serialize)]
pub(crate) struct Generator {
    /// How much of the time its busiest thread ran on a core.
    pub(crate) on_core: f64,
    /// How much of the time that thread was ready to run, and no core was free.
    pub(crate) without_core: f64,
    /// Processor time of a request, on all threads.
    pub(crate) cpu_us_per_request: f64,
}

impl Figures {
    /// What came of a load.
    pub(crate) fn new(url: String, options: &LoadOptions, run: &Run<Tally>) -> Self {
        let mut tally = Tally::new();
        run.records.iter().for_each(|part| tally.add(part));
        let (wall, threads) = (run.wall, run.records.len());
        let responses = tally.latencies.count();
        let rate = match options.pace() {
            Pace::Closed { .. } => None,
            Pace::Open { rate, .. } => Some(Rate {
                intended: rate,
                // The last one stands for as much time as any other.
                reached: run.begun as f64 / (tally.last_start.as_secs_f64() + 1.0 / rate),
                unsent: run.unsent,
                own_delay_p50_ms: milliseconds(tally.own_delays.percentile(50.0)),
                own_delay_max_ms: milliseconds(tally.own_delays.slowest()),
            }),
        };
        Figures {
            url,
            pace: if rate.is_some() { "open" } else { "closed" },
            clients: options.concurrency,
            threads,
            keep_alive: options.keep_alive(),
            warm_up: options.warm_up,
            requests: tally.ended(),
            responses,
            unfinished: run.unfinished,
            wall_ms: milliseconds(wall),
            responses_per_second: responses as f64 / wall.as_secs_f64(),
            received_octets: tally.received,
            latency: Summary::of(&tally.latencies),
            service_time: rate.as_ref().and(Summary::of(&tally.service_times)),
            rate,
            histogram: bars(&tally.latencies),
            status: tally.statuses,
            errors: tally.failures,
            generator: Generator::of(run, run.begun),
            notes: Vec::new(),
        }
    }
}

impl Summary {
    fn of(times: &Times) -> Option<Self> {
        let percentile = |percent| milliseconds(times.percentile(percent));
        (times.count() > 0).then(|| Summary {
            fastest_ms: milliseconds(times.fastest()),
            average_ms: milliseconds(times.average()),
            slowest_ms: milliseconds(times.slowest()),
            p50_ms: percentile(50.0),
            p75_ms: percentile(75.0),
            p90_ms: percentile(90.0),
            p95_ms: percentile(95.0),
            p99_ms: percentile(99.0),
            p99_9_ms: percentile(99.9),
        })
    }

    /// The rows of a table of percentiles.
    pub(crate) fn percentiles(&self) -> [(&'static str, f64); 7] {
        [
            ("50 %", self.p50_ms),
            ("75 %", self.p75_ms),
            ("90 %", self.p90_ms),
            ("95 %", self.p95_ms),
            ("99 %", self.p99_ms),
            ("99.9 %", self.p99_9_ms),
            ("max", self.slowest_ms),
        ]
    }
}

impl Generator {
    fn of(run: &Run<Tally>, requests: usize) -> Option<Self> {
        let times: Option<Vec<ThreadTime>> = run.times.iter().copied().collect();
        let times = times?;
        let busiest = times.iter().max_by_key(|time| time.ran + time.waited)?;
        let cpu: Duration = times.iter().map(|time| time.ran).sum();
        let share = |time: Duration| time.as_secs_f64() / run.wall.as_secs_f64();
        Some(Generator {
            on_core: share(busiest.ran),
            without_core: share(busiest.waited),
            cpu_us_per_request: cpu.as_secs_f64() * 1e6 / requests.max(1) as f64,
        })
    }
}
