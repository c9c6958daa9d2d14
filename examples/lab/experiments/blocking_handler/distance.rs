//! How far two distributions are apart: the widest vertical gap between their curves
//! (Kolmogorov and Smirnov's).
//!
//! ```text
//!   1 ┤        ╭────╭──
//!     │      ╭─╯ ↕ ╭╯         0: one curve lies on the other
//!     │    ╭─╯   ╭─╯          1: no value of one is as small as any of the other
//!   0 ┼────╯───╭─╯
//! ```
//!
//! Next: `verdicts.rs`.

/// The widest gap between the shares of two samples that are at most so large.
pub(super) fn distance(one: &[f64], other: &[f64]) -> f64 {
    let (one, other) = (sorted(one), sorted(other));
    let gap = |value: f64| (share(&one, value) - share(&other, value)).abs();
    let values = one.iter().chain(&other);
    values.map(|value| gap(*value)).fold(0.0, f64::max)
}

/// The middle one of some numbers.
pub(super) fn median(mut numbers: Vec<f64>) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    let middle = numbers.len().checked_sub(1)? / 2;
    Some(numbers[middle])
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

fn share(sorted: &[f64], most: f64) -> f64 {
    let count = sorted.partition_point(|value| *value <= most);
    count as f64 / sorted.len() as f64
}
