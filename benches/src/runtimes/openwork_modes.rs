//! openwork, in each of its modes with that mode's defaults.

use std::future::Future;
use std::marker::PhantomData;
use std::time::Duration;

use openwork::task::JoinHandle;
use openwork::{Builder, Handle};

use crate::runtime::{Blocking, Remote, Runtime, Timers};

/// What is measured here; `M` is its mode.
pub struct Openwork<M> {
    runtime: openwork::Runtime,
    mode: PhantomData<M>,
}

/// A mode of openwork.
pub trait Mode: 'static {
    /// How it is called in tables.
    const NAME: &'static str;

    /// Whether `block_on`'s thread polls every task.
    const ONE_THREAD: bool;

    /// Where its runtimes come from.
    fn builder() -> Builder;
}

/// Everything on the thread that calls `block_on`.
#[derive(Debug)]
pub struct SingleThreaded;

/// Every task polled by the threads of the blocking pool.
#[derive(Debug)]
pub struct BlockingPool;

impl Mode for SingleThreaded {
    const NAME: &'static str = "openwork";
    const ONE_THREAD: bool = true;

    fn builder() -> Builder {
        Builder::single_threaded()
    }
}

impl Mode for BlockingPool {
    const NAME: &'static str = "openwork-blocking-pool";
    const ONE_THREAD: bool = false;

    fn builder() -> Builder {
        Builder::blocking_pool()
    }
}

impl<M: Mode> Runtime for Openwork<M> {
    const NAME: &'static str = M::NAME;
    const ONE_THREAD: bool = M::ONE_THREAD;

    type JoinHandle<T: Send + 'static> = JoinHandle<T>;

    fn new() -> Self {
        Self {
            runtime: M::builder()
                .build()
                .expect("the system gives openwork an event queue"),
            mode: PhantomData,
        }
    }

    fn block_on<F: Future>(&self, future: F) -> F::Output {
        self.runtime.block_on(future)
    }

    fn spawn<F>(future: F) -> JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        openwork::spawn(future)
    }

    fn spawn_from_outside<F>(&self, future: F) -> JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        self.runtime.handle().spawn(future)
    }

    async fn join<T: Send + 'static>(handle: JoinHandle<T>) -> T {
        handle.await.expect("no workload panics or aborts")
    }

    fn yield_now() -> impl Future<Output = ()> + Send + 'static {
        openwork::task::yield_now()
    }
}

impl<M: Mode> Remote for Openwork<M> {
    type Handle = Handle;

    fn handle(&self) -> Handle {
        self.runtime.handle().clone()
    }

    fn spawn_on<F>(handle: &Handle, future: F) -> JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        handle.spawn(future)
    }
}

impl<M: Mode> Timers for Openwork<M> {
    type Sleep = openwork::time::Sleep;

    fn sleep(duration: Duration) -> Self::Sleep {
        openwork::time::sleep(duration)
    }
}

impl<M: Mode> Blocking for Openwork<M> {
    fn spawn_blocking<F, T>(closure: F) -> JoinHandle<T>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        openwork::spawn_blocking(closure)
    }
}
