//! A timer that goes off again and again.
//!
//! Rules
//! 1. A tick is due one period after the one before was *due*, not after it was taken: being late
//!    does not add up. What else may follow a missed tick is [`MissedTickBehavior`].
//! 2. It is one [`Sleep`], reset at each tick. Nothing goes on between two ticks but that timer,
//!    and it is set by whoever waits for the tick.
//!
//! Next: `net/mod.rs`.

use super::{Sleep, sleep_until};
use crate::driver::add;
use std::time::{Duration, Instant};

/// Ticks at once, and then every `period`.
///
/// ```
/// use std::time::{Duration, Instant};
/// openwork::block_on(async {
///     let start = Instant::now();
///     let mut ticks = openwork::time::interval(Duration::from_millis(2));
///     for _ in 0..3 {
///         ticks.tick().await;
///     }
///     assert!(start.elapsed() >= Duration::from_millis(4));
/// });
/// ```
///
/// # Panics
/// If `period` is zero, and outside a runtime.
#[track_caller]
pub fn interval(period: Duration) -> Interval {
    interval_at(Instant::now(), period)
}

/// Ticks at `start`, and then every `period`.
///
/// # Panics
/// If `period` is zero, and outside a runtime.
#[track_caller]
pub fn interval_at(start: Instant, period: Duration) -> Interval {
    assert!(!period.is_zero(), "an interval needs a period");
    let (sleep, behavior) = (sleep_until(start), MissedTickBehavior::Burst);
    Interval {
        sleep,
        period,
        behavior,
    }
}

/// What an [`Interval`] does after ticks that nobody took in time, because the task was busy or its
/// thread blocked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MissedTickBehavior {
    /// Gives the missed ticks at once, one after the other, then goes on in the old rhythm.
    #[default]
    Burst,
    /// Starts a new rhythm at the late tick.
    Delay,
    /// Leaves the missed ticks out and keeps the old rhythm.
    Skip,
}

/// The ticks of [`interval`].
pub struct Interval {
    sleep: Sleep,
    period: Duration,
    behavior: MissedTickBehavior,
}

impl Interval {
    /// Waits for the next tick, and answers the instant for which it was due.
    ///
    /// Dropping the future between two polls loses no tick.
    pub async fn tick(&mut self) -> Instant {
        (&mut self.sleep).await;
        let due = self.sleep.deadline();
        let next = self.behavior.next(due, Instant::now(), self.period);
        self.sleep.reset(next);
        due
    }

    /// The time between two ticks.
    pub fn period(&self) -> Duration {
        self.period
    }

    /// Chooses what happens after missed ticks. Default [`Burst`](MissedTickBehavior::Burst), as in
    /// tokio.
    pub fn set_missed_tick_behavior(&mut self, behavior: MissedTickBehavior) {
        self.behavior = behavior;
    }
}

impl MissedTickBehavior {
    /// When the tick after the one that was `due` is due.
    fn next(self, due: Instant, now: Instant, period: Duration) -> Instant {
        let next = add(due, period);
        match self {
            MissedTickBehavior::Burst => next,
            _ if next > now => next,
            MissedTickBehavior::Delay => add(now, period),
            MissedTickBehavior::Skip => {
                let into_period = (now - due).as_nanos() % period.as_nanos();
                add(now, period - Duration::from_nanos_u128(into_period))
            }
        }
    }
}
