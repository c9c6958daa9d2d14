//! Servers of HTTP.

mod client;
mod process;
mod responses;
mod rounds;
mod scenarios;
mod servers;
mod table;
mod verdicts;
mod wrk;

use std::process::ExitCode;

/// What is asked for.
const PATH: &str = "/plaintext";
/// What is answered.
const BODY: &str = "Hello, World!";
/// What that is.
const TYPE: &str = "text/plain; charset=utf-8";

/// Does what the arguments of `cargo bench --bench http` ask for.
pub fn run(arguments: impl Iterator<Item = String>) -> ExitCode {
    let arguments: Vec<_> = arguments.collect();
    let done = match arguments.first().map(String::as_str) {
        Some("--serve") => servers::serve(&arguments[1]),
        _ => compare(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("http: {message}");
            ExitCode::FAILURE
        }
    }
}

fn compare(arguments: &[String]) -> Result<(), String> {
    let named = |name: &str| arguments.iter().any(|argument| argument == name);
    let mut servers = servers::SERVERS.to_vec();
    if servers.iter().any(|server| named(server.name)) {
        servers.retain(|server| named(server.name));
    }
    let mut scenarios = scenarios::SCENARIOS.to_vec();
    if scenarios.iter().any(|scenario| named(scenario.name)) {
        scenarios.retain(|scenario| named(scenario.name));
    }
    println!(
        "{}",
        crate::machine::describe(&["openwork", "tokio", "hyper"])
    );
    let runs = rounds::run(&servers, &scenarios, 5, 2)?;
    table::print(&servers, &scenarios, &runs);
    verdicts::print(&runs);
    Ok(())
}
