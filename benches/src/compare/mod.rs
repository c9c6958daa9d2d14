//! The comparison: which process runs what, how often, and what is said of it.
//!
//! ```text
//! for each round, for each workload, for each allocator setting
//!     for each runtime, one place further on each round
//!         a fresh process, pinned to one CPU: warm up, time iterations, print the median
//! then, of the rounds: medians, the median of each round's ratio, geometric means, verdicts
//! ```
//!
//! 1. A fresh process each time: no runtime inherits the heap, or the threads, of another.
//! 2. Ratios are taken within a round. Two neighbours see the same machine; an hour does not.
//! 3. What runs on several threads is not pinned: on one CPU it would measure the kernel's time
//!    slice.
//! 4. Time that another process took from a pinned one is taken off again: a compiler in the
//!    background does not spoil the figures.
//! 5. Both allocator settings are shown, since half of a spawn can be glibc trimming its heap.
//!
//! Next: `rounds`, where the processes are started.

mod arguments;
mod instructions;
mod measure;
mod processes;
mod rounds;
mod table;
mod verdicts;

use std::process::ExitCode;

use crate::cases::{self, Case};
use crate::machine;
use crate::programs::LAST;
use arguments::Mode;

/// What is compared with all others.
const SUBJECT: &str = "openwork";

/// Whose versions stand above the tables.
const PACKAGES: [&str; 3] = [SUBJECT, "tokio", "async-executor"];

/// Does what the arguments of `cargo bench --bench compare` ask for.
pub fn run(arguments: impl Iterator<Item = String>) -> ExitCode {
    let done = match Mode::parse(arguments) {
        Ok(Mode::Compare { workloads, rounds }) => compare(&workloads, rounds),
        Ok(Mode::Instructions { workloads }) => instructions::run(&cases_of(&workloads)),
        Ok(Mode::Measure { workload, runtime }) => case(&workload, &runtime).map(|case| {
            println!("{}", measure::measure(&case));
        }),
        Ok(Mode::One {
            workload,
            runtime,
            iterations,
        }) => case(&workload, &runtime).map(|case| {
            measure::repeat(&case, iterations);
        }),
        Ok(Mode::Test) => processes::test(&cases::all()),
        Ok(Mode::Skip(reason)) => {
            println!("compare: skipped ({reason})");
            Ok(())
        }
        Err(message) => Err(message),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("compare: {message}");
            ExitCode::FAILURE
        }
    }
}

fn compare(workloads: &[String], rounds: usize) -> Result<(), String> {
    let cases = cases_of(workloads);
    if cases.is_empty() {
        println!(
            "compare: skipped (no workload is called {})",
            workloads.join(" or ")
        );
        return Ok(());
    }
    println!("{}", machine::describe(&PACKAGES));
    let pinned = LAST.map_or("not pinned: no taskset here".into(), |cpu| {
        format!("pinned to CPU {cpu}, what runs on several threads aside")
    });
    println!("{rounds} rounds in fresh processes, {pinned}");
    let samples = rounds::run(&cases, rounds)?;
    for setting in processes::SETTINGS {
        table::print(&cases, setting, &samples);
    }
    verdicts::print(&samples);
    Ok(())
}

/// The cases of the named workloads, or all when none is named.
fn cases_of(workloads: &[String]) -> Vec<Case> {
    let named = |case: &Case| {
        workloads
            .iter()
            .any(|name| case.workload.contains(name.as_str()))
    };
    cases::all()
        .into_iter()
        .filter(|case| workloads.is_empty() || named(case))
        .collect()
}

fn case(workload: &str, runtime: &str) -> Result<Case, String> {
    cases::all()
        .into_iter()
        .find(|case| case.workload == workload && case.runtime == runtime)
        .ok_or_else(|| format!("there is no workload {workload} on {runtime}; see src/cases.rs"))
}
