//! Programs to start, this one among them, and where: what is measured has a CPU of its own.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::thread;

/// The CPU of a process that is measured, when the system has `taskset`: the last one, where the
/// least else runs.
pub(crate) static LAST: LazyLock<Option<usize>> =
    LazyLock::new(|| can_pin(thread::available_parallelism().map_or(0, |cpus| cpus.get() - 1)));

/// The CPU of a process that only asks: the first one. Where there is but one, both share it.
pub(crate) static FIRST: LazyLock<Option<usize>> = LazyLock::new(|| can_pin(0));

fn can_pin(cpu: usize) -> Option<usize> {
    let tried = Command::new("taskset")
        .args(["-c", &cpu.to_string(), "true"])
        .stderr(Stdio::null())
        .status();
    tried.is_ok_and(|status| status.success()).then_some(cpu)
}

/// This program.
pub(crate) fn this() -> Result<PathBuf, String> {
    std::env::current_exe().map_err(|error| format!("where am I: {error}"))
}

/// A command that starts `program`, on that CPU only if one is given.
pub(crate) fn command(program: impl AsRef<OsStr>, cpu: Option<usize>) -> Command {
    match cpu {
        Some(cpu) => {
            let mut command = Command::new("taskset");
            command.args(["-c", &cpu.to_string()]).arg(program);
            command
        }
        None => Command::new(program),
    }
}
