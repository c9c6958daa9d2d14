//! A blocking closure as a future that is ready at its first poll.

use crate::task::budget;
use std::pin::Pin;
use std::task::{Context, Poll};

pub(crate) struct Job<F>(Option<F>);

impl<F> Job<F> {
    pub(crate) fn new(closure: F) -> Job<F> {
        Job(Some(closure))
    }
}

// The closure is moved out before it is called, never pinned.
impl<F> Unpin for Job<F> {}

impl<F, T> Future for Job<F>
where
    F: FnOnce() -> T,
{
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context) -> Poll<T> {
        let closure = self.0.take().expect("a job is polled once");
        // A `block_on` of another crate in the closure would never get a new budget.
        budget::lift();
        Poll::Ready(closure())
    }
}
