//! Where the driver reads the time.
//!
//! Next: `blocking/mod.rs`: what cannot be awaited.

use std::time::{Duration, Instant};

/// The clock of a runtime.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Clock {
    /// `CLOCK_MONOTONIC`, as [`Instant::now`] reads it.
    System,
}

/// What stands for "never" where `Instant` cannot hold the sum: thirty years, as in tokio.
const NEVER: Duration = Duration::from_secs(86_400 * 365 * 30);

impl Clock {
    pub(crate) fn now(&self) -> Instant {
        match self {
            Clock::System => Instant::now(),
        }
    }
}

/// `start + duration`, or thirty years on when that does not fit.
pub(crate) fn add(start: Instant, duration: Duration) -> Instant {
    start.checked_add(duration).unwrap_or_else(|| start + NEVER)
}
