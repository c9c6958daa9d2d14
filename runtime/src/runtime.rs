//! The runtime, put together and taken apart.
//!
//! ```text
//!   single-threaded                         blocking pool
//!   block_on: loop { turn, look, park }     block_on: polls its own future, parks on a condvar
//!             └ driver                      pool threads: poll every task   driver: its own thread
//!   pool threads: blocking closures
//! ```
//!
//! Rules
//! 1. Shutdown goes from the tasks outwards: tasks and closures that wait are dropped, what has
//!    started is awaited, then the driver is closed. Where `block_on` drives, the driver is closed
//!    first, so that nobody waits for it.
//! 2. Destructors of tasks run inside the runtime: they may spawn or wake, and nothing comes of it.
//! 3. A runtime must not be used in a child process after `fork` without `exec`: both would share
//!    the selector.
//!
//! Next: `http/mod.rs`.

use crate::blocking::{Hook, Limits, Pool};
use crate::context::{Handle, POLLS, Parts};
use crate::driver::{self, Clock, Driver};
use crate::park::Parker;
use crate::scheduler::single_threaded::SingleThreaded;
use crate::sync::atomic::AtomicU64;
use crate::task::{LocalSet, budget};
use futures_task::waker_ref;
use std::io;
use std::pin::pin;
use std::rc::Rc;
use std::sync::{Arc, Weak};
use std::task::{Context, Poll};
use std::thread;
use std::time::{Duration, Instant};

/// Sets up a [`Runtime`]. Every knob has a default that needs no tuning.
///
/// ```
/// use std::time::Duration;
/// let runtime = openwork::Builder::single_threaded()
///     .blocking_threads(4)
///     .blocking_queue(Some(100))
///     .thread_keep_alive(Duration::from_secs(1))
///     .build()?;
/// assert_eq!(runtime.handle().metrics().blocking_limit, 4);
/// # std::io::Result::Ok(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until build() is called"]
pub struct Builder {
    own_threads: bool,
    limits: Limits,
    budget: Option<u32>,
    thread_name: String,
}

impl Builder {
    /// Everything on the thread that calls `block_on`; blocking closures on a pool beside it.
    pub fn single_threaded() -> Builder {
        let keep_alive = Duration::from_secs(10);
        let limits = Limits {
            threads: 512,
            waiting: None,
            core_threads: 0,
            keep_alive,
        };
        let (own_threads, budget, thread_name) = (false, Some(128), "openwork".into());
        Builder {
            own_threads,
            limits,
            budget,
            thread_name,
        }
    }

    /// Every task polled by the threads of the blocking pool, the driver on a thread of its own.
    ///
    /// Any task may block, at the price of a thread: this is what a server with a thread per
    /// request is.
    pub fn blocking_pool() -> Builder {
        let mut builder = Builder::single_threaded();
        builder.own_threads = true;
        // A woken task must not depend on a thread that the system might refuse.
        builder.limits.core_threads = 1;
        builder
    }

    /// How many operations a task may complete in one poll before leaf futures make it yield;
    /// `None` is no limit.
    ///
    /// Default 128.
    ///
    /// # Panics
    /// If it is `Some(0)`: no task could complete anything.
    pub fn budget(mut self, operations: Option<u32>) -> Builder {
        assert!(operations != Some(0), "nothing runs on a budget of 0");
        self.budget = operations;
        self
    }

    /// How many threads the blocking pool may have. Default 512.
    ///
    /// # Panics
    /// If it is 0.
    pub fn blocking_threads(mut self, threads: usize) -> Builder {
        assert_ne!(threads, 0, "a blocking pool of 0 threads would run nothing");
        self.limits.threads = threads;
        self
    }

    /// How many closures may wait for a thread of the blocking pool; one more is rejected through
    /// its handle.
    ///
    /// Default `None`: without bound, about 200 bytes and the closure each.
    pub fn blocking_queue(mut self, closures: Option<usize>) -> Builder {
        self.limits.waiting = closures;
        self
    }

    /// How long a thread of the blocking pool stays when there is nothing to do. Default 10 s.
    pub fn thread_keep_alive(mut self, duration: Duration) -> Builder {
        self.limits.keep_alive = duration;
        self
    }

    /// The name of the runtime's threads. Default `openwork`.
    ///
    /// # Panics
    /// If it holds a NUL.
    pub fn thread_name(mut self, name: impl Into<String>) -> Builder {
        self.thread_name = name.into();
        let name = &self.thread_name;
        assert!(!name.contains('\0'), "a thread's name has no NUL");
        self
    }

    /// Puts the runtime together.
    ///
    /// # Errors
    /// When the system has no descriptor or thread left for the driver.
    pub fn build(self) -> io::Result<Runtime> {
        let driver = Driver::new(Clock::System)?;
        let shared = driver.0.shared.clone();
        let parker = Parker::new(Some(driver));
        let unparker = parker.unparker.clone();
        let (mut scheduler, mut driver_thread) = (None, None);
        if self.own_threads {
            let thread = thread::Builder::new().name(format!("{}-driver", self.thread_name));
            let driver = shared.clone();
            driver_thread = Some(thread.spawn(move || drive(parker, &driver))?);
        } else {
            scheduler = Some(SingleThreaded::new(parker));
        }
        let home = scheduler
            .as_ref()
            .map(|turned: &SingleThreaded| turned.home.clone());
        let parts = Arc::new_cyclic(|parts| {
            let blocking = Pool::new(self.limits, self.thread_name, inside(parts.clone()));
            Parts {
                scheduler: home.map_or(blocking.clone() as _, |home| home as _),
                blocking,
                driver: shared,
                unpark_driver: Box::new(move || unparker.unpark()),
                tasks: AtomicU64::new(0),
                budget: self.budget.unwrap_or(u32::MAX),
            }
        });
        let handle = Handle { parts };
        Ok(Runtime {
            handle,
            scheduler,
            driver_thread,
        })
    }
}

/// The work of a thread that does nothing but drive, until the driver is closed.
fn drive(mut parker: Parker, driver: &driver::Shared) {
    while !driver.timers.is_closed() {
        parker.park();
    }
}

/// What a thread of the pool does around its work: it is in the runtime. It holds the runtime
/// weakly: the runtime holds the pool.
fn inside(parts: Weak<Parts>) -> Hook {
    Box::new(move |work| {
        let handle = parts.upgrade().map(|parts| Handle { parts });
        let _guard = handle.as_ref().map(Handle::enter);
        budget::set_limit(handle.as_ref().map_or(u32::MAX, |it| it.parts.budget));
        work();
    })
}

/// An async runtime. Dropping it shuts it down.
///
/// On drop no further poll begins; every task is dropped at its `.await`, and its handle resolves
/// to `is_cancelled`; blocking closures that have started are waited for, the others are dropped.
/// No thread is left, and when its handles and sockets are gone too, no descriptor and no memory.
///
/// A closure, or a poll of [`Builder::blocking_pool`], that has started and waits for ever holds
/// the drop up for ever. With [`Builder::blocking_pool`] the driver goes on meanwhile, so that I/O
/// and timers for which a closure waits still come; if they may not come, use
/// [`shutdown_timeout`](Runtime::shutdown_timeout).
///
/// # Panics
/// When dropped on a thread that polls in a `block_on`, because it would wait there; use
/// [`shutdown_background`](Runtime::shutdown_background).
pub struct Runtime {
    handle: Handle,
    /// Turned by whoever calls `block_on`; `None` where the pool's threads poll the tasks.
    scheduler: Option<SingleThreaded>,
    driver_thread: Option<thread::JoinHandle<()>>,
}

impl Runtime {
    /// Runs `future` to its end on this thread.
    ///
    /// On a single-threaded runtime all tasks are polled here meanwhile, and only meanwhile. A
    /// second `block_on` from another thread waits until the first has ended.
    ///
    /// # Panics
    /// On a thread that polls in a `block_on` already; and if `future` panics, with its panic.
    #[track_caller]
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        let Some(scheduler) = &self.scheduler else {
            return self.handle.block_on(future);
        };
        let _guard = self.handle.enter_to_poll();
        let parts = self.handle.parts.clone();
        let spawn = move |proxy, location| parts.task(proxy, location, None).launch();
        let _local = LocalSet::enter(Rc::new(spawn));
        scheduler.block_on(pin!(future))
    }

    /// What spawns onto the runtime from anywhere.
    pub fn handle(&self) -> &Handle {
        &self.handle
    }

    /// Shuts down as dropping does, but waits at most `patience` for blocking closures that have
    /// started.
    ///
    /// Threads that are still busy then are left to themselves. May be called anywhere.
    pub fn shutdown_timeout(mut self, patience: Duration) {
        self.shutdown(Instant::now().checked_add(patience));
    }

    /// Shuts down without waiting for blocking closures. May be called anywhere.
    pub fn shutdown_background(self) {
        self.shutdown_timeout(Duration::ZERO);
    }

    fn shutdown(&mut self, deadline: Option<Instant>) {
        let _guard = self.handle.enter();
        let parts = &self.handle.parts;
        parts.blocking.close();
        if let Some(scheduler) = &self.scheduler {
            // Nobody drives any more: a closure or a destructor that waited for a socket would wait
            // for ever.
            parts.driver.close();
            scheduler.shutdown();
        }
        parts.blocking.join(deadline);
        parts.driver.close();
        (parts.unpark_driver)();
        // It runs wakers only, and keeps their panics in.
        let _ = self.driver_thread.take().map(thread::JoinHandle::join);
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        if self.handle.parts.driver.timers.is_closed() {
            return;
        }
        self.shutdown(POLLS.get().then(Instant::now));
        assert!(
            !POLLS.get() || thread::panicking(),
            "a runtime was dropped on a thread that polls tasks in block_on, where it would wait for \
             blocking closures. Use Runtime::shutdown_background, or drop it in spawn_blocking"
        );
    }
}

impl Handle {
    /// Polls `future` to its end on this thread, inside the runtime. The runtime's tasks, I/O and
    /// timers are left to whoever sees to them: a [`Runtime::block_on`] on another thread, or the
    /// runtime's own threads.
    ///
    /// On a single-threaded runtime in no `Runtime::block_on`, a future that waits for a timer
    /// waits for ever.
    ///
    /// # Panics
    /// On a thread that polls in a `block_on` already.
    #[track_caller]
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        let _guard = self.enter_to_poll();
        let mut parker = Parker::new(None);
        let unparker = Arc::new(parker.unparker.clone());
        let waker = waker_ref(&unparker);
        let mut cx = Context::from_waker(&waker);
        let mut future = pin!(future);
        loop {
            budget::begin(None);
            if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
                return output;
            }
            parker.park();
        }
    }
}

/// Runs `future` to its end on a fresh single-threaded runtime.
///
/// ```
/// assert_eq!(openwork::block_on(async { 6 * 7 }), 42);
/// ```
///
/// # Panics
/// On a thread that polls in a `block_on` already; if the system has no descriptor left for the
/// driver; and if `future` panics, with its panic.
#[track_caller]
pub fn block_on<F: Future>(future: F) -> F::Output {
    let runtime = Builder::single_threaded().build();
    runtime
        .expect("a runtime needs three descriptors")
        .block_on(future)
}
