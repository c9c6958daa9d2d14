//! What was asked on the command line.

use super::scenarios::{SCENARIOS, Scenario};
use super::servers::{SERVERS, Server};
use crate::arguments::number;

/// What to do.
pub(super) enum Mode {
    /// All rounds, what other programs count, memory and the verdicts.
    Compare(Chosen),
    /// Instructions a request, counted by valgrind.
    Instructions(Chosen),
    /// Memory of idle connections, and nothing else.
    Memory(Chosen),
    /// System calls a request, and nothing else.
    SystemCalls(Chosen),
    /// Every server answers correctly; nothing is measured.
    Test,
    /// Be a server.
    Serve { server: String },
    /// Be a client of that port which says nothing.
    Idle { port: usize },
    /// The arguments speak to another bench.
    Skip(String),
}

/// Who is measured, at what, and for how long.
pub(super) struct Chosen {
    pub(super) servers: Vec<Server>,
    pub(super) scenarios: Vec<Scenario>,
    pub(super) rounds: usize,
    pub(super) seconds: usize,
}

impl Mode {
    pub(super) fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        // Cargo says `--bench` when it benches, and nothing when it tests.
        let mut benching = false;
        let mut mode: fn(Chosen) -> Mode = Mode::Compare;
        let (mut rounds, mut seconds) = (7, 2);
        let mut names = Vec::new();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--bench" => benching = true,
                "--test" => return Ok(Self::Test),
                "--instructions" => (benching, mode) = (true, Mode::Instructions),
                "--memory" => (benching, mode) = (true, Mode::Memory),
                "--system-calls" => (benching, mode) = (true, Mode::SystemCalls),
                "--rounds" => rounds = number(arguments.next())?,
                "--seconds" => seconds = number(arguments.next())?,
                "--serve" => {
                    let server = arguments.next().unwrap_or_default();
                    return Ok(Self::Serve { server });
                }
                "--idle" => {
                    let port = number(arguments.next())?;
                    return Ok(Self::Idle { port });
                }
                option if option.starts_with('-') => {
                    let why = "an option of criterion; see http.rs for its own";
                    return Ok(Self::Skip(why.into()));
                }
                _ => names.push(argument),
            }
        }
        if !benching {
            return Ok(Self::Test);
        }
        let is_known = |name: &String| {
            let is_server = SERVERS.iter().any(|server| server.name == name);
            is_server || SCENARIOS.iter().any(|scenario| scenario.name == name)
        };
        if let Some(other) = names.iter().find(|name| !is_known(name)) {
            let why = format!("{other} is no server and no scenario of it");
            return Ok(Self::Skip(why));
        }
        Ok(mode(Chosen {
            servers: named(&SERVERS, &names, |server| server.name),
            scenarios: named(&SCENARIOS, &names, |scenario| scenario.name),
            rounds,
            seconds,
        }))
    }
}

/// Those that were named, or all where none was.
fn named<T: Copy>(all: &[T], names: &[String], name: fn(&T) -> &str) -> Vec<T> {
    let mut named = all.to_vec();
    named.retain(|one| names.iter().any(|given| given == name(one)));
    match named.is_empty() {
        true => all.to_vec(),
        false => named,
    }
}
