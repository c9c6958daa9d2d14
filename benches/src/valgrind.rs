//! Instructions in user mode, counted by valgrind's callgrind.

use std::ffi::OsStr;
use std::process::Command;

/// A command that runs `program` and counts.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("valgrind");
    command
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program);
    command
}

/// The count, from what valgrind said.
pub(crate) fn collected(said: &str) -> Option<f64> {
    let counted = said
        .lines()
        .find_map(|line| line.split_once("Collected : "));
    counted.and_then(|(_, count)| count.trim().parse().ok())
}

/// Says so where there is none.
pub(crate) fn is_here() -> Result<(), String> {
    let tried = Command::new("valgrind").arg("--version").output();
    tried
        .map(drop)
        .map_err(|error| format!("cannot start valgrind; is it installed? ({error})"))
}
