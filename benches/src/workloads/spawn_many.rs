//! The future given to `block_on` spawns ten thousand tasks; the last one to finish wakes it.

use super::countdown::Countdown;
use crate::runtime::Runtime;

/// Tasks spawned in one iteration.
pub const OPERATIONS: usize = 10_000;

/// One iteration.
pub fn run<R: Runtime>(runtime: &R) {
    let countdown = Countdown::new(OPERATIONS);
    runtime.block_on(async {
        for _ in 0..OPERATIONS {
            let countdown = countdown.clone();
            R::detach(R::spawn(async move { countdown.count() }));
        }
        countdown.wait().await;
    });
}
