//! Stands in for `src/sync.rs` when the protocols are modelled: loom's atomics, locks and thread-locals, and time.

pub(crate) use ::loom::sync::{Condvar, Mutex, MutexGuard, atomic};
use ::loom::thread::{AccessError, LocalKey};
use std::cell::Cell;
use std::sync::PoisonError;
use std::time::Duration;

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn wait<'a, T>(condvar: &Condvar, guard: MutexGuard<'a, T>) -> MutexGuard<'a, T> {
    condvar.wait(guard).unwrap_or_else(PoisonError::into_inner)
}

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
        return (wait(condvar, guard), false);
    }
    ::loom::thread::current().unpark();
    (wait(&Condvar::new(), guard), true)
}

/// A thread-local of a thread of the model: those share one real thread.
pub(crate) struct Local<T: 'static>(pub(crate) &'static LocalKey<Cell<T>>);

impl<T: Default> Local<T> {
    pub(crate) fn try_with<R>(&self, with: impl FnOnce(&Cell<T>) -> R) -> Result<R, AccessError> {
        self.0.try_with(with)
    }

    pub(crate) fn set(&self, value: T) {
        self.0.with(|cell| cell.set(value));
    }

    pub(crate) fn take(&self) -> T {
        self.0.with(Cell::take)
    }
}

macro_rules! modelled {
    (static $name:ident: Cell<$value:ty> = const $first:block;) => {
        static $name: $crate::sync::Local<$value> = {
            ::loom::thread_local! { static KEY: Cell<$value> = $first }
            $crate::sync::Local(&KEY)
        };
    };
}
pub(crate) use modelled as thread_local;
