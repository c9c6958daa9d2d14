//! Leaf futures that wait for an instant: `sleep`, `timeout`, `interval`.
//!
//! Rules
//! 1. Never early: a deadline is compared as an `Instant`, and no future here is ready before it.
//! 2. Any `Duration` is accepted; one that leads beyond what `Instant` can hold means thirty years.
//! 3. A future that is dropped leaves no timer behind.
//!
//! Next: `time/sleep.rs`.

mod interval;
mod sleep;
mod timeout;

pub use interval::{Interval, MissedTickBehavior, interval, interval_at};
pub use sleep::{Sleep, sleep, sleep_until};
pub use timeout::{Elapsed, timeout};
