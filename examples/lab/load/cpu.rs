//! How busy a thread was: the processor time that it got, and the time that it waited for some.
//!
//! ```text
//!   wall   ├───── runs ─────┤── waits for a core ──┤───── sleeps: nothing to do ─────┤
//!          └──────────────── busy ────────────────┘
//! ```
//!
//! Linux counts both (`/proc/thread-self/schedstat`); elsewhere nothing is known.

use std::fs;
use std::time::Duration;

/// What a thread has had since it started, or between two readings.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ThreadTime {
    /// On a core.
    pub(crate) ran: Duration,
    /// Ready to run, and no core was free.
    pub(crate) waited: Duration,
}

impl ThreadTime {
    /// Of the calling thread.
    pub(crate) fn now() -> Option<Self> {
        let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        let mut figures = text.split_whitespace().map(str::parse);
        let mut next = || Some(Duration::from_nanos(figures.next()?.ok()?));
        Some(ThreadTime {
            ran: next()?,
            waited: next()?,
        })
    }

    /// What came since an earlier reading.
    pub(crate) fn since(self, earlier: Self) -> Self {
        ThreadTime {
            ran: self.ran.saturating_sub(earlier.ran),
            waited: self.waited.saturating_sub(earlier.waited),
        }
    }
}
