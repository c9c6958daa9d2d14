//! Running user code whose panic must not get out: polls, wakes, and drops of futures, outputs and
//! payloads.
//!
//! Rules
//! 1. [`caught`] is for who has a place for the panic, as a task has in its output; [`contain`] for
//!    who has none.
//! 2. Nothing is printed here: the panic hook has reported the panic by the time that it is caught.
//! 3. What a panic carries is user code as well, and its drop may panic. A second one is leaked, so
//!    that there is no third.
//!
//! Next: `task/mod.rs`, the first floor with a noun on it.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs `user_code`, and answers what it panicked with as an error.
pub(crate) fn caught<T>(user_code: impl FnOnce() -> T) -> Result<T, Box<dyn Any + Send>> {
    catch_unwind(AssertUnwindSafe(user_code))
}

/// Runs `user_code`, and drops what it panicked with. If that drop panics too, what it panics with
/// is let go of.
pub(crate) fn contain(user_code: impl FnOnce()) {
    let payload = caught(user_code).err();
    if let Err(second) = caught(|| drop(payload)) {
        std::mem::forget(second);
    }
}
