//! Medians, spreads and geometric means.

use std::fmt;

/// The middle value; of an even number, the mean of the two in the middle.
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => f64::NAN,
        even if even % 2 == 0 => (sorted[middle - 1] + sorted[middle]) / 2.0,
        _ => sorted[middle],
    }
}

/// The mean that is right for ratios: twice as fast here and half as fast there is 1.
pub(crate) fn geometric_mean(values: &[f64]) -> f64 {
    let logarithms: f64 = values.iter().map(|value| value.ln()).sum();
    (logarithms / values.len() as f64).exp()
}

/// A ratio over the rounds: its median, its least and its greatest.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spread {
    pub(crate) median: f64,
    pub(crate) least: f64,
    pub(crate) greatest: f64,
}

impl Spread {
    /// Of figures over those of a peer, each round by itself; nothing where there are none.
    pub(crate) fn of(figures: &[f64], peers: &[f64]) -> Option<Self> {
        let rounds = figures.iter().zip(peers);
        let ratios: Vec<_> = rounds.map(|(figure, peer)| figure / peer).collect();
        (!ratios.is_empty()).then(|| Self {
            median: median(&ratios),
            least: ratios.iter().copied().fold(f64::INFINITY, f64::min),
            greatest: ratios.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        })
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            median,
            least,
            greatest,
        } = self;
        f.pad(&format!("{median:.2} ({least:.2} … {greatest:.2})"))
    }
}
