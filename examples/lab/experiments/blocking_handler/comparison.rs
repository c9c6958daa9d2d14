//! The three variants beside one another: A and C in rounds, B once.
//!
//! B is so far away from the others that one round says it, and it takes longer than all of theirs.
//!
//! Next: `distance.rs`.

use std::io;

use super::ROUNDS;
use super::handlers::Kind;
use super::neighbours::Neighbours;
use super::series::Series;
use super::trial::Trial;
use crate::options::Settings;
use crate::report::Row;
use crate::report::progress::Progress;

/// What was measured of each.
pub(super) struct Comparison {
    pub(super) a: Series,
    pub(super) b: Series,
    pub(super) c: Series,
    /// The share of the cores that other programs had.
    pub(super) others: Option<f64>,
}

impl Comparison {
    /// Measures them; `trial` says how each is to be.
    pub(super) fn take(
        trial: impl Fn(Kind) -> Trial,
        settings: &Settings,
        progress: &Progress,
    ) -> io::Result<Self> {
        let before = Neighbours::now();
        let (a, c) = (trial(Kind::Sync), trial(Kind::AsyncOffload));
        let [a, c] = Series::in_turns([&a, &c], ROUNDS, settings, progress)?;
        let b = Series::once(&trial(Kind::AsyncBlocking), settings, progress)?;
        let others = others_since(before);
        Ok(Comparison { a, b, c, others })
    }

    /// Measures them twice, without something and with it, in the same turns.
    pub(super) fn take_both(
        trials: [impl Fn(Kind) -> Trial; 2],
        settings: &Settings,
        progress: &Progress,
    ) -> io::Result<[Self; 2]> {
        let before = Neighbours::now();
        let [one, other] = trials;
        let in_rounds = [Kind::Sync, Kind::AsyncOffload].map(|kind| [one(kind), other(kind)]);
        let [[a, other_a], [c, other_c]] = in_rounds.each_ref().map(<[Trial; 2]>::each_ref);
        let trials = [a, c, other_a, other_c];
        let [a, c, other_a, other_c] = Series::in_turns(trials, ROUNDS, settings, progress)?;
        let b = Series::once(&one(Kind::AsyncBlocking), settings, progress)?;
        let other_b = Series::once(&other(Kind::AsyncBlocking), settings, progress)?;
        let others = others_since(before);
        let other = Comparison {
            a: other_a,
            b: other_b,
            c: other_c,
            others,
        };
        Ok([Comparison { a, b, c, others }, other])
    }

    /// How many requests that takes.
    pub(super) fn requests(each: usize) -> usize {
        (2 * ROUNDS + 1) * each
    }

    /// The rows of all rounds of all variants.
    pub(super) fn all_rows(&self) -> impl Iterator<Item = &Row> {
        let series = [&self.a, &self.b, &self.c];
        series.into_iter().flat_map(Series::rows)
    }

    /// The three as the write-up orders them, each by its round in the middle.
    pub(super) fn into_rows(self) -> [Row; 3] {
        [self.a, self.b, self.c].map(Series::into_median)
    }
}

fn others_since(before: Option<Neighbours>) -> Option<f64> {
    let (before, now) = before.zip(Neighbours::now())?;
    Some(now.share_since(before))
}
