//! Percentiles by nearest rank: each is a value that was measured, none is interpolated.
//!
//! ```text
//!   sorted   10  20  30  40  50        p50 of five: rank ⌈0.50 × 5⌉ = 3, the value 30
//!   rank      1   2   3   4   5        p95 of five: rank ⌈0.95 × 5⌉ = 5, the value 50
//! ```
//!
//! With fewer than 20 values p95 is the largest of them, with fewer than 100 p99 is.

/// The smallest value that at least `percent` of all values do not exceed.
///
/// `sorted` is in rising order. There is no percentile of nothing.
pub(crate) fn nearest_rank(sorted: &[f64], percent: usize) -> Option<f64> {
    // In whole numbers: 0.95 × 20 must be rank 19, and not 20 because a product was rounded up.
    let rank = (percent * sorted.len()).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}
