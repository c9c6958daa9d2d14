//! The client: wrk, one thread of it, on the first CPU.

use std::process::{self, Command};
use std::{env, fs};

use super::PATH;
use super::scenarios::Scenario;
use crate::programs::{FIRST, command};

/// What wrk cannot do by itself.
const SCRIPT: &str = include_str!("wrk.lua");

/// What wrk has seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    /// Requests that were answered.
    pub(super) requests: f64,
    /// Requests a second.
    pub(super) rate: f64,
    /// The 99th percentile of the latencies, in microseconds; where several requests are sent at
    /// once, of all of them together.
    pub(super) p99: f64,
}

/// Says how to get it where there is none.
pub(super) fn is_here() -> Result<(), String> {
    // It says its version, and thinks that it failed.
    let tried = Command::new("wrk").arg("-v").output();
    tried.map(drop).map_err(|error| {
        format!("wrk is wanted, in Debian `apt-get install wrk`, but does not start: {error}")
    })
}

/// So many seconds of requests.
pub(super) fn run(port: u16, scenario: &Scenario, seconds: usize) -> Result<Seen, String> {
    let (connections, at_once) = (scenario.connections, scenario.at_once);
    let settings = format!("connections, at_once = {connections}, {at_once}\n");
    let script = env::temp_dir().join(format!("openwork-http-{}.lua", process::id()));
    fs::write(&script, settings + SCRIPT)
        .map_err(|error| format!("cannot write {}: {error}", script.display()))?;
    let output = command("wrk", *FIRST)
        .args(["-t", "1", "-c", &connections.to_string()])
        .args(["-d", &format!("{seconds}s"), "-s"])
        .arg(&script)
        .arg(format!("http://127.0.0.1:{port}{PATH}"))
        .output();
    // A file too many in the temporary folder harms nobody.
    let _ = fs::remove_file(&script);
    let output = output.map_err(|error| format!("cannot start wrk: {error}"))?;
    let said = String::from_utf8_lossy(&output.stdout);
    seen(&said).ok_or_else(|| {
        let complaint = String::from_utf8_lossy(&output.stderr);
        format!("wrk did not say what it has seen:\n{said}{complaint}")
    })?
}

fn seen(said: &str) -> Option<Result<Seen, String>> {
    let line = said.lines().find_map(|line| line.strip_prefix("seen: "))?;
    let mut figures = line.split(' ').map(|figure| figure.parse::<f64>().ok());
    let mut next = || figures.next().flatten();
    let (requests, microseconds, p99, failed) = (next()?, next()?, next()?, next()?);
    if failed > 0.0 || requests == 0.0 {
        return Some(Err(format!(
            "{failed} failures among {requests} requests of wrk"
        )));
    }
    Some(Ok(Seen {
        requests,
        rate: requests / microseconds * 1e6,
        p99,
    }))
}
