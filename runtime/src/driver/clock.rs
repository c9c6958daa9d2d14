//! Where the driver and `sleep` read the time.
//!
//! Rules
//! 1. It never goes back, and nobody sets it: it counts from the start of the machine and knows no
//!    date.
//! 2. A sum that `Instant` cannot hold is no error: [`add`] answers an instant thirty years on.
//!
//! Next: `blocking/mod.rs`: what cannot be awaited.

use std::time::{Duration, Instant};

/// The clock of a runtime.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Clock {
    /// `CLOCK_MONOTONIC`, as [`Instant::now`] reads it.
    System,
}

/// How far off a deadline is that `Instant` cannot hold: thirty years, as in tokio.
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
