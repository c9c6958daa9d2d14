//! The handle that waits for a task's output.
//!
//! Rules
//! 1. Dropping a handle detaches the task; its output is then dropped as soon as it exists.
//! 2. Abort is a request. The handle resolves to `is_cancelled` only after the future was dropped,
//!    and a task that returns in the very poll during which it is aborted delivers its output.
//!
//! Next: `task/error.rs`, what it gives when there is no output.

use super::error::Cause;
use super::{Id, Join, JoinError, budget};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

/// Waits for the output of a task; dropping it lets the task run on by itself.
///
/// ```
/// let sum = openwork::block_on(async {
///     let left = openwork::spawn(async { 20 });
///     let right = openwork::spawn(async { 22 });
///     left.await.unwrap() + right.await.unwrap()
/// });
/// assert_eq!(sum, 42);
/// ```
///
/// # Panics
/// When polled again after it has given its output.
pub struct JoinHandle<T> {
    task: Arc<dyn Join<T>>,
    /// The output was taken, and there is nothing left to forget.
    done: bool,
}

impl<T> JoinHandle<T> {
    pub(crate) fn new(task: Arc<dyn Join<T>>) -> JoinHandle<T> {
        JoinHandle { task, done: false }
    }

    /// Asks that the task be dropped at its next turn instead of polled. Never waits; asking twice
    /// is asking once.
    ///
    /// A blocking closure that has started cannot be stopped; one that still waits for a thread is
    /// dropped.
    pub fn abort(&self) {
        self.task.clone().abort();
    }

    /// Whether the output, or the error, is there.
    pub fn is_finished(&self) -> bool {
        self.task.state().is_complete()
    }

    /// The number of the task.
    pub fn id(&self) -> Id {
        self.task.origin().id
    }

    /// The error of a task that ended without being polled to its end.
    pub(crate) fn cancelled(&self) -> JoinError {
        JoinError::new(self.task.origin(), Cause::Cancelled)
    }
}

impl<T> Future for JoinHandle<T> {
    type Output = Result<T, JoinError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context) -> Poll<Self::Output> {
        ready!(budget::proceed(cx));
        let output = ready!(self.task.poll_join(cx.waker()));
        self.done = true;
        budget::spend();
        Poll::Ready(output)
    }
}

impl<T> Drop for JoinHandle<T> {
    fn drop(&mut self) {
        if !self.done {
            self.task.forget();
        }
    }
}
