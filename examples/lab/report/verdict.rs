//! What is asked of a run, and the answer: a rule, whether it holds, and what was measured.
//!
//! ```text
//!   last ≥ 0.9 n × first    serial      │ 1   1   1   1   1
//!   last ≤ 1.5 × first      parallel    │ 5
//!   gaps of half a wait     waves       │ 6   6   6   6   6   6   6   3
//! ```
//!
//! Times are those at which responses came, from the start of the load: with fewer clients than
//! requests, a latency would leave out how long a request stood in line at its client.

use std::fmt;

use serde::Serialize;

use super::Row;

/// One rule, judged.
#[derive(Serialize)]
pub(crate) struct Verdict {
    /// What was to be shown, beginning with the variant that it is about.
    pub(crate) rule: String,
    /// Whether it was.
    pub(crate) holds: bool,
    /// Whether the exit code depends on it; otherwise it is only reported.
    pub(crate) decides: bool,
    /// The figure that decided it.
    pub(crate) measured: Measured,
    /// The variant that it is about, or `all`.
    #[serde(skip)]
    pub(crate) variant: String,
    /// The rule without it, for a screen that names variants by letters.
    #[serde(skip)]
    pub(crate) claim: String,
}

/// The figure that decided a rule.
#[derive(Serialize, PartialEq)]
#[serde(untagged)]
pub(crate) enum Measured {
    /// How many times as late as the first response the last one came.
    Ratio(f64),
    /// How many responses came together, wave after wave.
    Waves(Vec<usize>),
    /// How many there were.
    Count(usize),
    /// What no single figure says.
    Text(String),
}

impl Verdict {
    /// A rule about a variant, or about `all`; it decides.
    pub(crate) fn about(variant: &str, claim: String, holds: bool, measured: Measured) -> Self {
        let rule = format!("{variant}: {claim}");
        Verdict {
            rule,
            holds,
            decides: true,
            measured,
            variant: variant.to_owned(),
            claim,
        }
    }

    /// The same rule, reported without deciding anything.
    pub(crate) fn only_reported(self) -> Self {
        Verdict {
            decides: false,
            ..self
        }
    }

    /// What became of the rule, in words.
    pub(crate) fn mark(&self) -> &'static str {
        match (self.holds, self.decides) {
            (true, true) => "holds",
            (false, true) => "does not hold",
            (true, false) => "holds (only reported)",
            (false, false) => "does not hold (only reported)",
        }
    }

    /// Of all the requests, so many are to be counted.
    pub(crate) fn counted(claim: String, expected: usize, found: usize) -> Self {
        Verdict::about("all", claim, found == expected, Measured::Count(found))
    }

    /// Every request of every row was answered well.
    pub(crate) fn answered(rows: &[Row]) -> Self {
        let requests: usize = rows.iter().map(|row| row.requests).sum();
        let ok = rows.iter().map(|row| row.ok).sum();
        Verdict::counted(
            format!("all {requests} requests are answered well"),
            requests,
            ok,
        )
    }

    /// The responses came one after another.
    pub(crate) fn serial(row: &Row) -> Self {
        // Nine tenths of n: 4.5 for the five requests of the write-up.
        let least = 0.9 * row.requests as f64;
        let ratio = last_to_first(row);
        let claim = format!("serial, last ≥ {least} × first");
        Verdict::about(&row.variant, claim, ratio >= least, Measured::Ratio(ratio))
    }

    /// The responses came together.
    pub(crate) fn parallel(row: &Row) -> Self {
        let ratio = last_to_first(row);
        let claim = "parallel, last ≤ 1.5 × first".to_owned();
        Verdict::about(&row.variant, claim, ratio <= 1.5, Measured::Ratio(ratio))
    }

    /// The responses came in waves of these sizes.
    pub(crate) fn waves(row: &Row, wait_ms: f64, expected: &[usize]) -> Self {
        let waves = waves(&row.finished_ms, wait_ms);
        let claim = match expected {
            [_] => format!("one wave, {}", runs(expected)),
            _ => format!("{} waves, {}", expected.len(), runs(expected)),
        };
        Verdict::about(
            &row.variant,
            claim,
            waves == expected,
            Measured::Waves(waves),
        )
    }
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Measured::Ratio(ratio) => write!(f, "{ratio:.2} ×"),
            Measured::Waves(waves) => f.write_str(&runs(waves)),
            Measured::Count(count) => count.fmt(f),
            Measured::Text(text) => f.write_str(text),
        }
    }
}

/// How many times as late as the first response the last one came, to a thousandth.
fn last_to_first(row: &Row) -> f64 {
    match (row.finished_ms.first(), row.finished_ms.last()) {
        (Some(first), Some(last)) => (last / first * 1000.0).round() / 1000.0,
        _ => f64::NAN,
    }
}

/// Sizes of the groups that lie more than half a wait apart.
pub(crate) fn waves(finished_ms: &[f64], wait_ms: f64) -> Vec<usize> {
    finished_ms
        .chunk_by(|before, after| after - before <= wait_ms / 2.0)
        .map(<[f64]>::len)
        .collect()
}

/// The sizes in which `requests` come when at most `width` are answered at a time.
pub(crate) fn predicted_waves(requests: usize, width: usize) -> Vec<usize> {
    let full = std::iter::repeat_n(width, requests / width);
    full.chain(Some(requests % width).filter(|rest| *rest > 0))
        .collect()
}

/// `6 × 7, 3` for seven sixes and a three: the size of each wave, then how many of that size.
pub(crate) fn runs(sizes: &[usize]) -> String {
    let runs = sizes.chunk_by(PartialEq::eq).map(|run| match run {
        [one] => one.to_string(),
        _ => format!("{} × {}", run[0], run.len()),
    });
    runs.collect::<Vec<_>>().join(", ")
}
