//! What `src/sync.rs` hands out when the protocols are modelled: loom's atomics and locks, and time.

pub(crate) use ::loom::sync::{Condvar, Mutex, MutexGuard, atomic};
use std::time::Duration;

/// loom has no clock: here a patience that can end does so, at any moment.
///
/// A thread that has unparked itself comes back from its next wait by itself. It waits on a fresh condvar, so
/// that nobody's notification is lost on it.
pub(crate) fn wait_timeout<'a, T>(
    condvar: &Condvar,
    guard: MutexGuard<'a, T>,
    patience: Duration,
) -> (MutexGuard<'a, T>, bool) {
    if patience == Duration::MAX {
        return (super::wait(condvar, guard), false);
    }
    ::loom::thread::current().unpark();
    (super::wait(&Condvar::new(), guard), true)
}
