//! Where and when a figure was taken, without which it says nothing.

use std::fs;
use std::process::Command;
use std::thread;

/// The versions that this program was built with.
const LOCK: &str = include_str!("../../Cargo.lock");

/// The lines that stand above the tables. `packages` are those that are measured.
pub(crate) fn describe(packages: &[&str]) -> String {
    let cpus = thread::available_parallelism().map_or(1, |cpus| cpus.get());
    let versions: Vec<_> = packages
        .iter()
        .map(|package| format!("{package} {}", version(package)))
        .collect();
    format!(
        "{}\n{} × {cpus}, {} {}\n{}; {}",
        jiff::Zoned::now().date(),
        processor(),
        std::env::consts::OS,
        kernel(),
        rustc(),
        versions.join(", "),
    )
}

fn processor() -> String {
    let cpus = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpus
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    model
        .map_or(std::env::consts::ARCH, |(_, model)| model)
        .into()
}

fn kernel() -> String {
    let release = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    release.trim().into()
}

fn rustc() -> String {
    let output = Command::new("rustc").arg("--version").output();
    output.map_or("rustc not found".into(), |output| {
        String::from_utf8_lossy(&output.stdout).trim().into()
    })
}

fn version(package: &str) -> &'static str {
    let name = format!("name = \"{package}\"\nversion = \"");
    let version = LOCK
        .split_once(&name)
        .and_then(|(_, rest)| rest.split_once('"'));
    version.map_or("?", |(version, _)| version)
}
