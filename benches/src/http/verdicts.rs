//! The bars that openwork has set itself, and whether this run clears them.

use super::memory::Memory;
use super::rounds::{Figure, Runs};
use super::scenarios::{MANY, PIPELINED, SOME, Scenario};
use super::servers::{HYPER, HYPER_NO_TIMER, OPENWORK, RAW};
use crate::verdict::{at_most, spread_at_least, spread_at_most};

/// A line for each bar whose servers have been run; nothing when there is none.
pub(super) fn print(runs: &Runs, memory: &Memory) {
    let total: Figure = |run| run.total;
    let user: Figure = |run| run.user;
    let rate: Figure = |run| run.rate;
    let ratio =
        |peer: &str, scenario: &Scenario, figure| runs.ratio(OPENWORK, peer, scenario.name, figure);
    let mut lines = Vec::new();
    for scenario in [SOME, MANY] {
        let at = format!("at {} connections", scenario.connections);
        let what = format!("CPU a request, {OPENWORK} ÷ {RAW}, {at}");
        lines.extend(ratio(RAW, &scenario, total).map(|ratio| spread_at_most(ratio, 1.08, &what)));
        for peer in [HYPER, HYPER_NO_TIMER] {
            let what = format!("user CPU a request, {OPENWORK} ÷ {peer}, {at}");
            lines.extend(
                ratio(peer, &scenario, user).map(|ratio| spread_at_most(ratio, 0.5, &what)),
            );
        }
    }
    let what = format!("requests a second with 16 at once, {OPENWORK} ÷ {RAW}");
    lines.extend(ratio(RAW, &PIPELINED, rate).map(|ratio| spread_at_least(ratio, 0.95, &what)));
    if let Some(octets) = memory.of(OPENWORK) {
        let mut what = String::from("KiB for an idle connection");
        if let Some(hyper) = memory.of(HYPER) {
            what += &format!(" ({HYPER}: {:.1})", hyper / 1024.0);
        }
        lines.push(at_most(octets / 1024.0, 2.0, &what));
    }
    for scenario in [SOME, MANY] {
        let hyper = runs.ratio(HYPER, RAW, scenario.name, total);
        lines.extend(hyper.filter(|hyper| hyper.median < 1.10).map(|hyper| {
            format!(
                "  {HYPER} ÷ {RAW} is {:.2} at {} connections: below 1.10 the raw loop is not bare \
                 enough, or the machine too noisy",
                hyper.median, scenario.connections
            )
        }));
    }
    if !lines.is_empty() {
        println!("\nverdicts\n{}", lines.join("\n"));
    }
}
