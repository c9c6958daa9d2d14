//! Two hundred tasks, each giving way a thousand times with the runtime's own `yield_now`.

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
                    R::yield_now().await;
                }
                countdown.count();
            }));
        }
        countdown.wait().await;
    });
}
