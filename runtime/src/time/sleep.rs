//! A timer as a future.
//!
//! ```text
//!   new ── first poll ──► set in the driver: Pending ── fired ──► Ready
//!    │                         │
//!    │                         └── reset, drop ──► cancelled
//!    └── the deadline has passed already ──► Ready, and nothing was set
//! ```
//!
//! Rules
//! 1. The timer is set at the first poll. A sleep that is never polled costs the driver nothing.
//! 2. Each later poll gives the timer the newest waker: the future may have moved to another task.
//! 3. Whoever sets the soonest timer unparks the driver's thread, which went to sleep until a later
//!    one.
//! 4. A sleep that outlives its runtime panics when polled: nobody would wake it.
//!
//! Next: `time/timeout.rs`.

use crate::context::{Handle, Parts};
use crate::driver::{Key, add};
use crate::task::budget;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

/// Waits for `duration`, which begins now.
///
/// ```
/// use std::time::{Duration, Instant};
/// openwork::block_on(async {
///     let start = Instant::now();
///     openwork::time::sleep(Duration::from_millis(5)).await;
///     assert!(start.elapsed() >= Duration::from_millis(5));
/// });
/// ```
///
/// # Panics
/// Outside a runtime; and when polled after its runtime has shut down.
#[track_caller]
pub fn sleep(duration: Duration) -> Sleep {
    let handle = Handle::current();
    let now = handle.parts.driver.clock.now();
    sleep_until(add(now, duration))
}

/// Waits until `deadline`; one in the past is ready at the first poll.
///
/// # Panics
/// Outside a runtime; and when polled after its runtime has shut down.
#[track_caller]
pub fn sleep_until(deadline: Instant) -> Sleep {
    Sleep {
        handle: Handle::current(),
        deadline,
        key: None,
    }
}

/// The future of [`sleep`] and [`sleep_until`].
#[must_use = "a future does nothing unless it is awaited"]
pub struct Sleep {
    handle: Handle,
    deadline: Instant,
    /// The timer, once it was set. It stays when it has fired, and then finds nothing.
    key: Option<Key>,
}

impl Sleep {
    /// When it is ready.
    pub fn deadline(&self) -> Instant {
        self.deadline
    }

    /// Waits until `deadline` instead. It does not become ready at the old one.
    pub fn reset(&mut self, deadline: Instant) {
        self.cancel();
        self.deadline = deadline;
    }

    fn cancel(&mut self) {
        if let Some(key) = self.key.take() {
            self.handle.parts.driver.timers.cancel(key);
        }
    }

    /// As `poll`, whatever is left of the budget: a timeout must see the time also beside a future
    /// that spends it all.
    pub(super) fn poll_elapsed(&mut self, cx: &mut Context) -> Poll<()> {
        let Parts {
            driver,
            unpark_driver,
            ..
        } = &*self.handle.parts;
        if let Some(key) = self.key {
            ready!(driver.timers.poll(key, cx));
            assert!(!driver.timers.is_closed(), "{SHUT_DOWN}");
            return Poll::Ready(());
        }
        if self.deadline <= driver.clock.now() {
            return Poll::Ready(());
        }
        let set = driver.timers.set(self.deadline, cx.waker().clone());
        let (key, is_next) = set.expect(SHUT_DOWN);
        self.key = Some(key);
        if is_next {
            // Whoever sleeps in the driver knows of later deadlines only.
            unpark_driver();
        }
        Poll::Pending
    }
}

const SHUT_DOWN: &str = "a sleep was polled, but the runtime that drives it has shut down";

// ANCHOR: poll
impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context) -> Poll<()> {
        // The timer first: who is told to wait has one set, whatever is left of the budget.
        ready!(self.get_mut().poll_elapsed(cx));
        ready!(budget::proceed(cx));
        budget::spend();
        Poll::Ready(())
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.cancel();
    }
}
