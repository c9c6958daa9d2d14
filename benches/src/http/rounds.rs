//! Rounds: who runs when, and what was seen of it.

use super::client::Clients;
use super::process::Process;
use super::scenarios::Scenario;
use super::servers::Server;
use super::wrk;
use crate::progress::progress;
use crate::statistics::{Spread, median};

/// Requests before the measured ones.
const WARM_UP: usize = 20_000;

/// What one run of one server came to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    /// CPU time of the server a request, in microseconds.
    pub(super) total: f64,
    /// The part of it that the system did not use up.
    pub(super) user: f64,
    /// Requests a second.
    pub(super) rate: f64,
    /// The 99th percentile of the latencies, in microseconds.
    pub(super) p99: f64,
}

/// A figure of a run.
pub(super) type Figure = fn(&Run) -> f64;

/// What all runs came to.
#[derive(Debug, Default)]
pub(super) struct Runs(Vec<(&'static str, &'static str, Run)>);

/// All rounds.
pub(super) fn run(
    servers: &[Server],
    scenarios: &[Scenario],
    rounds: usize,
    seconds: usize,
) -> Result<Runs, String> {
    let mut runs = Runs::default();
    for round in 0..rounds {
        for scenario in scenarios {
            for place in 0..servers.len() {
                // One place further each round, so that nobody always runs first.
                let server = &servers[(place + round) % servers.len()];
                let what = format!("{}, {}", scenario.name, server.name);
                progress(&format!("round {} of {rounds}: {what}", round + 1));
                let run = measure(server, scenario, seconds)
                    .map_err(|message| format!("{what}: {message}"))?;
                runs.0.push((server.name, scenario.name, run));
            }
        }
    }
    progress("");
    Ok(runs)
}

fn measure(server: &Server, scenario: &Scenario, seconds: usize) -> Result<Run, String> {
    let mut process = Process::start(server)?;
    Clients::connect(process.port, scenario.connections)?.ask(WARM_UP, scenario.at_once)?;
    // Whoever is answered after the end of those connections has waited for it to be dealt with.
    Clients::connect(process.port, 1)?;
    let before = process.cpu()?;
    let seen = wrk::run(process.port, scenario, seconds)?;
    let after = process.cpu()?;
    Ok(Run {
        total: (after.total - before.total) / seen.requests,
        user: (after.user - before.user) / seen.requests,
        rate: seen.rate,
        p99: seen.p99,
    })
}

impl Runs {
    /// The median of the rounds.
    pub(super) fn median(&self, server: &str, scenario: &str, figure: Figure) -> Option<f64> {
        let rounds = self.of(server, scenario, figure);
        (!rounds.is_empty()).then(|| median(&rounds))
    }

    /// A server's figure over that of a peer, each round by itself.
    pub(super) fn ratio(
        &self,
        server: &str,
        peer: &str,
        scenario: &str,
        figure: Figure,
    ) -> Option<Spread> {
        let figures = self.of(server, scenario, figure);
        Spread::of(&figures, &self.of(peer, scenario, figure))
    }

    /// By round.
    fn of(&self, server: &str, scenario: &str, figure: Figure) -> Vec<f64> {
        let of_both = |run: &&(&str, &str, Run)| run.0 == server && run.1 == scenario;
        let runs = self.0.iter().filter(of_both);
        runs.map(|(_, _, run)| figure(run)).collect()
    }
}
