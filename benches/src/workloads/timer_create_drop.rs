//! Sleeps that are polled once and dropped long before their deadline: what a timeout costs when
//! all goes well.
//!
//! An earlier sleep is alive all the while, as in any server, so that no new one is the next to be
//! due.

use std::pin::pin;
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
        let mut earlier = pin!(R::sleep(Duration::from_secs(30)));
        let pending = futures::poll!(earlier.as_mut()).is_pending();
        assert!(pending, "half a minute has not passed");
        R::yield_now().await;
        for _ in 0..BATCHES {
            for _ in 0..BATCH {
                let mut sleep = pin!(R::sleep(Duration::from_secs(60)));
                let pending = futures::poll!(sleep.as_mut()).is_pending();
                assert!(pending, "a minute has not passed");
            }
            R::yield_now().await;
        }
    });
}
