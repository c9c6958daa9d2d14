//! Why a task has no output: it panicked, was cancelled, or was rejected.
//!
//! Rules
//! 1. An error says which task that was, and where it was spawned.
//! 2. What a task panicked with is kept as it is: whether to go on panicking with it is for the
//!    joiner to say.
//! 3. All of it stands in one box, so that a `Result` with it is hardly larger than the output
//!    alone.
//!
//! Next: `task/budget.rs`, what a poll may do.

use super::{Id, Origin};
use crate::sync::{Mutex, lock};
use std::any::Any;
use std::error::Error;
use std::fmt;

/// A task or blocking closure ended without an output: it panicked, was cancelled, or could not be
/// taken.
///
/// It tells which task that was and where it was spawned:
///
/// ```
/// openwork::block_on(async {
///     let error = openwork::spawn(async { panic!("lost the key") }).await.unwrap_err();
///     assert!(error.is_panic());
///     assert!(error.to_string().starts_with("task 1, spawned at "));
///     assert!(error.to_string().ends_with("panicked: lost the key"));
/// });
/// ```
pub struct JoinError(Box<Report>);

struct Report {
    origin: Origin,
    cause: Cause,
}

pub(crate) enum Cause {
    /// In a mutex only to be `Sync`.
    Panic(Mutex<Box<dyn Any + Send>>),
    Cancelled,
    Rejected(&'static str),
}

impl JoinError {
    pub(crate) fn new(origin: &Origin, cause: Cause) -> JoinError {
        let origin = origin.clone();
        JoinError(Box::new(Report { origin, cause }))
    }

    /// The task panicked, in `poll` or while its future was dropped.
    pub fn is_panic(&self) -> bool {
        matches!(self.0.cause, Cause::Panic(_))
    }

    /// The task was aborted, or its runtime shut down.
    pub fn is_cancelled(&self) -> bool {
        matches!(self.0.cause, Cause::Cancelled)
    }

    /// The blocking pool could not take the closure: its queue was full, or no thread was to be
    /// had.
    pub fn is_rejected(&self) -> bool {
        matches!(self.0.cause, Cause::Rejected(_))
    }

    /// The number of the task.
    pub fn id(&self) -> Id {
        self.0.origin.id
    }

    /// What the task panicked with, to be passed to [`std::panic::resume_unwind`].
    ///
    /// # Panics
    /// If the task did not panic.
    #[track_caller]
    pub fn into_panic(self) -> Box<dyn Any + Send> {
        let Cause::Panic(payload) = &self.0.cause else {
            panic!("into_panic was called, but {self}");
        };
        std::mem::replace(&mut *lock(payload), Box::new("the payload was taken"))
    }
}

impl fmt::Display for JoinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.0.origin)?;
        match &self.0.cause {
            Cause::Panic(payload) => write!(f, "panicked{}", message(&**lock(payload))),
            Cause::Cancelled => f.write_str("was cancelled"),
            Cause::Rejected(why) => write!(f, "was rejected: {why}"),
        }
    }
}

/// What `panic!` was called with, if that was text.
fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.map(|text| format!(": {text}")).unwrap_or_default()
}

impl fmt::Debug for JoinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JoinError({self})")
    }
}

impl Error for JoinError {}

impl From<JoinError> for std::io::Error {
    fn from(error: JoinError) -> std::io::Error {
        std::io::Error::other(error)
    }
}
