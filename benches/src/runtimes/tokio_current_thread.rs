//! tokio's current-thread runtime, with its drivers on, as `#[tokio::main(flavor =
//! "current_thread")]` builds it.

use std::future::Future;
use std::time::Duration;

use tokio::task::JoinHandle;

use crate::runtime::{Blocking, Remote, Runtime, Timers};

/// tokio's current-thread runtime.
#[derive(Debug)]
pub struct TokioCurrentThread(tokio::runtime::Runtime);

impl Runtime for TokioCurrentThread {
    const NAME: &'static str = "tokio";

    type JoinHandle<T: Send + 'static> = JoinHandle<T>;

    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        Self(runtime.expect("the system gives tokio an event queue"))
    }

    fn block_on<F: Future>(&self, future: F) -> F::Output {
        self.0.block_on(future)
    }

    fn spawn<F>(future: F) -> JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        tokio::spawn(future)
    }

    fn spawn_from_outside<F>(&self, future: F) -> JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        self.0.spawn(future)
    }

    async fn join<T: Send + 'static>(handle: JoinHandle<T>) -> T {
        handle.await.expect("no workload panics or aborts")
    }

    fn yield_now() -> impl Future<Output = ()> + Send + 'static {
        tokio::task::yield_now()
    }
}

impl Remote for TokioCurrentThread {
    type Handle = tokio::runtime::Handle;

    fn handle(&self) -> Self::Handle {
        self.0.handle().clone()
    }

    fn spawn_on<F>(handle: &Self::Handle, future: F) -> JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        handle.spawn(future)
    }
}

impl Timers for TokioCurrentThread {
    type Sleep = tokio::time::Sleep;

    fn sleep(duration: Duration) -> Self::Sleep {
        tokio::time::sleep(duration)
    }
}

impl Blocking for TokioCurrentThread {
    fn spawn_blocking<F, T>(closure: F) -> JoinHandle<T>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        tokio::task::spawn_blocking(closure)
    }
}
