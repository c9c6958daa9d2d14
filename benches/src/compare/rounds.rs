//! Rounds: who runs when, and what each process said.

use super::SUBJECT;
use super::processes::{self, SETTINGS, Setting};
use crate::cases::Case;
use crate::progress::progress;
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
                    progress(&format!("round {} of {rounds}: {case:?}", round + 1));
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
        Spread::of(&ours, &self.of(setting, workload, peer))
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
