//! How much of the processor other programs had meanwhile: the usual reason why rounds differ.
//!
//! ```text
//!   all cores  ├── this program ──┤── others ──┤─── idle ───┤
//! ```
//!
//! Linux counts it (`/proc/stat`, `/proc/self/stat`); elsewhere nothing is known.
//!
//! Next: `comparison.rs`.

use std::fs;

/// Processor time since the machine started, in the kernel's units.
#[derive(Clone, Copy)]
pub(super) struct Neighbours {
    all: u64,
    idle: u64,
    own: u64,
}

impl Neighbours {
    pub(super) fn now() -> Option<Self> {
        let stat = fs::read_to_string("/proc/stat").ok()?;
        let times = numbers(stat.lines().next()?.strip_prefix("cpu")?);
        // The name of the program stands in brackets and may hold anything.
        let stat = fs::read_to_string("/proc/self/stat").ok()?;
        let own = numbers(stat.rsplit_once(") ")?.1.split_once(' ')?.1);
        Some(Neighbours {
            // User, nice, system, idle, waiting for I/O, interrupts, soft ones, stolen.
            all: times.get(..8)?.iter().sum(),
            idle: times.get(3..5)?.iter().sum(),
            own: own.get(10..12)?.iter().sum(),
        })
    }

    /// Which share of all cores others had since an earlier moment.
    pub(super) fn share_since(self, earlier: Self) -> f64 {
        let all = self.all.saturating_sub(earlier.all).max(1);
        let idle = self.idle.saturating_sub(earlier.idle);
        let own = self.own.saturating_sub(earlier.own);
        all.saturating_sub(idle + own) as f64 / all as f64
    }
}

fn numbers(text: &str) -> Vec<u64> {
    // One that is negative belongs to a field that nobody asks for here.
    let words = text.split_whitespace();
    words.map(|word| word.parse().unwrap_or(0)).collect()
}
