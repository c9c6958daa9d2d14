//! What a run leaves behind: rows of measurements, verdicts, and the ways to show them.
//!
//! ```text
//!   load::Outcome ──▶ Row ──┬─▶ table, cdf, timeline   (terminal)
//!                           ├─▶ verdict ──▶ exit code
//!                           └─▶ Report ──┬─▶ --json
//!                                        └─▶ artifacts: picture, page   (files under --out)
//! ```
//!
//! Milliseconds are kept to the microsecond. Next: `verdict.rs`, what is asked of them.

pub(crate) mod artifacts;
pub(crate) mod axis;
pub(crate) mod cdf;
pub(crate) mod command;
pub(crate) mod machine;
pub(crate) mod page;
pub(crate) mod percentiles;
pub(crate) mod picture;
pub(crate) mod progress;
pub(crate) mod scale;
pub(crate) mod screen;
pub(crate) mod table;
pub(crate) mod timeline;
pub(crate) mod verdict;

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;

use crate::load::{Answer, Outcome};
use percentiles::nearest_rank;
use picture::{Chart, Picture};
use verdict::Verdict;

/// One experiment, run: the one object that `--json` prints.
#[derive(Serialize)]
pub(crate) struct Report {
    /// Its name.
    pub(crate) experiment: &'static str,
    /// The write-up that it repeats.
    pub(crate) seed: &'static str,
    /// What the durations of the write-up were multiplied by.
    pub(crate) scale: f64,
    /// One row for every variant.
    pub(crate) rows: Vec<Row>,
    /// What the write-up claims, and what was found.
    pub(crate) acceptance: Vec<Verdict>,
    /// The files that were written.
    pub(crate) artifacts: Vec<String>,
    /// What files and pages say beside these.
    #[serde(skip)]
    pub(crate) told: Told,
}

/// What files and pages say of a run, beside its figures.
pub(crate) struct Told {
    /// What the experiment is about, in a line.
    pub(crate) about: &'static str,
    /// What was to happen.
    pub(crate) prediction: String,
    /// Why it happened.
    pub(crate) why: &'static str,
    /// What the clients read.
    pub(crate) read: String,
    /// What is to be said of the figures, in Markdown.
    pub(crate) notes: String,
    /// What is drawn of the rows.
    pub(crate) pictures: Vec<Picture>,
    /// What else is drawn.
    pub(crate) charts: Vec<Chart>,
    /// The options with which it was run.
    pub(crate) options: serde_json::Value,
    /// The command that runs it again.
    pub(crate) command: String,
    /// When it ended.
    pub(crate) ended: jiff::Zoned,
}

impl Report {
    /// Whether everything that was to be shown was shown.
    pub(crate) fn holds(&self) -> bool {
        self.failed() == 0
    }

    /// The rules that decide whether the run is as it should be.
    pub(crate) fn deciding(&self) -> impl Iterator<Item = &Verdict> {
        self.acceptance.iter().filter(|verdict| verdict.decides)
    }

    /// How many of these do not hold.
    pub(crate) fn failed(&self) -> usize {
        self.deciding().filter(|verdict| !verdict.holds).count()
    }
}

/// One variant under one load.
#[derive(Serialize)]
pub(crate) struct Row {
    /// The path, and what distinguishes this row from others of the same path.
    pub(crate) variant: String,
    /// Its file is called `latencies_{file}.json`.
    #[serde(skip)]
    pub(crate) file: String,
    /// How many requests were sent.
    pub(crate) requests: usize,
    /// How many were answered well.
    pub(crate) ok: usize,
    /// From before the first request to after the last response.
    pub(crate) wall_ms: f64,
    /// How long each request took that got a response, in the order in which these came.
    pub(crate) latencies_ms: Vec<f64>,
    /// Half of the requests took no longer.
    pub(crate) p50_ms: Option<f64>,
    /// 95 of 100 took no longer.
    pub(crate) p95_ms: Option<f64>,
    /// 99 of 100 took no longer.
    pub(crate) p99_ms: Option<f64>,
    /// The requests that were not answered well, by kind.
    pub(crate) errors: BTreeMap<String, usize>,
    /// When each of these responses came, from the start of the load.
    #[serde(skip)]
    pub(crate) finished_ms: Vec<f64>,
    /// How long every request took, and what became of it.
    #[serde(skip)]
    pub(crate) answers: Vec<(f64, Said)>,
}

/// What became of one request.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Said {
    /// The server's status.
    Status(u16),
    /// Why there was none.
    Failure(String),
}

impl Row {
    /// Counts what came of a load.
    pub(crate) fn new(variant: String, outcome: &Outcome) -> Self {
        let errors = outcome.errors();
        let answers = &outcome.answers;
        // What failed at once would make the percentiles look good.
        let responses: Vec<_> = answers
            .iter()
            .filter(|answer| answer.outcome.is_ok())
            .collect();
        let latencies_ms: Vec<f64> = responses
            .iter()
            .map(|a| milliseconds(a.latency()))
            .collect();
        let mut sorted = latencies_ms.clone();
        sorted.sort_by(f64::total_cmp);
        Row {
            file: file_name(&variant),
            variant,
            requests: outcome.answers.len(),
            ok: outcome.answers.len() - errors.values().sum::<usize>(),
            wall_ms: milliseconds(outcome.wall),
            p50_ms: nearest_rank(&sorted, 50),
            p95_ms: nearest_rank(&sorted, 95),
            p99_ms: nearest_rank(&sorted, 99),
            latencies_ms,
            errors,
            finished_ms: responses.iter().map(|a| milliseconds(a.finished)).collect(),
            answers: answers
                .iter()
                .map(|a| (milliseconds(a.latency()), Said::of(a)))
                .collect(),
        }
    }

    /// 50, 95 and 99, each with the latency that so many of a hundred responses did not exceed.
    pub(crate) fn percentiles(&self) -> [(usize, Option<f64>); 3] {
        [(50, self.p50_ms), (95, self.p95_ms), (99, self.p99_ms)]
    }

    /// The same row, its file named otherwise.
    pub(crate) fn saved_as(self, file: &str) -> Self {
        let file = file.to_owned();
        Row { file, ..self }
    }
}

/// `/path@45/pool6` becomes `path_45_pool6`.
fn file_name(variant: &str) -> String {
    variant.trim_start_matches('/').replace(['/', '@'], "_")
}

impl Said {
    fn of(answer: &Answer) -> Self {
        match &answer.outcome {
            Ok((status, _)) => Said::Status(*status),
            Err(failure) => Said::Failure(failure.to_string()),
        }
    }
}

/// Three digits, or as many as stand before the point.
pub(crate) fn figure(value: f64) -> String {
    match value.abs() {
        100.0.. => format!("{value:.0}"),
        10.0.. => format!("{value:.1}"),
        1.0.. => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}

/// To the microsecond.
pub(crate) fn milliseconds(duration: Duration) -> f64 {
    duration.as_micros() as f64 / 1000.0
}
