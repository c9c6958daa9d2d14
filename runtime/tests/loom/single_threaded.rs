//! From other threads to a parked one: injector, park and turns of `scheduler/single_threaded.rs`, with whole tasks.
//!
//! Proves
//! 1. P03, P12: a task, or a wake of one or of `block_on`'s future, that comes from another thread is polled,
//!    also when it comes as the scheduler finds its queues empty and parks; and the poll sees what the waker did.
//! 2. P09: a task that is spawned during shutdown is cancelled, and its handle resolves.
//! 3. A second `block_on` has its turn when the first one returns.
//!
//! It parks on the condvar. Explores about 51,000 executions.

use super::{Count, block_on, explore, origin};
use crate::park::Parker;
use crate::scheduler::single_threaded::{Home, SingleThreaded};
use crate::sync::atomic::AtomicUsize;
use crate::sync::atomic::Ordering::Relaxed;
use crate::task::{JoinHandle, Schedule, Task};
use ::loom::thread;
use futures_task::ArcWake;
use std::future::{poll_fn, ready};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

fn scheduler() -> (Arc<SingleThreaded>, Arc<Home>) {
    let scheduler = Arc::new(SingleThreaded::new(Parker::new(None)));
    let home = scheduler.home.clone();
    (scheduler, home)
}

/// A future that is ready when `done` is `enough`.
fn until(done: &Arc<AtomicUsize>, enough: usize) -> impl Future<Output = ()> + Send + 'static {
    let done = done.clone();
    poll_fn(move |_| {
        let ready = done.load(Relaxed) == enough;
        if ready {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
}

#[test]
fn p03_no_wake_of_the_future_of_block_on_is_lost() {
    explore(5_000, || {
        let (scheduler, home) = scheduler();
        let done = Arc::new(AtomicUsize::new(0));
        for _ in 0..2 {
            let (done, home) = (done.clone(), home.clone());
            thread::spawn(move || {
                done.fetch_add(1, Relaxed);
                ArcWake::wake(home);
            });
        }
        scheduler.block_on(pin!(until(&done, 2)));
    });
}

#[test]
fn p03_no_wake_of_a_task_is_lost() {
    explore(200, || {
        let (scheduler, home) = scheduler();
        let done = Arc::new(AtomicUsize::new(0));
        let task = Task::new(until(&done, 1), origin(), home);
        let handle = task.clone().launch();
        thread::spawn(move || {
            done.fetch_add(1, Relaxed);
            ArcWake::wake(task);
        });
        assert!(scheduler.block_on(pin!(handle)).is_ok());
    });
}

#[test]
fn p12_no_task_waits_while_the_scheduler_parks() {
    explore(100, || {
        let (scheduler, home) = scheduler();
        let task = Task::new(ready(()), origin(), home.clone());
        let handle = JoinHandle::new(task.clone());
        thread::spawn(move || home.schedule(task));
        assert!(scheduler.block_on(pin!(handle)).is_ok());
    });
}

#[test]
fn p09_a_task_that_is_spawned_during_shutdown_is_cancelled() {
    explore(50, || {
        let (scheduler, home) = scheduler();
        let polls = Arc::new(Count::default());
        let polled = polls.clone();
        let future = poll_fn(move |_| Poll::Ready(polled.add()));
        let task = Task::new(future, origin(), home.clone());
        let handle = JoinHandle::new(task.clone());
        let spawner = thread::spawn(move || home.schedule(task));
        scheduler.shutdown();
        assert!(block_on(handle).unwrap_err().is_cancelled());
        spawner.join().unwrap();
        assert_eq!(polls.get(), 0);
    });
}

#[test]
fn a_second_block_on_has_its_turn_after_the_first() {
    explore(10, || {
        let (scheduler, _) = scheduler();
        let other = scheduler.clone();
        let other = thread::spawn(move || other.block_on(pin!(ready(1))));
        assert_eq!(scheduler.block_on(pin!(ready(2))), 2);
        assert_eq!(other.join().unwrap(), 1);
    });
}
