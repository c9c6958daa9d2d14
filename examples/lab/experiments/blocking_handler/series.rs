//! Rounds: the same trial again and again, in turns with others, and the one in the middle.
//!
//! ```text
//!   A C │ C A │ A C │ C A │ …        a machine that grows slower, or faster, does so to both
//! ```
//!
//! 1. How many rounds there are is said in advance. None is repeated and none is left out.
//! 2. What is shown is the round whose p95 is the median of all: a round that was measured, not an
//!    average of several.
//!
//! Next: `arithmetic.rs`.

use std::io;

use super::trial::{Taken, Trial};
use crate::options::Settings;
use crate::report::Row;
use crate::report::progress::Progress;

/// The rounds of one trial, in the order in which they were taken.
pub(super) struct Series {
    rounds: Vec<Taken>,
}

impl Series {
    /// A single round.
    pub(super) fn once(trial: &Trial, settings: &Settings, say: &Progress) -> io::Result<Self> {
        let rounds = vec![trial.take(settings, say)?];
        Ok(Series { rounds })
    }

    /// So many rounds of each, in turns: there, and back again.
    pub(super) fn in_turns<const N: usize>(
        trials: [&Trial; N],
        rounds: usize,
        settings: &Settings,
        progress: &Progress,
    ) -> io::Result<[Self; N]> {
        let mut taken = [(); N].map(|()| Series { rounds: Vec::new() });
        for round in 0..rounds {
            for turn in 0..N {
                let nth = if round % 2 == 0 { turn } else { N - 1 - turn };
                let round = trials[nth].take(settings, progress)?;
                taken[nth].rounds.push(round);
            }
        }
        Ok(taken)
    }

    /// How many rounds there are.
    pub(super) fn len(&self) -> usize {
        self.rounds.len()
    }

    /// The rows of all rounds.
    pub(super) fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rounds.iter().map(|taken| &taken.row)
    }

    /// The round in the middle.
    pub(super) fn median(&self) -> &Row {
        &self.rounds[self.middle()].row
    }

    /// The round in the middle, the others being of no more use.
    pub(super) fn into_median(mut self) -> Row {
        let middle = self.middle();
        self.rounds.swap_remove(middle).row
    }

    /// How many threads were with the agent at once, at most, in any round.
    pub(super) fn peak(&self) -> usize {
        let peaks = self.rounds.iter().map(|taken| taken.peak);
        peaks.max().unwrap_or(0)
    }

    /// The first response of the first round.
    pub(super) fn first_response(&self) -> Option<&str> {
        self.rounds.first()?.first.as_deref()
    }

    /// The middle one of the p95s.
    pub(super) fn p95(&self) -> f64 {
        p95(self.median())
    }

    /// `61, 67, 72`: the p95 of every round, in order of size.
    pub(super) fn p95s(&self) -> String {
        let mut p95s: Vec<f64> = self.rows().map(p95).collect();
        p95s.sort_by(f64::total_cmp);
        let p95s: Vec<String> = p95s.iter().map(|p95| format!("{p95:.0}")).collect();
        p95s.join(", ")
    }

    /// `61 to 72`: the least and the largest of the p95s.
    pub(super) fn spread(&self) -> String {
        let least = self.rows().map(p95).fold(f64::INFINITY, f64::min);
        let most = self.rows().map(p95).fold(0.0, f64::max);
        format!("{least:.0} to {most:.0}")
    }

    /// The one number among the rounds that has as many p95s below it as above it.
    fn middle(&self) -> usize {
        let mut order: Vec<usize> = (0..self.rounds.len()).collect();
        order.sort_by(|a, b| p95(&self.rounds[*a].row).total_cmp(&p95(&self.rounds[*b].row)));
        order[(order.len() - 1) / 2]
    }
}

/// Without a response, nobody knows how long one would have taken.
fn p95(row: &Row) -> f64 {
    row.p95_ms.unwrap_or(f64::INFINITY)
}
