//! The bars that openwork has set itself, and whether this run clears them.

use super::processes::{NO_TRIMMING, SETTINGS, Setting};
use super::rounds::Samples;
use crate::statistics::geometric_mean;
use crate::verdict::at_most;

const SPAWNS: [&str; 4] = [
    "spawn_many",
    "spawn_many_worker",
    "spawn_remote",
    "spawn_seq",
];
const YIELDS: [&str; 2] = ["yield_many", "yield_neutral"];

const TOKIO: &str = "tokio";
const EXECUTOR: &str = "async-executor";
const STATIC_LOCAL: &str = "async-executor-static-local";

/// A line for each bar whose workloads have all been run; nothing when there is none.
pub(super) fn print(samples: &Samples) {
    let mut lines = Vec::new();
    for setting in SETTINGS {
        lines.push(mean(samples, setting, &SPAWNS, TOKIO, 0.40));
        lines.push(worst(samples, setting, &SPAWNS, TOKIO, 0.60));
    }
    // Whom trimming strikes is luck of layout: between tasks of one size it is left out.
    lines.push(mean(samples, NO_TRIMMING, &SPAWNS, EXECUTOR, 0.90));
    lines.push(mean(samples, NO_TRIMMING, &SPAWNS, STATIC_LOCAL, 1.10));
    for setting in SETTINGS {
        lines.extend(YIELDS.map(|workload| worst(samples, setting, &[workload], TOKIO, 0.75)));
    }
    let lines: Vec<_> = lines.into_iter().flatten().collect();
    if !lines.is_empty() {
        println!("\nverdicts\n{}", lines.join("\n"));
    }
}

fn mean(
    samples: &Samples,
    setting: Setting,
    workloads: &[&str],
    peer: &str,
    bar: f64,
) -> Option<String> {
    let what = format!("the geometric mean of {}", workloads.join(", "));
    let ratios = ratios(samples, setting, workloads, peer)?;
    Some(line(setting, &what, peer, geometric_mean(&ratios), bar))
}

fn worst(
    samples: &Samples,
    setting: Setting,
    workloads: &[&str],
    peer: &str,
    bar: f64,
) -> Option<String> {
    let what = match workloads {
        [one] => (*one).into(),
        _ => format!("each of {}", workloads.join(", ")),
    };
    let ratios = ratios(samples, setting, workloads, peer)?;
    let worst = ratios.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    Some(line(setting, &what, peer, worst, bar))
}

/// The ratios of these workloads; none when one of them was not run.
fn ratios(samples: &Samples, setting: Setting, workloads: &[&str], peer: &str) -> Option<Vec<f64>> {
    let ratio = |workload: &&str| samples.ratio(setting, workload, peer);
    workloads
        .iter()
        .map(|workload| ratio(workload).map(|spread| spread.median))
        .collect()
}

fn line(setting: Setting, what: &str, peer: &str, ratio: f64, bar: f64) -> String {
    at_most(ratio, bar, &format!("{what} ÷ {peer} ({})", setting.name))
}
