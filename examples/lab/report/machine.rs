//! What a run ran on: without it, its milliseconds mean little. The kernel's name and the
//! processor's are read from `/proc`, which only Linux has.

use serde::Serialize;

/// The machine and the build.
#[derive(Serialize)]
pub(crate) struct Machine {
    os: &'static str,
    architecture: &'static str,
    kernel: Option<String>,
    processor: Option<String>,
    parallelism: usize,
    optimised: bool,
}

impl Machine {
    pub(crate) fn this() -> Self {
        Machine {
            os: std::env::consts::OS,
            architecture: std::env::consts::ARCH,
            kernel: read("/proc/sys/kernel/osrelease"),
            processor: read("/proc/cpuinfo").as_deref().and_then(model),
            parallelism: std::thread::available_parallelism().map_or(1, usize::from),
            optimised: !cfg!(debug_assertions),
        }
    }
}

fn read(path: &str) -> Option<String> {
    std::fs::read_to_string(path)
        .ok()
        .map(|text| text.trim().to_owned())
}

fn model(cpuinfo: &str) -> Option<String> {
    let line = cpuinfo
        .lines()
        .find(|line| line.starts_with("model name"))?;
    line.split_once(':').map(|(_, name)| name.trim().to_owned())
}
