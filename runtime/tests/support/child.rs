//! Tests that need a process to themselves: the test starts its own program again, for itself
//! alone.

use super::{patience, watched, watched_for};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const CHILD: &str = "OPENWORK_TEST_CHILD";

/// A test that runs in a child process, perhaps under another program.
pub struct Child {
    test: &'static str,
    under: Vec<String>,
}

impl Child {
    /// `test` is the name of the test function that calls this.
    pub fn of(test: &'static str) -> Child {
        Child {
            test,
            under: Vec::new(),
        }
    }

    /// Runs the child under `command`, which gets the child's command line as its last arguments.
    pub fn under<S: Into<String>>(mut self, command: impl IntoIterator<Item = S>) -> Child {
        self.under = command.into_iter().map(Into::into).collect();
        self
    }

    /// In the parent: starts the child and fails if it does. True: the child ended well, and what
    /// it left behind can be looked at. In the child: runs `body` and answers false.
    pub fn run(self, body: impl FnOnce() + Send + 'static) -> bool {
        if is_child(self.test) {
            watched(body);
            return false;
        }
        let Output {
            status,
            stdout,
            stderr,
        } = {
            // The child's own watchdog comes first.
            let mut command = self.command();
            let output = watched_for(patience() * 2, move || command.output());
            output.expect("the child can be started")
        };
        let (stdout, stderr) = (
            String::from_utf8_lossy(&stdout),
            String::from_utf8_lossy(&stderr),
        );
        assert!(status.success(), "the child failed\n{stdout}\n{stderr}");
        assert!(
            stdout.contains("1 passed"),
            "no test has this name\n{stdout}"
        );
        true
    }

    fn command(&self) -> Command {
        let program = std::env::current_exe().expect("a test knows its program");
        let mut command = match self.under.split_first() {
            None => Command::new(program),
            Some((outer, arguments)) => {
                let mut command = Command::new(outer);
                command.args(arguments).arg(program);
                command
            }
        };
        command
            .args([self.test, "--exact", "--nocapture", "--test-threads=1"])
            .env(CHILD, self.test);
        command
    }
}

/// Whether this process is the child of `test`.
fn is_child(test: &str) -> bool {
    std::env::var(CHILD).is_ok_and(|name| name == test)
}

/// Whether strace can be used here. If not, says why the test that needs it is skipped.
pub fn has_strace(test: &str) -> bool {
    if is_child(test) {
        return true;
    }
    let traced = Command::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null", "true"])
        .output();
    let reason = match traced {
        Ok(output) if output.status.success() => return true,
        Ok(output) => String::from_utf8_lossy(&output.stderr).into_owned(),
        Err(error) => error.to_string(),
    };
    // Not by `eprintln`, which the test harness would keep to itself.
    let _ = writeln!(
        io::stderr(),
        "{test} is skipped: strace cannot be used here: {reason}"
    );
    false
}

/// How many entries a directory has.
fn entries(directory: &str) -> usize {
    fs::read_dir(directory).expect("Linux has it").count()
}

/// How many threads this process has.
pub fn threads() -> usize {
    entries("/proc/self/task")
}

/// How many threads of this process have the name.
pub fn threads_named(name: &str) -> usize {
    let comm = |task: PathBuf| fs::read_to_string(task.join("comm")).unwrap_or_default();
    let tasks = fs::read_dir("/proc/self/task").expect("Linux has it");
    tasks
        .filter(|task| comm(task.as_ref().unwrap().path()).trim() == name)
        .count()
}

/// How many descriptors this process has open, the one that counts them included.
pub fn descriptors() -> usize {
    entries("/proc/self/fd")
}

/// The memory of this process that is in RAM, in KiB.
pub fn resident_kib() -> usize {
    let pages = fs::read_to_string("/proc/self/statm").expect("Linux has it");
    let resident = pages.split(' ').nth(1).expect("the second field");
    resident.parse::<usize>().expect("a number") * 4
}

/// Where the calling thread's files in /proc are, for others to read.
pub fn this_thread() -> PathBuf {
    Path::new("/proc").join(fs::read_link("/proc/thread-self").expect("Linux has it"))
}

/// How often a thread went to sleep of its own accord.
pub fn sleeps(thread: &Path) -> u64 {
    let status = fs::read_to_string(thread.join("status")).expect("the thread lives");
    let line = status
        .lines()
        .find(|line| line.starts_with("voluntary_ctxt_switches"));
    let count = line.and_then(|line| line.split_whitespace().last());
    count.expect("the field").parse().expect("a number")
}
