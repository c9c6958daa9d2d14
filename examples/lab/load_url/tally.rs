//! What is kept of a load's answers: counts and three histograms, however long it lasts.
//!
//! 1. A histogram keeps three digits of each time, up to an hour; the average and the two ends are
//!    exact.
//! 2. Times are those of responses. What failed at once would make the figures look good; what
//!    failed is counted by its kind.
//!
//! Next: `figures.rs`, what is made of it.

use std::collections::BTreeMap;
use std::time::Duration;

use hdrhistogram::Histogram;

use crate::load::{Answer, Record};

/// The times of responses.
pub(crate) struct Times {
    histogram: Histogram<u64>,
    fastest: Duration,
    slowest: Duration,
    sum: Duration,
}

/// What one thread, or all of them, have seen.
pub(crate) struct Tally {
    /// From the intended start.
    pub(crate) latencies: Times,
    /// From the start.
    pub(crate) service_times: Times,
    /// How late the generator was where a client was free.
    pub(crate) own_delays: Times,
    /// How many responses had which status.
    pub(crate) statuses: BTreeMap<u16, usize>,
    /// How many requests got no response, by kind.
    pub(crate) failures: BTreeMap<String, usize>,
    /// Octets that came.
    pub(crate) received: usize,
    /// When the last request started.
    pub(crate) last_start: Duration,
}

impl Times {
    fn new() -> Self {
        let histogram = Histogram::new_with_bounds(1, 3_600_000_000_000, 3);
        Times {
            histogram: histogram.expect("an hour is more than two nanoseconds"),
            fastest: Duration::MAX,
            slowest: Duration::ZERO,
            sum: Duration::ZERO,
        }
    }

    fn record(&mut self, time: Duration) {
        let nanoseconds = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        self.histogram.saturating_record(nanoseconds);
        self.fastest = self.fastest.min(time);
        self.slowest = self.slowest.max(time);
        self.sum += time;
    }

    fn add(&mut self, other: &Times) {
        let added = self.histogram.add(&other.histogram);
        added.expect("histograms of the same bounds");
        self.fastest = self.fastest.min(other.fastest);
        self.slowest = self.slowest.max(other.slowest);
        self.sum += other.sum;
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.histogram.len() as usize
    }

    /// The average.
    pub(crate) fn average(&self) -> Duration {
        self.sum.div_f64(self.count().max(1) as f64)
    }

    /// The shortest.
    pub(crate) fn fastest(&self) -> Duration {
        self.fastest
    }

    /// The longest.
    pub(crate) fn slowest(&self) -> Duration {
        self.slowest
    }

    /// What so many of a hundred do not exceed.
    pub(crate) fn percentile(&self, percent: f64) -> Duration {
        let time = Duration::from_nanos(self.histogram.value_at_percentile(percent));
        // A histogram answers with the upper end of a step, which may lie above all that was met.
        time.max(self.fastest).min(self.slowest)
    }

    /// Every time that was met, and how often, from the shortest on.
    pub(crate) fn met(&self) -> impl Iterator<Item = (Duration, usize)> {
        let met = self.histogram.iter_recorded();
        met.map(|at| {
            let time = Duration::from_nanos(at.value_iterated_to());
            (time, at.count_since_last_iteration() as usize)
        })
    }
}

impl Tally {
    pub(crate) fn new() -> Self {
        Tally {
            latencies: Times::new(),
            service_times: Times::new(),
            own_delays: Times::new(),
            statuses: BTreeMap::new(),
            failures: BTreeMap::new(),
            received: 0,
            last_start: Duration::ZERO,
        }
    }

    /// Takes in another thread's.
    pub(crate) fn add(&mut self, other: &Tally) {
        self.latencies.add(&other.latencies);
        self.service_times.add(&other.service_times);
        self.own_delays.add(&other.own_delays);
        for (status, count) in &other.statuses {
            *self.statuses.entry(*status).or_default() += count;
        }
        for (kind, count) in &other.failures {
            *self.failures.entry(kind.clone()).or_default() += count;
        }
        self.received += other.received;
        self.last_start = self.last_start.max(other.last_start);
    }

    /// How many requests ended.
    pub(crate) fn ended(&self) -> usize {
        self.latencies.count() + self.failures.values().sum::<usize>()
    }
}

impl Record for Tally {
    fn record(&mut self, answer: Answer) {
        match &answer.outcome {
            Ok((status, _)) => {
                self.latencies.record(answer.latency());
                self.service_times.record(answer.service_time());
                *self.statuses.entry(*status).or_default() += 1;
            }
            Err(failure) => *self.failures.entry(failure.to_string()).or_default() += 1,
        }
        if let Some(delay) = answer.own_delay() {
            self.own_delays.record(delay);
        }
        self.received += answer.received;
        self.last_start = self.last_start.max(answer.started);
    }
}
