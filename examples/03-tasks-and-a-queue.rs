//! Tasks and a queue: concurrency is a queue and a loop.
//!
//! You will see two tasks take turns on one thread, and a task that is woken three times but polled
//! once, because one bit remembers that it is already in the queue.
//!
//! Run: `cargo run --example 03-tasks-and-a-queue`
//!
//! Expected output:
//! ```text
//! turns: a1 b1 a2 b2 a3 b3
//! woken 3 times while it waited: polled 1 time more
//! ```
//!
//! Book: `book/src/the-run-queue.md`
//!
//! Try:
//! 1. (10 minutes) Let `wake` send without looking at the bit: which assertion fails? Then clear the
//!    bit after the poll, and not before: what do the countdowns do now, and why?
//! 2. (1 hour) Let `spawn` answer a `JoinHandle<T>`, a future of what the task's future answered.
//!    The `Letter` of 02 is all that you need.

/// What 01 built: the countdown.
#[expect(dead_code)]
#[path = "01-a-future-by-hand.rs"]
mod a_future_by_hand;

use a_future_by_hand::Countdown;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering::AcqRel};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

// ANCHOR: main
fn main() {
    let (queue, tasks) = channel();
    let turns = Arc::new(Mutex::new(Vec::new()));
    for name in ["a", "b"] {
        let turns = turns.clone();
        spawn(&queue, async move {
            for step in 1..=3 {
                turns.lock().unwrap().push(format!("{name}{step}"));
                Countdown { left: 1 }.await;
            }
        });
    }
    drop(queue); // The tasks have their own ends of it, and the loop ends with the last of them.
    run(tasks);
    let turns = turns.lock().unwrap().join(" ");
    println!("turns: {turns}");
    assert_eq!(turns, "a1 b1 a2 b2 a3 b3");

    let (queue, tasks) = channel();
    let (hang, hung) = channel::<Waker>();
    let listener = poll_fn(move |cx| {
        hang.send(cx.waker().clone()).unwrap();
        Poll::Pending
    });
    spawn(&queue, listener);
    spawn(&queue, async move {
        let bell = hung.try_recv().expect("the listener was polled first");
        for _ in 0..3 {
            bell.wake_by_ref();
        }
        Countdown { left: 1 }.await; // To the end of the queue: who was woken goes first.
        let polls = hung.try_iter().count();
        println!("woken 3 times while it waited: polled {polls} time more");
        assert_eq!(polls, 1);
    });
    drop(queue);
    run(tasks);
}
// ANCHOR_END: main

// ANCHOR: task
/// A future with a place to live, a bit that says whether it is queued, and the queue it goes to.
pub(crate) struct Task {
    /// Empty once the future is ready. Locked by nobody but the thread that polls.
    future: Mutex<Option<Pin<Box<dyn Future<Output = ()> + Send>>>>,
    scheduled: AtomicBool,
    queue: Sender<Arc<Task>>,
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        // Pairs with `run`. Only the first wake since the last poll began finds the bit clear.
        if !self.scheduled.swap(true, AcqRel) {
            // An error means that the loop is gone: nobody polls any more.
            self.queue.send(self.clone()).ok();
        }
    }
}

impl Task {
    pub(crate) fn run(self: Arc<Self>) {
        // Pairs with `wake`. Cleared before the poll, so that a wake during the poll is kept; by a
        // swap, so that the poll sees what any earlier waker wrote, also one that found the bit set.
        self.scheduled.swap(false, AcqRel);
        let waker = Waker::from(self.clone());
        let mut cx = Context::from_waker(&waker);
        let mut slot = self.future.lock().unwrap();
        let Some(future) = slot.as_mut() else { return };
        if future.as_mut().poll(&mut cx).is_ready() {
            *slot = None;
        }
    }
}
// ANCHOR_END: task

// ANCHOR: run
/// A task is made, and scheduled for the first time.
pub(crate) fn spawn(queue: &Sender<Arc<Task>>, future: impl Future<Output = ()> + Send + 'static) {
    let task = Task {
        future: Mutex::new(Some(Box::pin(future))),
        scheduled: AtomicBool::new(false),
        queue: queue.clone(),
    };
    Arc::new(task).wake();
}

/// First in, first out; asleep while the queue is empty; over when no task is left to fill it.
fn run(tasks: Receiver<Arc<Task>>) {
    for task in tasks {
        task.run();
    }
}
// ANCHOR_END: run
