//! A task spawns ten thousand tasks, from inside the scheduler; the last one to finish wakes
//! `block_on`.

use super::countdown::Countdown;
use crate::runtime::Runtime;

/// Tasks spawned in one iteration.
pub const OPERATIONS: usize = 10_000;

/// One iteration.
pub fn run<R: Runtime>(runtime: &R) {
    let countdown = Countdown::new(OPERATIONS);
    let tasks = countdown.clone();
    runtime.block_on(async {
        R::detach(R::spawn(async move {
            for _ in 0..OPERATIONS {
                let countdown = tasks.clone();
                R::detach(R::spawn(async move { countdown.count() }));
            }
        }));
        countdown.wait().await;
    });
}
