//! Rounds: who runs when, and what each process said.

use std::io::{IsTerminal, Write, stderr};

use super::SUBJECT;
use super::processes::{self, SETTINGS, Setting};
use crate::cases::Case;
use crate::statistics::{Spread, median};

/// What one process said.
#[derive(Debug)]
struct Sample {
    round: usize,
    setting: Setting,
    workload: &'static str,
    runtime: &'static str,
    nanoseconds: f64,
}

/// What all processes said.
#[derive(Debug)]
pub(super) struct Samples(Vec<Sample>);

/// All rounds of all cases.
pub(super) fn run(cases: &[Case], rounds: usize) -> Result<Samples, String> {
    let mut samples = Vec::new();
    for round in 0..rounds {
        for neighbours in cases.chunk_by(|one, next| one.workload == next.workload) {
            for setting in SETTINGS {
                for place in 0..neighbours.len() {
                    // One place further each round, so that nobody always runs first.
                    let case = &neighbours[(place + round) % neighbours.len()];
                    progress(round, rounds, case);
                    samples.push(Sample {
                        round,
                        setting,
                        workload: case.workload,
                        runtime: case.runtime,
                        nanoseconds: processes::measure(case, setting)?,
                    });
                }
            }
        }
    }
    Ok(Samples(samples))
}

impl Samples {
    /// Nanoseconds an operation, the median of the rounds.
    pub(super) fn median(&self, setting: Setting, workload: &str, runtime: &str) -> Option<f64> {
        let rounds = self.of(setting, workload, runtime);
        (!rounds.is_empty()).then(|| median(&rounds))
    }

    /// The subject's time over a peer's, each round by itself.
    pub(super) fn ratio(&self, setting: Setting, workload: &str, peer: &str) -> Option<Spread> {
        let ours = self.of(setting, workload, SUBJECT);
        let theirs = self.of(setting, workload, peer);
        if ours.is_empty() || theirs.is_empty() {
            return None;
        }
        let ratios: Vec<_> = ours
            .iter()
            .zip(&theirs)
            .map(|(ours, theirs)| ours / theirs)
            .collect();
        Some(Spread::of(&ratios))
    }

    /// Nanoseconds an operation, by round.
    fn of(&self, setting: Setting, workload: &str, runtime: &str) -> Vec<f64> {
        let mut samples: Vec<_> = self.0.iter().collect();
        samples.retain(|sample| {
            sample.setting == setting && sample.workload == workload && sample.runtime == runtime
        });
        samples.sort_by_key(|sample| sample.round);
        samples
            .into_iter()
            .map(|sample| sample.nanoseconds)
            .collect()
    }
}

fn progress(round: usize, rounds: usize, case: &Case) {
    let mut terminal = stderr();
    if terminal.is_terminal() {
        let line = format!("round {} of {rounds}: {case:?}", round + 1);
        // A progress line that cannot be written is no reason to stop.
        let _ = write!(terminal, "\r{line:<70}\r").and_then(|()| terminal.flush());
    }
}
