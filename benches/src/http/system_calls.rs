//! System calls a request, counted by strace.
//!
//! Under strace a server is slow, so that the requests of a turn are all there when it looks: what
//! connections share, such as `epoll_wait`, is shared by as many as can be.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::process::Command;

use super::counted;
use super::scenarios::{SOME, Scenario};
use super::servers::Server;
use crate::programs::this;

/// How many of each kind.
type Calls = BTreeMap<String, f64>;

pub(super) fn run(servers: &[Server], scenarios: &[Scenario]) -> Result<(), String> {
    let tried = Command::new("strace").arg("-V").output();
    tried.map_err(|error| format!("cannot start strace; is it installed? ({error})"))?;
    let kinds = RefCell::new(Vec::new());
    counted::table(
        "system calls a request",
        servers,
        scenarios,
        |server, scenario| {
            let calls = calls(server, scenario)?;
            if scenario.name == SOME.name {
                kinds.borrow_mut().push((server.name, list(&calls)));
            }
            Ok(format!("{:.2}", calls.values().sum::<f64>()))
        },
    )?;
    for (server, kinds) in kinds.into_inner() {
        println!("{server:<16}    at {}: {kinds}", SOME.name);
    }
    Ok(())
}

/// System calls a request.
fn calls(server: &Server, scenario: &Scenario) -> Result<Calls, String> {
    let strace = || {
        let mut command = Command::new("strace");
        command.args(["-c", "-f"]).arg(this()?);
        Ok(command)
    };
    let [few, more] = counted::run(strace, server, scenario)?;
    let before = parse(&few.said);
    let mut calls = parse(&more.said);
    if calls.is_empty() {
        return Err(format!("strace counted nothing:\n{}", more.said));
    }
    for (kind, count) in &mut calls {
        *count -= before.get(kind).unwrap_or(&0.0);
        *count /= more.requests - few.requests;
    }
    Ok(calls)
}

/// Reads lines of: percent, seconds, microseconds a call, calls, perhaps errors, kind.
fn parse(said: &str) -> Calls {
    let lines = said.lines().map(|line| line.split_whitespace().collect());
    lines
        .filter_map(|words: Vec<&str>| {
            let kind = words.last().filter(|kind| **kind != "total")?;
            let is_line = words[0].parse::<f64>().is_ok();
            let count = words.get(3).filter(|_| is_line)?.parse().ok()?;
            Some(((*kind).to_owned(), count))
        })
        .collect()
}

/// The kinds that happen often enough to be seen.
fn list(calls: &Calls) -> String {
    let kinds = calls.iter().filter(|(_, count)| **count >= 0.005);
    let kinds: Vec<_> = kinds
        .map(|(kind, count)| format!("{kind} {count:.2}"))
        .collect();
    kinds.join(", ")
}
