//! Resident memory of a server for each connection that idles.
//!
//! ```text
//! server's process       client's process: this program again
//! resident before   ◄─── one client, warm
//!                   ◄─── 10,000 more, each asks once and then says nothing
//! resident after
//! ```
//!
//! 1. The client has a process of its own, since each has its own limit of open files.
//! 2. What the system keeps for a socket is not the server's, and not counted.

use std::io::{BufRead, BufReader, stdin};
use std::process::{Command, Stdio};

use nix::sys::resource::{Resource, getrlimit, setrlimit};

use super::client::Clients;
use super::process::Process;
use super::servers::Server;
use crate::programs::this;

const WANTED: usize = 10_000;

/// Open files that a process has besides its connections.
const BESIDES: u64 = 100;

/// Octets a connection, by server.
#[derive(Debug, Default)]
pub(super) struct Memory(Vec<(&'static str, f64)>);

pub(super) fn run(servers: &[Server]) -> Result<Memory, String> {
    let mut memory = Memory::default();
    let mut held = WANTED;
    for server in servers {
        let measured = measure(server).map_err(|message| format!("{}: {message}", server.name))?;
        memory.0.push((server.name, measured.0));
        held = measured.1;
    }
    println!("\nresident octets for each of {held} idle connections");
    if held < WANTED {
        println!("(the limit of open files is too low for {WANTED})");
    }
    for (server, octets) in &memory.0 {
        println!("{server:<16}{octets:>9.0}");
    }
    Ok(memory)
}

/// Octets a connection, and how many connections there were.
fn measure(server: &Server) -> Result<(f64, usize), String> {
    let process = Process::start(server)?;
    let mut warm = Clients::connect(process.port, 1)?;
    warm.ask(1_000, 1)?;
    let before = process.resident()?;
    let mut client = Command::new(this()?)
        .args(["--idle", &process.port.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cannot start a client: {error}"))?;
    let mut says = BufReader::new(client.stdout.take().expect("it was piped"));
    let mut line = String::new();
    let read = says.read_line(&mut line);
    let after = process.resident();
    drop(client.stdin.take());
    let ended = client.wait();
    read.and(ended)
        .map_err(|error| format!("a client is gone: {error}"))?;
    let held: usize = line
        .trim()
        .parse()
        .map_err(|_| format!("a client printed `{line}`, not how many it is"))?;
    Ok(((after? - before) / held as f64, held))
}

/// Connects, asks once on each connection, says how many there are, and waits for the end of
/// standard input: what the client's process does.
pub(super) fn idle(port: usize) -> Result<(), String> {
    let port = u16::try_from(port).map_err(|_| format!("{port} is not a port"))?;
    let most = raise_limit().saturating_sub(BESIDES);
    let held = WANTED.min(usize::try_from(most).unwrap_or(usize::MAX));
    let clients = Clients::connect(port, held)?;
    println!("{held}");
    // What is read there matters to nobody.
    let _ = stdin().read_line(&mut String::new());
    drop(clients);
    Ok(())
}

/// Lets this process open as many files as it may, and says how many.
pub(super) fn raise_limit() -> u64 {
    let raised = getrlimit(Resource::RLIMIT_NOFILE).and_then(|(_, most)| {
        setrlimit(Resource::RLIMIT_NOFILE, most, most)?;
        Ok(most)
    });
    raised.unwrap_or(256)
}

impl Memory {
    /// Octets a connection of this server.
    pub(super) fn of(&self, server: &str) -> Option<f64> {
        let measured = self.0.iter().find(|(name, _)| *name == server);
        measured.map(|(_, octets)| *octets)
    }
}
