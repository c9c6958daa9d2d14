//! Instructions an operation, counted by valgrind: they repeat to the digit, so they judge a
//! change.
//!
//! Each case runs twice, with few iterations and with more; the difference is free of starting up
//! and of reading the program. System calls count for nothing here, and neither does waiting: what
//! runs on several threads is left out.

use super::table::{runtimes, width, workloads};
use crate::cases::Case;
use crate::programs::this;
use crate::valgrind;

const FEW: usize = 2;
const MORE: usize = 7;

/// A table of all cases that stay on one thread.
pub(super) fn run(cases: &[Case]) -> Result<(), String> {
    valgrind::is_here()?;
    let runtimes = runtimes(cases);
    println!("instructions an operation");
    print!("{:<21}", "");
    runtimes
        .iter()
        .for_each(|runtime| print!("{runtime:>W$}", W = width(runtime)));
    println!();
    for workload in workloads(cases) {
        print!("{workload:<21}");
        for runtime in &runtimes {
            let case = cases
                .iter()
                .filter(|case| case.one_thread)
                .find(|case| case.workload == workload && case.runtime == *runtime);
            let figure = match case {
                None => "–".into(),
                Some(case) => {
                    let counted = instructions(case, MORE)? - instructions(case, FEW)?;
                    format!("{:.1}", counted / ((MORE - FEW) * case.operations) as f64)
                }
            };
            print!("{figure:>W$}", W = width(runtime));
        }
        println!();
    }
    Ok(())
}

fn instructions(case: &Case, iterations: usize) -> Result<f64, String> {
    let output = valgrind::command(this()?)
        .args([
            "--one",
            case.workload,
            case.runtime,
            &iterations.to_string(),
        ])
        .output()
        .map_err(|error| format!("cannot count in {case:?}: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    valgrind::collected(&said)
        .ok_or_else(|| format!("valgrind counted nothing for {case:?}:\n{said}"))
}
