//! The only door to atomics and locks: the standard library's. When a protocol is modelled,
//! `tests/loom/sync.rs` stands in its place, with loom's.
//!
//! Rules
//! 1. No other file names `std::sync::atomic`, `std::sync::Mutex` or `std::sync::Condvar`.
//! 2. A poisoned lock is taken over, for what it guards is whole. Of user code only two things run
//!    under a lock: a poll, under the task's own stage, which catches the panic before the guard is
//!    dropped; and the clone of a waker, which comes before anything is changed.
//!
//! Next: `contain.rs`.

pub(crate) use std::sync::{Condvar, Mutex, MutexGuard, atomic};
pub(crate) use std::thread_local;

use std::sync::PoisonError;

/// Locks `mutex`, whoever may have panicked while holding it.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits on `condvar`, releasing `guard` meanwhile.
pub(crate) fn wait<'a, T>(condvar: &Condvar, guard: MutexGuard<'a, T>) -> MutexGuard<'a, T> {
    condvar.wait(guard).unwrap_or_else(PoisonError::into_inner)
}

/// Waits on `condvar` for at most `patience`; the flag says whether the time ran out.
pub(crate) fn wait_timeout<'a, T>(
    condvar: &Condvar,
    guard: MutexGuard<'a, T>,
    patience: std::time::Duration,
) -> (MutexGuard<'a, T>, bool) {
    let waited = condvar.wait_timeout(guard, patience);
    let (guard, result) = waited.unwrap_or_else(PoisonError::into_inner);
    (guard, result.timed_out())
}
