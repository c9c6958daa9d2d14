//! One empty closure sent to the blocking pool and joined, and again: a thread is woken there, and
//! one back.

use crate::runtime::Blocking;

/// Closures in one iteration.
pub const OPERATIONS: usize = 100;

/// One iteration.
pub fn run<R: Blocking>(runtime: &R) {
    let sum = runtime.block_on(async {
        let mut sum = 0;
        for _ in 0..OPERATIONS {
            sum += R::join(R::spawn_blocking(|| 1)).await;
        }
        sum
    });
    assert_eq!(sum, OPERATIONS, "every closure ran once");
}
