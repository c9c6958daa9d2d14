//! A timer: sleeping is a map of wakers in the order of their deadlines.
//!
//! You will see three tasks sleep at the same time on one thread and end in the order of their
//! deadlines, a sleep that goes on in another task than it began in, and one that is dropped and
//! leaves nothing.
//!
//! Run: `cargo run --example 04-a-timer`
//!
//! Expected output:
//! ```text
//! begun in one task, ended in another
//! 100 ms: ready at the 2nd poll
//! 200 ms: ready at the 2nd poll
//! 300 ms: ready at the 2nd poll
//! dropped: no timer left
//! ```
//!
//! Book: `book/src/timers.md`
//!
//! Try:
//! 1. (10 minutes) Let `poll` keep the waker that is there already (`entry(key).or_insert`). Which
//!    assertion fails, and what became of the task that waited?
//! 2. (1 hour) Write `timeout(sleep, future)`: the future's answer, or `None` when the sleep ends
//!    first. Assert that either way no timer is left.

/// What 03 built: the task and its queue.
#[expect(dead_code)]
#[path = "03-tasks-and-a-queue.rs"]
mod tasks_and_a_queue;

use std::collections::BTreeMap;
use std::future::{Future, poll_fn};
use std::mem;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};
use tasks_and_a_queue::{Task, spawn};

// ANCHOR: main
fn main() {
    let (queue, tasks) = channel();
    let timers = Arc::new(Timers::default());
    let (done, order) = channel();
    let start = Instant::now();
    for millis in [300, 100, 200] {
        let deadline = start + Duration::from_millis(millis);
        let (done, mut sleep) = (done.clone(), timers.sleep_until(deadline));
        spawn(&queue, async move {
            let mut polls = 0;
            let counted = poll_fn(|cx| {
                polls += 1;
                Pin::new(&mut sleep).poll(cx)
            });
            counted.await;
            assert!(Instant::now() >= deadline, "never early");
            assert_eq!(polls, 2, "nobody polls a task that sleeps");
            println!("{millis} ms: ready at the 2nd poll");
            done.send(millis).unwrap();
        });
    }
    let mut moving = timers.sleep_until(start + Duration::from_millis(20));
    spawn(&queue.clone(), async move {
        let answer = poll_fn(|cx| Poll::Ready(Pin::new(&mut moving).poll(cx))).await;
        assert!(answer.is_pending());
        spawn(&queue, async move {
            moving.await;
            println!("begun in one task, ended in another");
            done.send(20).unwrap();
        });
    });
    run(tasks, &timers);
    let order: Vec<u64> = order.iter().collect();
    assert_eq!(
        order,
        [20, 100, 200, 300],
        "all four slept at the same time"
    );

    let mut dropped = Box::pin(timers.sleep_until(Instant::now() + Duration::from_secs(3600)));
    let mut cx = Context::from_waker(Waker::noop());
    let answer = dropped.as_mut().poll(&mut cx);
    assert!(answer.is_pending() && timers.first_deadline().is_some());
    drop(dropped);
    assert!(timers.first_deadline().is_none());
    println!("dropped: no timer left");
}
// ANCHOR_END: main

// ANCHOR: timers
/// Who sleeps until when. The number tells apart those who sleep until the same instant.
#[derive(Default)]
struct Timers {
    waiting: Mutex<BTreeMap<(Instant, u64), Waker>>,
    next_number: AtomicU64,
}

impl Timers {
    fn sleep_until(self: &Arc<Self>, deadline: Instant) -> Sleep {
        let number = self.next_number.fetch_add(1, Relaxed);
        Sleep {
            timers: self.clone(),
            key: (deadline, number),
        }
    }

    fn first_deadline(&self) -> Option<Instant> {
        let waiting = self.waiting.lock().unwrap();
        waiting.keys().next().map(|(deadline, _)| *deadline)
    }

    /// Wakes all whose deadline has come, in the order of their deadlines.
    fn fire(&self, now: Instant) {
        let mut waiting = self.waiting.lock().unwrap();
        let later = waiting.split_off(&(now, u64::MAX));
        let due = mem::replace(&mut *waiting, later);
        drop(waiting); // Wakers are called with no lock in hand.
        due.into_values().for_each(Waker::wake);
    }
}
// ANCHOR_END: timers

// ANCHOR: sleep
/// Ready at its deadline, never before.
struct Sleep {
    timers: Arc<Timers>,
    key: (Instant, u64),
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if Instant::now() >= self.key.0 {
            return Poll::Ready(());
        }
        // At every poll: the task that polls now is the one to wake, not the one that polled first.
        let (waiting, waker) = (&self.timers.waiting, cx.waker().clone());
        let stale = waiting.lock().unwrap().insert(self.key, waker);
        drop(stale); // After the lock: dropping a waker may drop a task.
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        let _stale = self.timers.waiting.lock().unwrap().remove(&self.key);
    }
}
// ANCHOR_END: sleep

// ANCHOR: run
/// As in 03, but asleep no longer than until the first deadline.
fn run(tasks: Receiver<Arc<Task>>, timers: &Timers) {
    loop {
        let now = Instant::now();
        timers.fire(now);
        let first = timers.first_deadline();
        let limit = first.map_or(Duration::MAX, |deadline| deadline.duration_since(now));
        match tasks.recv_timeout(limit) {
            Ok(task) => task.run(),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}
// ANCHOR_END: run
