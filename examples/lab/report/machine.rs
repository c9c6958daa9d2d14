//! What a run ran on and was built of: without it, its milliseconds mean little. The kernel's name
//! and the processor's are read from `/proc`, which only Linux has.

use serde::Serialize;

/// The machine and the build.
#[derive(Serialize)]
pub(crate) struct Machine {
    pub(crate) os: &'static str,
    pub(crate) architecture: &'static str,
    pub(crate) kernel: Option<String>,
    pub(crate) processor: Option<String>,
    pub(crate) parallelism: usize,
    pub(crate) optimised: bool,
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

/// What took part, by name. The load generator is the laboratory's own.
#[derive(Serialize)]
pub(crate) struct Versions {
    pub(crate) openwork: &'static str,
    #[serde(rename = "load generator")]
    pub(crate) load: &'static str,
    pub(crate) rustc: &'static str,
}

/// The workspace gives its crates one version.
pub(crate) const VERSIONS: Versions = Versions {
    openwork: env!("CARGO_PKG_VERSION"),
    load: concat!("openwork-lab ", env!("CARGO_PKG_VERSION")),
    rustc: env!("OPENWORK_RUSTC"),
};

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
