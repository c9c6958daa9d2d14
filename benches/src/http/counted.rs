//! What another program counts in a server's process.
//!
//! Each server runs twice, to answer few requests and to answer more; the difference is free of
//! starting up, and of accepting.

use std::process::{Command, Stdio};

use super::client::Clients;
use super::process::Process;
use super::scenarios::Scenario;
use super::servers::Server;

const FEW: usize = 1_600;
const MORE: usize = 8_000;

/// What the other program said, and after how many requests.
pub(super) struct Counted {
    pub(super) said: String,
    pub(super) requests: f64,
}

/// Both runs. `command` starts the other program, which is told at its end what to start.
pub(super) fn run(
    command: impl Fn() -> Result<Command, String>,
    server: &Server,
    scenario: &Scenario,
) -> Result<[Counted; 2], String> {
    let one = |requests| -> Result<Counted, String> {
        let mut command = command()?;
        command.stderr(Stdio::piped());
        let process = Process::start_with(command, server)?;
        let mut clients = Clients::connect(process.port, scenario.connections)?;
        let requests = clients.ask(requests, scenario.at_once)? as f64;
        let said = process.end()?;
        Ok(Counted { said, requests })
    };
    Ok([one(FEW)?, one(MORE)?])
}

/// A table of one figure: a line a server, a column a scenario.
pub(super) fn table(
    title: &str,
    servers: &[Server],
    scenarios: &[Scenario],
    figure: impl Fn(&Server, &Scenario) -> Result<String, String>,
) -> Result<(), String> {
    println!("\n{title}");
    print!("{:<16}", "");
    scenarios
        .iter()
        .for_each(|scenario| print!("{:>12}", scenario.name));
    println!();
    for server in servers {
        print!("{:<16}", server.name);
        for scenario in scenarios {
            print!("{:>12}", figure(server, scenario)?);
        }
        println!();
    }
    Ok(())
}
