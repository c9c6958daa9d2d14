//! A thousand empty closures sent to the blocking pool at once, then all of them joined.

use crate::runtime::Blocking;

/// Closures in one iteration.
pub const OPERATIONS: usize = 1_000;

/// One iteration.
pub fn run<R: Blocking>(runtime: &R) {
    let sum = runtime.block_on(async {
        let handles: Vec<_> = (0..OPERATIONS).map(|_| R::spawn_blocking(|| 1)).collect();
        let mut sum = 0;
        for handle in handles {
            sum += R::join(handle).await;
        }
        sum
    });
    assert_eq!(sum, OPERATIONS, "every closure ran once");
}
