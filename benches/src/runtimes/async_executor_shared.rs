//! async-executor's `Executor` in a `static`, driven by one thread: what smol's users have.
//!
//! It has no timers and no blocking pool of its own, so those rows are absent.

use std::future::Future;

use async_executor::{Executor, Task};
use futures_lite::future;

use crate::runtime::{Remote, Runtime};

static EXECUTOR: Executor<'static> = Executor::new();

/// async-executor's `Executor`.
#[derive(Clone, Copy, Debug)]
pub struct AsyncExecutor;

impl Runtime for AsyncExecutor {
    const NAME: &'static str = "async-executor";

    type JoinHandle<T: Send + 'static> = Task<T>;

    fn new() -> Self {
        Self
    }

    fn block_on<F: Future>(&self, future: F) -> F::Output {
        future::block_on(EXECUTOR.run(future))
    }

    fn spawn<F>(future: F) -> Task<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        EXECUTOR.spawn(future)
    }

    fn spawn_from_outside<F>(&self, future: F) -> Task<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        EXECUTOR.spawn(future)
    }

    fn join<T: Send + 'static>(handle: Task<T>) -> impl Future<Output = T> + Send + 'static {
        handle
    }

    fn detach<T: Send + 'static>(handle: Task<T>) {
        handle.detach();
    }

    fn yield_now() -> impl Future<Output = ()> + Send + 'static {
        future::yield_now()
    }
}

impl Remote for AsyncExecutor {
    type Handle = Self;

    fn handle(&self) -> Self {
        *self
    }

    fn spawn_on<F>(_: &Self, future: F) -> Task<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        EXECUTOR.spawn(future)
    }
}
