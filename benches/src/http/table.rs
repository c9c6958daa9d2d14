//! The tables: one a scenario, a line a server.

use super::rounds::{Figure, Runs};
use super::scenarios::Scenario;
use super::servers::{HYPER, RAW, Server};

/// All tables.
pub(super) fn print(servers: &[Server], scenarios: &[Scenario], runs: &Runs) {
    println!("CPU time of the server a request, medians; ratios within a round (least … greatest)");
    for scenario in scenarios {
        println!("\n{}", title(scenario));
        println!(
            "{:<16}{:>9}{:>9}{:>12}{:>10}{:>25}{:>25}{:>25}",
            "",
            "total µs",
            "user µs",
            "requests/s",
            "p99 µs",
            format!("total ÷ {RAW}"),
            format!("user ÷ {HYPER}"),
            format!("requests/s ÷ {RAW}"),
        );
        for server in servers {
            line(server.name, scenario.name, runs);
        }
    }
}

fn title(scenario: &Scenario) -> String {
    let connections = match scenario.connections {
        1 => "1 connection".into(),
        many => format!("{many} connections"),
    };
    match scenario.at_once {
        1 => connections,
        at_once => {
            format!("{connections}, {at_once} requests at once on each (p99: of all {at_once})")
        }
    }
}

fn line(server: &str, scenario: &str, runs: &Runs) {
    let median = |figure: Figure| runs.median(server, scenario, figure).unwrap_or(f64::NAN);
    print!(
        "{server:<16}{:>9.2}{:>9.2}{:>12.0}{:>10.0}",
        median(|run| run.total),
        median(|run| run.user),
        median(|run| run.rate),
        median(|run| run.p99),
    );
    let ratios: [(&str, Figure); 3] = [
        (RAW, |run| run.total),
        (HYPER, |run| run.user),
        (RAW, |run| run.rate),
    ];
    for (peer, figure) in ratios {
        let spread = runs.ratio(server, peer, scenario, figure);
        let text = spread.map_or("–".into(), |spread| spread.to_string());
        print!("{text:>25}");
    }
    println!();
}
