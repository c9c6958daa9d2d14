//! Fresh processes: this program again, with one case to run.

use std::process::Stdio;

use crate::cases::Case;
use crate::programs::{LAST, command, this};

/// How the allocator is set, for every runtime alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Setting {
    pub(super) name: &'static str,
    environment: &'static [(&'static str, &'static str)],
}

/// As the system has it, so that glibc gives freed memory back and asks for it again.
pub(super) const TRIMMING: Setting = Setting {
    name: "default allocator",
    environment: &[],
};

/// Freed memory is kept: what is left is the work of the runtime.
pub(super) const NO_TRIMMING: Setting = Setting {
    name: "heap trimming off",
    environment: &[
        ("MALLOC_TRIM_THRESHOLD_", "1073741824"),
        ("MALLOC_TOP_PAD_", "67108864"),
    ],
};

/// Both settings, in the order of the tables.
pub(super) const SETTINGS: [Setting; 2] = [TRIMMING, NO_TRIMMING];

/// One process of one round: nanoseconds an operation.
pub(super) fn measure(case: &Case, setting: Setting) -> Result<f64, String> {
    let output = run(case, setting, &["--measure", case.workload, case.runtime])?;
    output
        .trim()
        .parse()
        .map_err(|_| format!("{case:?} printed `{output}`, not a number"))
}

/// One iteration of each case, in a process each, to see that it runs.
pub(super) fn test(cases: &[Case]) -> Result<(), String> {
    for case in cases {
        run(case, TRIMMING, &["--one", case.workload, case.runtime, "1"])?;
        println!("compare: {case:?} ran");
    }
    Ok(())
}

fn run(case: &Case, setting: Setting, arguments: &[&str]) -> Result<String, String> {
    // Several threads on one CPU would measure the length of the kernel's time slice.
    let cpu = LAST.filter(|_| case.one_thread);
    let output = command(this()?, cpu)
        .args(arguments)
        .envs(setting.environment.iter().copied())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cannot start a process for {case:?}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{case:?} ended with {}", output.status));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
