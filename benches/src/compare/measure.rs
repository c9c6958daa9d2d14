//! What a fresh process does: run iterations of one case, and time them.

use std::time::{Duration, Instant};

use super::statistics::median;
use crate::cases::Case;

const WARM_UP: Duration = Duration::from_millis(60);
const MEASURED: Duration = Duration::from_millis(250);
const AT_LEAST: usize = 5;

/// Nanoseconds an operation: the median of the iterations, so that one pre-empted by another
/// process counts for no more than any.
pub(super) fn measure(case: &Case) -> f64 {
    let mut iterate = case.start();
    let warm = Instant::now();
    while warm.elapsed() < WARM_UP {
        iterate();
    }
    let mut times = Vec::new();
    let begin = Instant::now();
    while begin.elapsed() < MEASURED || times.len() < AT_LEAST {
        let start = Instant::now();
        iterate();
        times.push(start.elapsed().as_nanos() as f64 / case.operations as f64);
    }
    median(&times)
}

/// So many iterations, and nothing else.
pub(super) fn repeat(case: &Case, iterations: usize) {
    let mut iterate = case.start();
    for _ in 0..iterations {
        iterate();
    }
}
