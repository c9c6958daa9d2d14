//! Ten thousand sleeps that are alive at the same time, with deadlines in no order, then dropped in
//! the order of their making.

use std::pin::Pin;
use std::time::Duration;

use crate::runtime::Timers;

const BATCHES: usize = 100;
// Below every budget: a sleep that is told to give way would not reach the timers.
const BATCH: usize = 100;

/// Sleeps in one iteration.
pub const OPERATIONS: usize = BATCHES * BATCH;

/// One iteration.
pub fn run<R: Timers>(runtime: &R) {
    runtime.block_on(async {
        let mut sleeps: Vec<Pin<Box<R::Sleep>>> = Vec::with_capacity(OPERATIONS);
        for batch in 0..BATCHES {
            for nth in 0..BATCH {
                // 7919 is prime: the deadlines fall all over half a minute and no two coincide.
                let spread = (batch * BATCH + nth) * 7_919 % OPERATIONS;
                let duration = Duration::from_millis(30_000 + 3 * spread as u64);
                let mut sleep = Box::pin(R::sleep(duration));
                let pending = futures::poll!(sleep.as_mut()).is_pending();
                assert!(pending, "half a minute has not passed");
                sleeps.push(sleep);
            }
            R::yield_now().await;
        }
        drop(sleeps);
    });
}
