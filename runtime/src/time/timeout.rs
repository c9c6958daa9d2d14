//! A future raced against a timer: to cancel is to drop.
//!
//! Rules
//! 1. The future is polled first, each time: what is ready is never called late.
//! 2. The timer is then asked whatever is left of the budget: beside a future that spends it all,
//!    nobody else would.
//! 3. A future that is too late is dropped before the answer is given.
//!
//! Next: `time/interval.rs`.

use super::sleep;
use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::io;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

/// Awaits `future` for at most `duration`, which begins now, and drops it then.
///
/// The future is polled first: if it and the timer are ready together, it wins.
///
/// ```
/// use std::{future, time::Duration};
/// use openwork::time::timeout;
/// openwork::block_on(async {
///     assert_eq!(timeout(Duration::from_secs(1), async { 7 }).await, Ok(7));
///     assert!(timeout(Duration::from_millis(1), future::pending::<()>()).await.is_err());
/// });
/// ```
///
/// # Errors
/// [`Elapsed`], when the time ran out.
///
/// # Panics
/// Outside a runtime.
#[track_caller]
pub fn timeout<F: Future>(
    duration: Duration,
    future: F,
) -> impl Future<Output = Result<F::Output, Elapsed>> {
    let mut sleep = sleep(duration);
    async move {
        let mut future = pin!(future);
        let race = poll_fn(|cx| match future.as_mut().poll(cx) {
            Poll::Ready(output) => Poll::Ready(Ok(output)),
            Poll::Pending => sleep.poll_elapsed(cx).map(|()| Err(Elapsed(()))),
        });
        race.await
    }
}

/// The time of a [`timeout`] ran out.
#[derive(Debug, PartialEq, Eq)]
pub struct Elapsed(());

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the deadline has passed")
    }
}

impl Error for Elapsed {}

impl From<Elapsed> for io::Error {
    fn from(elapsed: Elapsed) -> io::Error {
        io::Error::new(io::ErrorKind::TimedOut, elapsed)
    }
}
