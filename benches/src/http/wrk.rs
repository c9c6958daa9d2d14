//! The client: wrk, one thread of it, on the first CPU.

use std::process::{self, Command};
use std::{env, fs};

use super::PATH;
use super::scenarios::Scenario;
use crate::cpus::{FIRST, command};

const REPORT: &str = include_str!("report.lua");
const PIPELINED: &str = include_str!("pipelined.lua");

/// What wrk has seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    /// Requests that were answered.
    pub(super) requests: f64,
    /// Requests a second.
    pub(super) rate: f64,
    /// The 99th percentile of the latencies, in microseconds.
    pub(super) p99: f64,
}

/// Whether there is a wrk to be had.
pub(super) fn is_here() -> bool {
    // It says its version, and thinks that it failed.
    Command::new("wrk").arg("-v").output().is_ok()
}

/// So many seconds of requests.
pub(super) fn run(port: u16, scenario: &Scenario, seconds: usize) -> Result<Seen, String> {
    let script = env::temp_dir().join(format!("openwork-http-{}.lua", process::id()));
    let text = match scenario.pipelined {
        1 => REPORT.into(),
        _ => format!("{PIPELINED}\n{REPORT}"),
    };
    fs::write(&script, text)
        .map_err(|error| format!("cannot write {}: {error}", script.display()))?;
    let output = command("wrk", *FIRST)
        .args(["-t", "1", "-c", &scenario.connections.to_string()])
        .args(["-d", &format!("{seconds}s"), "-s"])
        .arg(&script)
        .arg(format!("http://127.0.0.1:{port}{PATH}"))
        .args(["--", &scenario.pipelined.to_string()])
        .output();
    // A file too many in the temporary folder harms nobody.
    let _ = fs::remove_file(&script);
    let output = output.map_err(|error| format!("cannot start wrk: {error}"))?;
    let said = String::from_utf8_lossy(&output.stdout);
    seen(&said).ok_or_else(|| {
        let complaint = String::from_utf8_lossy(&output.stderr);
        format!("wrk did not say what it saw:\n{said}{complaint}")
    })?
}

fn seen(said: &str) -> Option<Result<Seen, String>> {
    let line = said.lines().find_map(|line| line.strip_prefix("seen: "))?;
    let mut figures = line.split(' ').map(|figure| figure.parse::<f64>().ok());
    let mut next = || figures.next().flatten();
    let (requests, microseconds, p99, failed) = (next()?, next()?, next()?, next()?);
    if failed > 0.0 || requests == 0.0 {
        return Some(Err(format!("{failed} of {requests} requests failed")));
    }
    Some(Ok(Seen {
        requests,
        rate: requests / microseconds * 1e6,
        p99,
    }))
}
