//! The tables: one a scenario, a line a server.

use super::rounds::{Figure, Runs};
use super::scenarios::Scenario;
use super::servers::{RAW, Server};

/// All tables.
pub(super) fn print(servers: &[Server], scenarios: &[Scenario], runs: &Runs) {
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
            format!("user ÷ {RAW}"),
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
    match scenario.pipelined {
        1 => format!("{connections}: CPU of the server a request, median of the rounds"),
        at_once => format!("{connections}, {at_once} requests at once: the same"),
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
    let figures: [Figure; 3] = [|run| run.total, |run| run.user, |run| run.rate];
    for figure in figures {
        let spread = runs.ratio(server, RAW, scenario, figure);
        let text = spread.map_or("–".into(), |spread| {
            format!(
                "{:.2} ({:.2} … {:.2})",
                spread.median, spread.least, spread.greatest
            )
        });
        print!("{text:>25}");
    }
    println!();
}
