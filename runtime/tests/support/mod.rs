//! What the promise tests share: both modes, a watchdog, counters, wakers driven by hand, child
//! processes.
//!
//! Rules
//! 1. No test sleeps to wait for a thing. It waits for a channel or a condition, and [`watched`]
//!    fails it when that never comes.
//! 2. What concerns the whole process (its threads, descriptors, memory, signals) is measured in a
//!    child.

#![allow(dead_code, unreachable_pub)] // Each test file uses a part.

pub mod child;
pub mod hand;
pub mod reports;
pub mod sockets;
pub mod tally;

use openwork::{Builder, Runtime};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// Who polls the tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    SingleThreaded,
    BlockingPool,
}

pub const MODES: [Mode; 2] = [Mode::SingleThreaded, Mode::BlockingPool];

impl Mode {
    pub fn builder(self) -> Builder {
        match self {
            Mode::SingleThreaded => Builder::single_threaded(),
            Mode::BlockingPool => Builder::blocking_pool(),
        }
    }

    pub fn runtime(self) -> Runtime {
        self.builder().build().expect("a runtime can be built")
    }
}

/// Runs `test` once in each mode, under the watchdog.
pub fn in_both_modes(test: impl Fn(Mode) + Clone + Send + 'static) {
    for mode in MODES {
        let test = test.clone();
        watched(move || {
            let outcome = catch_unwind(AssertUnwindSafe(|| test(mode)));
            outcome.unwrap_or_else(|panic| {
                eprintln!("that was in the mode {mode:?}");
                resume_unwind(panic)
            });
        });
    }
}

/// How long a test may take before it counts as waiting for ever.
fn patience() -> Duration {
    let seconds = std::env::var("OPENWORK_TEST_PATIENCE");
    Duration::from_secs(seconds.map_or(60, |text| text.parse().expect("a number of seconds")))
}

/// Runs `test` on a thread of its own, and fails if it does not come to an end.
pub fn watched<T: Send + 'static>(test: impl FnOnce() -> T + Send + 'static) -> T {
    watched_for(patience(), test)
}

fn watched_for<T: Send + 'static>(
    patience: Duration,
    test: impl FnOnce() -> T + Send + 'static,
) -> T {
    let (ending, ended) = mpsc::channel::<()>();
    let name = thread::current().name().unwrap_or("test").to_owned();
    let body = move || {
        let _ending = ending;
        test()
    };
    let thread = thread::Builder::new().name(name).spawn(body).unwrap();
    if ended.recv_timeout(patience) == Err(RecvTimeoutError::Timeout) {
        panic!("the test did not end: something waits for ever");
    }
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
}

/// Turns the runtime, and lets other threads go on, until `condition` holds.
pub fn turn_until(runtime: &Runtime, condition: impl Fn() -> bool) {
    while !condition() {
        turn(runtime);
    }
}

/// Gives everything that is ready on a single-threaded runtime a turn.
pub fn turn(runtime: &Runtime) {
    runtime.block_on(openwork::task::yield_now());
    thread::yield_now();
}

/// What `action` panicked with.
pub fn panic_of<T>(action: impl FnOnce() -> T) -> Box<dyn Any + Send> {
    match catch_unwind(AssertUnwindSafe(action)) {
        Ok(_) => panic!("a panic was expected, and there was none"),
        Err(payload) => payload,
    }
}

/// The message that `action` panicked with.
pub fn message_of<T>(action: impl FnOnce() -> T) -> String {
    text_of(&*panic_of(action))
}

pub fn text_of(payload: &(dyn Any + Send)) -> String {
    match payload.downcast_ref::<String>() {
        Some(text) => text.clone(),
        None => (*payload.downcast_ref::<&str>().expect("a panic with a text")).to_owned(),
    }
}

/// A thread, or the only thread of a pool, held until the gate opens.
pub struct Gate(Option<mpsc::Sender<()>>);

impl Gate {
    /// A closed gate, and what waits at it.
    pub fn new() -> (Gate, impl FnOnce() + Send + 'static) {
        let (open, opened) = mpsc::channel::<()>();
        let wait = move || {
            // The sender says nothing, it goes.
            let _ = opened.recv();
        };
        (Gate(Some(open)), wait)
    }

    /// Occupies one thread of the runtime's blocking pool; returns when that thread waits at the
    /// gate.
    pub fn hold_a_thread(runtime: &Runtime) -> Gate {
        let (gate, wait) = Gate::new();
        let (holding, held) = mpsc::channel();
        drop(runtime.handle().spawn_blocking(move || {
            holding.send(()).unwrap();
            wait();
        }));
        held.recv().expect("the pool runs the closure");
        gate
    }

    pub fn open(&mut self) {
        self.0 = None;
    }
}
