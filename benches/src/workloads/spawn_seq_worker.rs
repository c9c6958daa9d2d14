//! A task spawns one task, waits for its output, and again: as `spawn_seq`, without the future of
//! `block_on`, which some runtimes wake in a way of its own.

use crate::runtime::Runtime;

/// Tasks spawned and joined in one iteration.
pub const OPERATIONS: usize = 10_000;

/// One iteration.
pub fn run<R: Runtime>(runtime: &R) {
    let sum = runtime.block_on(async {
        let task = R::spawn(async {
            let mut sum = 0;
            for _ in 0..OPERATIONS {
                sum += R::join(R::spawn(async { 1 })).await;
            }
            sum
        });
        R::join(task).await
    });
    assert_eq!(sum, OPERATIONS, "every task ran once");
}
