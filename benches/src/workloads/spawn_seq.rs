//! Spawn one task, wait for its output, and again: every step crosses to the task and back.

use crate::runtime::Runtime;

/// Tasks spawned and joined in one iteration.
pub const OPERATIONS: usize = 10_000;

/// One iteration.
pub fn run<R: Runtime>(runtime: &R) {
    let sum = runtime.block_on(async {
        let mut sum = 0;
        for _ in 0..OPERATIONS {
            sum += R::join(R::spawn(async { 1 })).await;
        }
        sum
    });
    assert_eq!(sum, OPERATIONS, "every task ran once");
}
