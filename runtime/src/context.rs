//! Which runtime is this thread in: the handle, and the free functions that use it.
//!
//! ```text
//!                                             ┌─► scheduler   spawn
//!   thread ──► CURRENT ──► Handle ──► Parts ──┼─► blocking    spawn_blocking
//!              thread-local  cloned   shared  └─► driver      sleep, sockets
//! ```
//!
//! Rules
//! 1. A thread is in a runtime from [`Handle::enter`] until the guard is dropped: `block_on`,
//!    shutdown and the threads of the blocking pool do that.
//! 2. A thread that polls in `block_on` may not block: a second `block_on` there, or dropping a
//!    runtime, panics with the way out.
//! 3. No user code runs while the thread-local is borrowed.
//!
//! Next: `scheduler/mod.rs`.

use crate::blocking::Pool;
use crate::driver;
use crate::sync::atomic::AtomicU64;
use crate::sync::atomic::Ordering::Relaxed;
use crate::task::{Id, JoinHandle, Name, Origin, Schedule, Spawnable, Task, budget};
use futures_task::{FutureObj, Spawn, SpawnError};
use std::cell::{Cell, RefCell};
use std::marker::PhantomData;
use std::panic::Location;
use std::sync::Arc;

thread_local! {
    static CURRENT: RefCell<Option<Handle>> = const { RefCell::new(None) };
    /// Whether this thread polls in a `block_on`, and so must not wait for anything else.
    pub(crate) static POLLS: Cell<bool> = const { Cell::new(false) };
}

/// A runtime from the outside: spawns onto it from any thread.
///
/// It does not keep the runtime running: after shutdown whatever it spawns is cancelled at once.
///
/// ```
/// let runtime = openwork::Builder::single_threaded().build()?;
/// let handle = runtime.handle().clone();
/// let task = std::thread::spawn(move || handle.spawn(async { 42 })).join().unwrap();
/// assert_eq!(runtime.block_on(task).unwrap(), 42);
/// # std::io::Result::Ok(())
/// ```
#[derive(Clone)]
pub struct Handle {
    pub(crate) parts: Arc<Parts>,
}

/// What a runtime is made of, as far as spawning and leaf futures need it.
pub(crate) struct Parts {
    pub(crate) scheduler: Arc<dyn Schedule>,
    pub(crate) blocking: Arc<Pool>,
    pub(crate) driver: Arc<driver::Shared>,
    /// Unparks the thread that sleeps in the driver.
    pub(crate) unpark_driver: Box<dyn Fn() + Send + Sync>,
    pub(crate) tasks: AtomicU64,
    /// Operations a poll.
    pub(crate) budget: u32,
}

/// The figures of a runtime at one moment.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Metrics {
    /// Tasks spawned so far, blocking closures included.
    pub spawned: u64,
    /// Tasks that have waited for a waker at least once and are not complete.
    pub parked: usize,
    /// Timers that are set.
    pub timers: usize,
    /// Sockets tied to the reactor.
    pub sources: usize,
    /// Threads of the blocking pool, those included that are starting.
    pub blocking_threads: usize,
    /// Threads of the blocking pool that have nothing to do.
    pub blocking_idle: usize,
    /// How many threads the blocking pool may have.
    pub blocking_limit: usize,
    /// What waits for a thread of the blocking pool. Above zero with `blocking_threads` at its
    /// limit and none idle, the pool is exhausted.
    pub blocking_queued: usize,
    /// Closures that the blocking pool has rejected.
    pub blocking_rejected: u64,
}

/// The thread is in the runtime until this is dropped. Guards must be dropped in reverse order.
#[must_use = "the thread leaves the runtime when the guard is dropped"]
pub struct EnterGuard<'a> {
    /// What holds again after it.
    outer: Option<Handle>,
    // It restores thread-locals, so it stays on its thread.
    _handle: PhantomData<(&'a Handle, *const ())>,
}

impl Drop for EnterGuard<'_> {
    fn drop(&mut self) {
        let inner = CURRENT.try_with(|current| current.replace(self.outer.take()));
        drop(inner);
    }
}

/// This thread polls in a `block_on` until this is dropped: in the poll of which task, with which
/// limit before.
pub(crate) struct Polling(Option<Id>, u32);

impl Drop for Polling {
    fn drop(&mut self) {
        POLLS.set(false);
        budget::set_limit(self.1);
        budget::end(self.0);
    }
}

impl Handle {
    /// The runtime that this thread is in.
    ///
    /// # Panics
    /// If it is in none.
    #[track_caller]
    pub fn current() -> Handle {
        Handle::try_current().expect(NO_RUNTIME)
    }

    /// The runtime that this thread is in, if it is in one.
    pub fn try_current() -> Option<Handle> {
        with_current(Handle::clone)
    }

    /// Puts this thread in the runtime, so that `spawn`, `sleep` and sockets find it. It does not
    /// run tasks here.
    pub fn enter(&self) -> EnterGuard<'_> {
        // In the destructors of a thread that ends there is nothing to enter.
        let outer = CURRENT.try_with(|current| current.replace(Some(self.clone())));
        let outer = outer.ok().flatten();
        EnterGuard {
            outer,
            _handle: PhantomData,
        }
    }

    /// As `enter`, and from now on this thread polls.
    #[track_caller]
    pub(crate) fn enter_to_poll(&self) -> (Polling, EnterGuard<'_>) {
        assert!(
            !POLLS.get(),
            "block_on was called on a thread that polls tasks in another block_on: waiting here \
             would stop them all. Use .await, or move the call into spawn_blocking"
        );
        POLLS.set(true);
        let polling = Polling(budget::id(), budget::set_limit(self.parts.budget));
        (polling, self.enter())
    }

    /// Spawns a task. After shutdown the future is dropped and the handle resolves to
    /// `is_cancelled`.
    #[track_caller]
    pub fn spawn<T: Send + 'static>(
        &self,
        future: impl Future<Output = T> + Send + 'static,
    ) -> JoinHandle<T> {
        self.parts.task(future, Location::caller(), None).launch()
    }

    /// Spawns a task whose `name` stands in errors and reports.
    #[track_caller]
    pub fn spawn_named<T: Send + 'static>(
        &self,
        name: impl Into<Box<str>>,
        future: impl Future<Output = T> + Send + 'static,
    ) -> JoinHandle<T> {
        let name = Some(Box::new(name.into()));
        self.parts.task(future, Location::caller(), name).launch()
    }

    // ANCHOR: spawn_blocking
    /// Runs `closure` on the blocking pool.
    ///
    /// It waits there for a free thread. The handle resolves to `is_rejected` when the pool's queue
    /// has a bound and is full, or when the system refuses the pool its only thread.
    #[track_caller]
    pub fn spawn_blocking<T: Send + 'static>(
        &self,
        closure: impl FnOnce() -> T + Send + 'static,
    ) -> JoinHandle<T> {
        let origin = self.parts.origin(Location::caller(), None);
        let future = async move {
            // A `block_on` of another crate in the closure would never get a new budget.
            budget::lift();
            closure()
        };
        let task = Task::new(future, origin, self.parts.blocking.clone());
        self.parts.blocking.push(task.clone(), true);
        JoinHandle::new(task)
    }
    // ANCHOR_END: spawn_blocking

    /// The figures of the runtime now.
    pub fn metrics(&self) -> Metrics {
        let (blocking, queued) = self.parts.blocking.queue.count();
        Metrics {
            spawned: self.parts.tasks.load(Relaxed),
            parked: self.parts.scheduler.registry().len(),
            timers: self.parts.driver.timers.len(),
            sources: self.parts.driver.sources.len(),
            blocking_threads: blocking.threads,
            blocking_idle: blocking.idle,
            blocking_limit: self.parts.blocking.queue.limits.threads,
            blocking_queued: queued,
            blocking_rejected: blocking.rejected,
        }
    }
}

impl Parts {
    fn origin(&self, location: &'static Location<'static>, name: Option<Box<Name>>) -> Origin {
        let id = Id(self.tasks.fetch_add(1, Relaxed) + 1);
        Origin { id, location, name }
    }

    /// A task that is yet to be launched.
    pub(crate) fn task<F: Spawnable>(
        &self,
        future: F,
        location: &'static Location<'static>,
        name: Option<Box<Name>>,
    ) -> Arc<Task<F>> {
        Task::new(future, self.origin(location, name), self.scheduler.clone())
    }
}

/// Does something with the handle of the runtime that this thread is in. No user code: the handle
/// is borrowed.
fn with_current<R>(act: impl FnOnce(&Handle) -> R) -> Option<R> {
    let found = CURRENT.try_with(|current| current.borrow().as_ref().map(act));
    found.ok().flatten()
}

const NO_RUNTIME: &str = "this thread is in no openwork runtime: call this inside block_on or a task, \
    after Handle::enter, or on a Handle";

impl Spawn for Handle {
    fn spawn_obj(&self, future: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        self.status()?;
        drop(self.spawn(future));
        Ok(())
    }

    fn status(&self) -> Result<(), SpawnError> {
        let runs = !self.parts.driver.timers.is_closed();
        runs.then_some(()).ok_or_else(SpawnError::shutdown)
    }
}

/// Spawns a task on the runtime that this thread is in.
///
/// ```
/// openwork::block_on(async {
///     let task = openwork::spawn(async { "done" });
///     assert_eq!(task.await.unwrap(), "done");
/// });
/// ```
///
/// # Panics
/// If the thread is in no runtime.
#[track_caller]
pub fn spawn<T: Send + 'static>(future: impl Future<Output = T> + Send + 'static) -> JoinHandle<T> {
    let location = Location::caller();
    // Taken in the closure: where there is no runtime, it is not dropped while the handle is
    // borrowed.
    let mut future = Some(future);
    let task = with_current(|handle| Some(handle.parts.task(future.take()?, location, None)));
    task.flatten().expect(NO_RUNTIME).launch()
}

/// Runs `closure` on the blocking pool, so that what blocks there holds up no task.
///
/// A closure that has started cannot be stopped. To abort it has no effect, and its handle still
/// gives the output; dropping the runtime waits for its end.
///
/// ```
/// openwork::block_on(async {
///     let text = openwork::spawn_blocking(|| std::fs::read_to_string("Cargo.toml"));
///     assert!(text.await.unwrap()?.contains("[package]"));
///     std::io::Result::Ok(())
/// })?;
/// # std::io::Result::Ok(())
/// ```
///
/// # Panics
/// If the thread is in no runtime.
#[track_caller]
pub fn spawn_blocking<T: Send + 'static>(
    closure: impl FnOnce() -> T + Send + 'static,
) -> JoinHandle<T> {
    Handle::current().spawn_blocking(closure)
}
