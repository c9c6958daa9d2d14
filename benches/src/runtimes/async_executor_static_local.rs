//! async-executor's `StaticLocalExecutor`: the fastest spawn of the field, for one thread and for
//! ever.
//!
//! It keeps no registry of its tasks and is never dropped. It cannot leave its thread, so nothing
//! is spawned onto it from another one.

use std::future::Future;

use async_executor::{LocalExecutor, StaticLocalExecutor, Task};
use futures_lite::future;

use crate::runtime::Runtime;

thread_local! {
    static EXECUTOR: &'static StaticLocalExecutor = LocalExecutor::new().leak();
}

fn executor() -> &'static StaticLocalExecutor {
    EXECUTOR.with(|executor| *executor)
}

/// async-executor's `StaticLocalExecutor`.
#[derive(Debug)]
pub struct AsyncExecutorStaticLocal;

impl Runtime for AsyncExecutorStaticLocal {
    const NAME: &'static str = "async-executor-static-local";

    type JoinHandle<T: Send + 'static> = Task<T>;

    fn new() -> Self {
        Self
    }

    fn block_on<F: Future>(&self, future: F) -> F::Output {
        future::block_on(executor().run(future))
    }

    fn spawn<F>(future: F) -> Task<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        executor().spawn(future)
    }

    fn spawn_from_outside<F>(&self, future: F) -> Task<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        executor().spawn(future)
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
