//! Servers of HTTP, each in a process of its own: what a request costs them.
//!
//! ```text
//!  CPU 0: wrk, one thread          last CPU: a server, one thread, a fresh process
//!  1 · 64 · 400 connections,  ◄──► raw: a bare loop · tokio: by hand · hyper, with and without
//!  or 64 with 16 at once           timer · openwork: `serve` and `Router`, all limits on
//!
//! for each round, for each scenario, for each server, one place further on each round
//!     start it, warm it, read its CPU time, let wrk ask for two seconds, read its CPU time
//! then, of the rounds: medians, the median of each round's ratio, verdicts
//! ```
//!
//! 1. What counts is the server's CPU time a request. Requests a second are shown, but where each
//!    request is a system call to read and one to write, wrk is busy before a good server is.
//! 2. All servers give the same page in as many octets, with a date, and do not wait to fill a
//!    packet.
//! 3. The raw loop is the machine's limit: nearly all that it costs is the system's. Where hyper is
//!    close to it, the loop is not bare enough or the machine too noisy, and the verdicts say so.
//! 4. The system looks 250 times a second or so whether a process is in user mode. The time in user
//!    mode is therefore rough, in one run by a fifth; instructions say it exactly.
//!
//! Next: `servers`, then `rounds`.

mod arguments;
mod client;
mod counted;
mod instructions;
mod memory;
mod process;
mod responses;
mod rounds;
mod scenarios;
mod servers;
mod system_calls;
mod table;
mod test;
mod verdicts;
mod wrk;

use std::process::ExitCode;

use crate::machine;
use crate::programs::{FIRST, LAST};
use arguments::{Chosen, Mode};
use memory::Memory;

/// What is asked for.
const PATH: &str = "/plaintext";

/// What is answered.
const BODY: &str = "Hello, World!";

/// What kind of thing that is.
const TYPE: &str = "text/plain; charset=utf-8";

/// Whose versions stand above the tables.
const PACKAGES: [&str; 5] = ["openwork", "hyper", "tokio", "mio", "httparse"];

/// Does what the arguments of `cargo bench --bench http` ask for.
pub fn run(arguments: impl Iterator<Item = String>) -> ExitCode {
    let done = Mode::parse(arguments).and_then(|mode| match mode {
        Mode::Compare(chosen) => compare(&chosen),
        Mode::Instructions(chosen) => instructions::run(&chosen.servers, &chosen.scenarios),
        Mode::Memory(chosen) => memory::run(&chosen.servers).map(drop),
        Mode::SystemCalls(chosen) => system_calls::run(&chosen.servers, &chosen.scenarios),
        Mode::Test => test::run(),
        Mode::Serve { server } => servers::serve(&server),
        Mode::Idle { port } => memory::idle(port),
        Mode::Skip(reason) => {
            println!("http: skipped ({reason})");
            Ok(())
        }
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("http: {message}");
            ExitCode::FAILURE
        }
    }
}

fn compare(chosen: &Chosen) -> Result<(), String> {
    wrk::is_here()?;
    println!("{}", machine::describe(&PACKAGES));
    println!("{}", method(chosen));
    let (servers, scenarios) = (&chosen.servers, &chosen.scenarios);
    let runs = rounds::run(servers, scenarios, chosen.rounds, chosen.seconds)?;
    table::print(servers, scenarios, &runs);
    // Not every system can tell these, and the rest is worth having without.
    if let Err(reason) = system_calls::run(servers, scenarios) {
        println!("\nsystem calls: skipped ({reason})");
    }
    let memory = memory::run(servers).unwrap_or_else(|reason| {
        println!("\nmemory: skipped ({reason})");
        Memory::default()
    });
    verdicts::print(&runs, &memory);
    Ok(())
}

fn method(chosen: &Chosen) -> String {
    let (rounds, seconds) = (chosen.rounds, chosen.seconds);
    let pinned = match (*FIRST, *LAST) {
        (Some(first), Some(last)) if first == last => "all on one CPU: there is no other".into(),
        (Some(first), Some(last)) => format!("wrk on CPU {first}, server on CPU {last}"),
        _ => "not pinned: no taskset here".into(),
    };
    format!("{rounds} rounds of {seconds} s in fresh processes, {pinned}")
}
