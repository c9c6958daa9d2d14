//! How many responses took how long, in steps that grow by the same factor.
//!
//! ```text
//!   up to    1.212 ms   1204  ████████████████████████████████████████
//!   up to    2.381 ms    130  ████▎
//!   up to    4.678 ms      2  ▏
//! ```
//!
//! Steps of one length would put nearly everything into the first as soon as one response is late.
//! Where fastest and slowest lie close together, these are nearly of one length too.

use std::time::Duration;

use serde::Serialize;

use super::tally::Times;
use crate::report::milliseconds;

/// How many steps lie between the fastest and the slowest.
const STEPS: i32 = 10;
/// The length of the longest bar.
const WIDTH: usize = 40;

/// Those that took longer than the step before, and no longer than this.
#[derive(Serialize)]
pub(crate) struct Bar {
    pub(crate) up_to_ms: f64,
    pub(crate) responses: usize,
}

/// From the fastest to the slowest.
pub(crate) fn bars(times: &Times) -> Vec<Bar> {
    if times.count() == 0 {
        return Vec::new();
    }
    let (fastest, slowest) = (
        times.fastest().max(Duration::from_micros(1)),
        times.slowest(),
    );
    let factor = (slowest.as_secs_f64() / fastest.as_secs_f64()).powf(1.0 / f64::from(STEPS));
    let ends = (1..=STEPS).map(|nth| fastest.mul_f64(factor.powi(nth)));
    let mut bars: Vec<_> = ends
        .map(|end| Bar {
            up_to_ms: milliseconds(end),
            responses: 0,
        })
        .collect();
    for (time, count) in times.met() {
        let time = milliseconds(time);
        // The histogram's last step may end above the slowest.
        let at = bars
            .partition_point(|bar| bar.up_to_ms < time)
            .min(bars.len() - 1);
        bars[at].responses += count;
    }
    bars.dedup_by(|later, kept| {
        let same = later.up_to_ms <= kept.up_to_ms;
        kept.responses += if same { later.responses } else { 0 };
        same
    });
    bars
}

/// For a terminal.
pub(crate) fn draw(bars: &[Bar]) -> String {
    let most = bars
        .iter()
        .map(|bar| bar.responses)
        .max()
        .unwrap_or(0)
        .max(1);
    let lines = bars.iter().map(|bar| {
        let eighths = (bar.responses * WIDTH * 8).div_ceil(most);
        let mut drawn = "█".repeat(eighths / 8);
        drawn.extend(
            " ▏▎▍▌▋▊▉"
                .chars()
                .nth(eighths % 8)
                .filter(|part| *part != ' '),
        );
        let line = format!(
            "  up to {:>10.3} ms {:>9}  {drawn}",
            bar.up_to_ms, bar.responses
        );
        line.trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}
