//! Pool exhaustion: seven closures, two threads, and a queue that the loop knows nothing of.
//!
//! You will see closures go through a pool in waves, and one that does nothing come after them all;
//! the loop with time to spare meanwhile; six that await a timer, at the price of no thread; a
//! bound that turns two closures away; and a pool that waits for itself.
//!
//! Run: `cargo run --example 10-pool-exhaustion`
//!
//! Expected output:
//! ```text
//! wave 1: closures [1, 2] run; threads 2 of 2, idle 0, queued 5
//! wave 2: closures [3, 4] run; threads 2 of 2, idle 0, queued 3
//! wave 3: closures [5, 6] run; threads 2 of 2, idle 0, queued 1
//! the seventh, which does nothing, came after them all
//! six that await a timer, in a heap of 6; threads 0 of 2, idle 0, queued 0
//! with room for two, 2 of 6 are rejected; threads 2 of 2, idle 0, queued 2
//! each of two waits for one more; threads 2 of 2, idle 0, queued 2
//! the first has given up, so the second is done
//! ```
//!
//! Book: `book/src/the-pool-is-a-queue-too.md`
//!
//! Try:
//! 1. (10 minutes) Give `pool_of_two` a third thread. Predict which assertion fails first, and why.
//!    How many threads does the seventh closure need in order not to wait?
//! 2. (1 hour) Keep a thread for what is short: a second runtime with a pool of one, for closures
//!    that promise to be short. What becomes of the others there when a promise is broken?

use std::io;
use std::sync::{Arc, Barrier, mpsc};
use std::time::Duration;

use futures::StreamExt;
use futures::channel::{mpsc as notes, oneshot};
use futures::future::{Either, join_all, select};
use openwork::task::JoinHandle;
use openwork::time::sleep;
use openwork::{Builder, Handle, spawn, spawn_blocking};

fn main() -> io::Result<()> {
    pool_of_two().build()?.block_on(in_waves());
    pool_of_two().build()?.block_on(in_a_heap());
    let bounded = pool_of_two().blocking_queue(Some(2));
    bounded.build()?.block_on(with_a_bound());
    pool_of_two().build()?.block_on(waiting_for_itself());
    Ok(())
}

fn pool_of_two() -> Builder {
    Builder::single_threaded().blocking_threads(2)
}

// ANCHOR: waves
async fn in_waves() {
    let (begun, mut begins) = notes::unbounded();
    let mut calls: Vec<_> = (1..=6).map(|nth| slow_call(nth, &begun)).collect();
    let quick = spawn_blocking(move || begun.unbounded_send(7));

    for wave in 1..=3 {
        let mut running: Vec<_> = begins.by_ref().take(2).collect().await;
        running.sort_unstable();
        assert_eq!(running, [2 * wave - 1, 2 * wave], "in order");
        // The loop is free meanwhile: a task of its own sleeps, and is woken.
        let nap = spawn(sleep(Duration::from_millis(10)));
        nap.await.expect("sleep returns");
        print!("wave {wave}: closures {running:?} run; ");
        assert_eq!(show_metrics(), 7 - 2 * wave);
        drop(calls.drain(..2)); // both are answered
    }
    quick.await.expect("no panic").expect("somebody listens");
    assert_eq!(begins.next().await, Some(7));
    println!("the seventh, which does nothing, came after them all");
}

/// A call that keeps its thread until the sender is dropped.
fn slow_call(nth: usize, begun: &Notes) -> (mpsc::Sender<()>, JoinHandle<()>) {
    let (answer, answered) = mpsc::channel();
    let begun = begun.clone();
    let call = spawn_blocking(move || {
        begun.unbounded_send(nth).expect("somebody listens");
        answered.recv().unwrap_or_default();
    });
    (answer, call)
}

type Notes = notes::UnboundedSender<usize>;

/// Prints the figures of the pool, and answers how many wait.
fn show_metrics() -> usize {
    let pool = Handle::current().metrics();
    let (threads, limit) = (pool.blocking_threads, pool.blocking_limit);
    let (idle, queued) = (pool.blocking_idle, pool.blocking_queued);
    println!("threads {threads} of {limit}, idle {idle}, queued {queued}");
    queued
}
// ANCHOR_END: waves

// ANCHOR: heap
async fn in_a_heap() {
    let mut six = join_all((0..6).map(|_| sleep(Duration::from_secs(3600))));
    assert!(futures::poll!(&mut six).is_pending());
    let timers = Handle::current().metrics().timers;
    print!("six that await a timer, in a heap of {timers}; ");
    assert_eq!(show_metrics(), 0);
}
// ANCHOR_END: heap

// ANCHOR: bound
async fn with_a_bound() {
    let (begun, begins) = notes::unbounded();
    let calls = (1..=6).map(|nth| slow_call(nth, &begun));
    let (answers, mut calls): (Vec<_>, Vec<_>) = calls.unzip();
    for call in calls.split_off(4) {
        assert!(call.is_finished(), "it is not waited for");
        assert!(call.await.unwrap_err().is_rejected());
    }
    let mut running = begins.take(2);
    while running.next().await.is_some() {}
    print!("with room for two, 2 of 6 are rejected; ");
    assert_eq!(show_metrics(), 2);
    drop(answers);
    assert!(join_all(calls).await.iter().all(Result::is_ok));
}
// ANCHOR_END: bound

// ANCHOR: itself
async fn waiting_for_itself() {
    let both_run = Arc::new(Barrier::new(2));
    let (waits, waiting) = notes::unbounded();
    let outer = || {
        let (both_run, waits) = (both_run.clone(), waits.clone());
        let (give_up, given_up) = oneshot::channel::<()>();
        let closure = spawn_blocking(move || {
            both_run.wait();
            let inner = spawn_blocking(|| ());
            waits.unbounded_send(()).expect("somebody listens");
            match Handle::current().block_on(select(inner, given_up)) {
                Either::Left(_) => "is done",
                Either::Right(_) => "has given up",
            }
        });
        (give_up, closure)
    };
    let ((give_up, first), (_patience, second)) = (outer(), outer());
    assert_eq!(waiting.take(2).count().await, 2);
    print!("each of two waits for one more; ");
    assert_eq!(show_metrics(), 2, "and nobody to run them");

    drop(give_up);
    let first = first.await.expect("no panic");
    let second = second.await.expect("no panic");
    println!("the first {first}, so the second {second}");
    assert_eq!((first, second), ("has given up", "is done"));
}
// ANCHOR_END: itself
