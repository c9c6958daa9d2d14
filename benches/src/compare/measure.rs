//! What a fresh process does: run iterations of one case, and time them.

use std::fs;
use std::time::{Duration, Instant};

use crate::cases::Case;
use crate::statistics::median;

const WARM_UP: Duration = Duration::from_millis(60);
const MEASURED: Duration = Duration::from_millis(250);
const AT_LEAST: usize = 5;

/// Nanoseconds an operation, the median of the iterations.
///
/// On one thread, the time during which the thread was ready but another process had its CPU does
/// not count. Several threads wait for one another as well, and there it stays.
pub(super) fn measure(case: &Case) -> f64 {
    let mut iterate = case.start();
    let warm = Instant::now();
    while warm.elapsed() < WARM_UP {
        iterate();
    }
    let mut times = Vec::new();
    let begin = Instant::now();
    while begin.elapsed() < MEASURED || times.len() < AT_LEAST {
        let waited_before = waited();
        let start = Instant::now();
        iterate();
        let mut time = start.elapsed();
        if case.one_thread {
            time = time.saturating_sub(waited() - waited_before);
        }
        times.push(time.as_nanos() as f64 / case.operations as f64);
    }
    median(&times)
}

/// How long this thread has been ready and not on a CPU; nothing where the system does not tell.
fn waited() -> Duration {
    let statistics = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = statistics
        .split(' ')
        .nth(1)
        .and_then(|field| field.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or(0))
}

/// So many iterations, and nothing else.
pub(super) fn repeat(case: &Case, iterations: usize) {
    let mut iterate = case.start();
    for _ in 0..iterations {
        iterate();
    }
}
