//! Models of the protocols: the orders in which a few threads can meet, tried one by one.
//!
//! A test in `tests/` runs an interleaving or two. A model runs them all: loom takes the place of the atomics
//! and locks (see `src/sync.rs`), decides at each of their operations who goes on and which store a load sees,
//! and comes back until nothing is left to try. A thread that sleeps for ever, two that touch a cell unordered, an
//! assertion that fails: each is reported, in whatever order it hides.
//!
//! ```text
//! RUSTFLAGS="--cfg loom" cargo test --release -p openwork --lib --target-dir target/loom loom
//! ```
//!
//! | file | protocol | of |
//! |---|---|---|
//! | `task_poll.rs` | who may poll, and that no wake is lost | `task/state.rs` |
//! | `task_output.rs` | who takes or drops the output, and who is told | `task/state.rs` |
//! | `task_cell.rs` | whole tasks and their handles | `task/cell.rs` |
//! | `task_shutdown.rs` | tasks that park, wake and run while their runtime ends | `task/registry.rs` |
//! | `readiness.rs` | no event of the reactor is lost | `driver/registration.rs` |
//! | `reactor.rs` | an event finds its socket or nobody | `driver/reactor.rs` |
//! | `timers.rs` | a timer fires while it is polled, cancelled or set | `driver/timers.rs` |
//! | `park.rs` | no unpark is lost | `park.rs` |
//! | `blocking_queue.rs` | no task is left behind, and every thread leaves | `blocking/queue.rs` |
//! | `single_threaded.rs` | from other threads to a parked one | `scheduler/single_threaded.rs` |
//!
//! Rules
//! 1. A model is as small as the race that it is about: the orders multiply with every operation.
//! 2. Four preemptions a run, or as many as `LOOM_MAX_PREEMPTIONS` says if that is more. Switches at which a thread
//!    sleeps or ends do not count, and bugs of this kind need one to three of the others.
//! 3. What only the protocol may order is stored `Relaxed` or is a loom cell. (loom orders all threads that take any
//!    lock; where orderings are at stake, the path in question takes none.)
//! 4. A model that explores fewer orders than it says has failed: its threads no longer meet.

mod blocking_queue;
mod park;
mod reactor;
mod readiness;
mod single_threaded;
mod task_cell;
mod task_output;
mod task_poll;
mod task_shutdown;
mod timers;

use crate::park::Parker;
use crate::task::{Id, Origin};
use futures_task::{ArcWake, waker};
use std::panic::Location;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::SeqCst;
use std::task::{Context, Poll};

/// Runs `model` in every order, of which there must be at least `least`.
fn explore(least: usize, model: impl Fn() + Send + Sync + 'static) {
    let executions = Arc::new(Count::default());
    let counted = executions.clone();
    let mut loom = ::loom::model::Builder::new();
    loom.preemption_bound = loom.preemption_bound.max(Some(4));
    loom.max_branches = 10_000;
    loom.check(move || {
        counted.add();
        model();
    });
    let executions = executions.get();
    println!("{executions} executions");
    assert!(
        executions >= least,
        "{executions} executions instead of {least}"
    );
}

/// Polls `future` to its end on this thread of the model.
fn block_on<F: Future>(future: F) -> F::Output {
    let mut parker = Parker::new(None);
    let waker = waker(Arc::new(parker.unparker.clone()));
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return output;
        }
        parker.park();
    }
}

fn origin() -> Origin {
    Origin {
        id: Id(1),
        location: Location::caller(),
        name: None,
    }
}

/// Counts what should happen so many times, wakes for example. It takes no part in what loom explores.
#[derive(Default)]
struct Count(AtomicUsize);

impl Count {
    fn add(&self) -> usize {
        self.0.fetch_add(1, SeqCst) + 1
    }

    fn get(&self) -> usize {
        self.0.load(SeqCst)
    }
}

impl ArcWake for Count {
    fn wake_by_ref(count: &Arc<Count>) {
        count.add();
    }
}

/// Adds to its count when it is dropped.
struct Token(Arc<Count>);

impl Drop for Token {
    fn drop(&mut self) {
        self.0.add();
    }
}
