//! Two hundred tasks, each giving way a thousand times with a future that knows no runtime.
//!
//! It wakes its own waker and answers `Pending`: what a hand-written future does, and what a
//! runtime's own `yield_now` may improve upon.

use std::future::{Future, poll_fn};
use std::task::Poll;

use super::countdown::Countdown;
use crate::runtime::Runtime;

const TASKS: usize = 200;
const YIELDS: usize = 1_000;

/// Yields in one iteration.
pub const OPERATIONS: usize = TASKS * YIELDS;

/// One iteration.
pub fn run<R: Runtime>(runtime: &R) {
    let countdown = Countdown::new(TASKS);
    runtime.block_on(async {
        for _ in 0..TASKS {
            let countdown = countdown.clone();
            R::detach(R::spawn(async move {
                for _ in 0..YIELDS {
                    yield_neutral().await;
                }
                countdown.count();
            }));
        }
        countdown.wait().await;
    });
}

/// Wakes itself once and answers `Pending` once.
pub(super) fn yield_neutral() -> impl Future<Output = ()> + Send + 'static {
    let mut yielded = false;
    poll_fn(move |context| {
        if yielded {
            return Poll::Ready(());
        }
        yielded = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
}
