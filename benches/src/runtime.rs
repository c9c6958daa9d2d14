//! What a workload may ask of a runtime, in the field's own words.
//!
//! ```text
//! Runtime          block_on · spawn · spawn_from_outside · join · detach · yield_now
//!   ├─ Remote      handle · spawn_on (from another thread)
//!   ├─ Timers      sleep
//!   └─ Blocking    spawn_blocking
//! ```
//!
//! 1. An adapter adds nothing: no box, no wrapper future, no channel. What it calls is what its
//!    users call.
//! 2. A runtime that lacks a kind of work does not implement that trait, and the row is absent.
//!
//! Next: [`crate::runtimes`].

use std::future::Future;
use std::time::Duration;

/// A runtime: it polls futures, and tasks that it was given.
pub trait Runtime: Sized + 'static {
    /// How the runtime is called in tables, and on the command line.
    const NAME: &'static str;

    /// Whether it polls every task on the thread that calls [`block_on`](Runtime::block_on).
    const ONE_THREAD: bool = true;

    /// What a spawn answers.
    type JoinHandle<T: Send + 'static>: Send + 'static;

    /// A fresh runtime with its ordinary settings.
    fn new() -> Self;

    /// Runs `future`, and with it the tasks, until `future` is ready.
    fn block_on<F: Future>(&self, future: F) -> F::Output;

    /// Spawns from inside the runtime: from a task, or from the future given to `block_on`.
    fn spawn<F>(future: F) -> Self::JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static;

    /// Spawns on the runtime's own thread, but outside `block_on`.
    fn spawn_from_outside<F>(&self, future: F) -> Self::JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static;

    /// Waits for a task's output.
    fn join<T: Send + 'static>(
        handle: Self::JoinHandle<T>,
    ) -> impl Future<Output = T> + Send + 'static;

    /// Lets a task go on with nobody waiting for its output.
    fn detach<T: Send + 'static>(handle: Self::JoinHandle<T>) {
        drop(handle);
    }

    /// Gives the other tasks a turn, in the runtime's own way.
    fn yield_now() -> impl Future<Output = ()> + Send + 'static;
}

/// A runtime that another thread can spawn onto.
pub trait Remote: Runtime {
    /// What the other thread holds.
    type Handle: Clone + Send + 'static;

    /// The handle of this runtime.
    fn handle(&self) -> Self::Handle;

    /// Spawns through a handle, from any thread.
    fn spawn_on<F>(handle: &Self::Handle, future: F) -> Self::JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static;
}

/// A runtime that has timers.
pub trait Timers: Runtime {
    /// A future that is ready once its deadline has passed.
    type Sleep: Future<Output = ()> + 'static;

    /// Starts a sleep, from inside the runtime.
    fn sleep(duration: Duration) -> Self::Sleep;
}

/// A runtime that has a blocking pool.
pub trait Blocking: Runtime {
    /// Sends a closure that may block to the pool, from inside the runtime.
    fn spawn_blocking<F, T>(closure: F) -> Self::JoinHandle<T>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static;
}
