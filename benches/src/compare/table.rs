//! The tables: nanoseconds an operation, and the ratio to each peer.

use super::SUBJECT;
use super::processes::Setting;
use super::rounds::Samples;
use crate::cases::Case;
use crate::statistics::geometric_mean;

/// One table: all cases under one allocator setting.
pub(super) fn print(cases: &[Case], setting: Setting, samples: &Samples) {
    let runtimes = runtimes(cases);
    let mut peers = runtimes.clone();
    // Other modes of the subject are shown, not compared with.
    peers.retain(|name| !name.starts_with(SUBJECT));

    println!("\nns an operation, {}", setting.name);
    print!("{:<21}", "");
    runtimes
        .iter()
        .for_each(|runtime| print!("{runtime:>W$}", W = width(runtime)));
    println!();
    for workload in workloads(cases) {
        print!("{workload:<21}");
        for runtime in &runtimes {
            let figure = samples.median(setting, workload, runtime);
            print!(
                "{:>W$}",
                figure.map_or("–".into(), nanoseconds),
                W = width(runtime)
            );
        }
        println!();
    }

    if !runtimes.contains(&SUBJECT) {
        return;
    }
    println!(
        "\n{SUBJECT} ÷ peer, {}: median of the rounds (least … greatest)",
        setting.name
    );
    print!("{:<21}", "");
    peers
        .iter()
        .for_each(|peer| print!("{:>29}", format!("÷ {peer}")));
    println!();
    let mut ratios = vec![Vec::new(); peers.len()];
    for workload in workloads(cases) {
        print!("{workload:<21}");
        for (peer, ratios) in peers.iter().zip(&mut ratios) {
            let spread = samples.ratio(setting, workload, peer);
            ratios.extend(spread.map(|spread| spread.median));
            let text = spread.map_or("–".into(), |spread| spread.to_string());
            print!("{text:>29}");
        }
        println!();
    }
    print!("{:<21}", "geometric mean");
    ratios
        .iter()
        .for_each(|ratios| print!("{:>29}", format!("{:.2}", geometric_mean(ratios))));
    println!();
}

/// The workloads of these cases, each once, in their order.
pub(super) fn workloads(cases: &[Case]) -> Vec<&'static str> {
    let mut workloads: Vec<_> = cases.iter().map(|case| case.workload).collect();
    workloads.dedup();
    workloads
}

/// The runtimes of these cases, each once, in their order.
pub(super) fn runtimes(cases: &[Case]) -> Vec<&'static str> {
    let mut runtimes = Vec::new();
    for case in cases {
        if !runtimes.contains(&case.runtime) {
            runtimes.push(case.runtime);
        }
    }
    runtimes
}

/// How wide the column of a runtime is.
pub(super) fn width(runtime: &str) -> usize {
    runtime.len().max(8) + 2
}

fn nanoseconds(figure: f64) -> String {
    if figure < 100.0 {
        format!("{figure:.1}")
    } else {
        format!("{figure:.0}")
    }
}
