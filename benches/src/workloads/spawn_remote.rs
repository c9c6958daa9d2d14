//! Ten thousand tasks are spawned outside the runtime while nobody drives it; then `block_on` runs
//! them.

use super::countdown::Countdown;
use crate::runtime::Runtime;

/// Tasks spawned in one iteration.
pub const OPERATIONS: usize = 10_000;

/// One iteration.
pub fn run<R: Runtime>(runtime: &R) {
    let countdown = Countdown::new(OPERATIONS);
    for _ in 0..OPERATIONS {
        let countdown = countdown.clone();
        R::detach(runtime.spawn_from_outside(async move { countdown.count() }));
    }
    runtime.block_on(countdown.wait());
}
