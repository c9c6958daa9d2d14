//! A timer that goes off again and again.

use super::{Sleep, sleep_until};
use crate::driver::add;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
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
    assert!(
        !period.is_zero(),
        "an interval with a period of zero would never wait"
    );
    Interval {
        sleep: sleep_until(start),
        period,
        behavior: MissedTickBehavior::default(),
    }
}

/// What an [`Interval`] does after ticks that nobody took in time, because the task was busy or its thread blocked.
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
        poll_fn(|cx| self.poll_tick(cx)).await
    }

    /// As [`tick`](Interval::tick), for use in a `poll` function.
    pub fn poll_tick(&mut self, cx: &mut Context) -> Poll<Instant> {
        ready!(Pin::new(&mut self.sleep).poll(cx));
        let due = self.sleep.deadline();
        self.sleep
            .reset(self.behavior.next(due, Instant::now(), self.period));
        Poll::Ready(due)
    }

    /// The time between two ticks.
    pub fn period(&self) -> Duration {
        self.period
    }

    /// Chooses what happens after missed ticks. Default [`Burst`](MissedTickBehavior::Burst), as in tokio.
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
                let into_period = u64::try_from(into_period).unwrap_or(u64::MAX);
                add(now, period - Duration::from_nanos(into_period))
            }
        }
    }
}
