//! `block_on`: poll, sleep until woken, poll again.
//!
//! You will see a thread that is asleep while it has nothing to poll, and that is woken from inside
//! the poll, from outside before it has gone to sleep, and from outside later. No wake is lost, and
//! none of the three costs a poll too many.
//!
//! Run: `cargo run --example 02-block-on`
//!
//! Expected output:
//! ```text
//! woken inside the poll: lift-off, 4 polls
//! woken before it slept: a letter, 2 polls
//! woken while it slept:  a letter, 2 polls
//! ```
//!
//! Book: `book/src/the-waker.md`
//!
//! Try:
//! 1. (10 minutes) Let `sleep_until_woken` return at once. Which of the three counts changes, which
//!    assertion notices, and what does a thread cost that asks all the time?
//! 2. (1 hour) Write `both(a, b)` that gives each of its two futures a waker of its own, so that
//!    only the one that was woken is polled.

/// What 01 built: the countdown.
#[expect(dead_code)]
#[path = "01-a-future-by-hand.rs"]
mod a_future_by_hand;

use a_future_by_hand::Countdown;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering::AcqRel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

// ANCHOR: main
fn main() {
    let (answer, polls) = block_on(Countdown { left: 3 });
    println!("woken inside the poll: {answer}, {polls} polls");
    assert_eq!(polls, 4);

    // This poll does not return before the letter is there and the waker woken: the wake falls
    // between the poll and the sleep, the gap in which a wake is easily lost.
    let mut letter = Letter::default();
    let slot = letter.slot.clone();
    let (answer, polls) = block_on(poll_fn(|cx| {
        let answer = Pin::new(&mut letter).poll(cx);
        if answer.is_pending() {
            thread::scope(|threads| _ = threads.spawn(|| deliver(&slot, "a letter")));
        }
        answer
    }));
    println!("woken before it slept: {answer}, {polls} polls");
    assert_eq!(polls, 2);

    let letter = Letter::default();
    let slot = letter.slot.clone();
    let postman = thread::spawn(move || {
        while slot.lock().unwrap().waker.is_none() {
            thread::yield_now();
        }
        // Long enough for the other thread to be asleep; the answer is the same if it is not.
        thread::sleep(Duration::from_millis(20));
        deliver(&slot, "a letter");
    });
    let (answer, polls) = block_on(letter);
    postman.join().unwrap();
    println!("woken while it slept:  {answer}, {polls} polls");
    assert_eq!(polls, 2);
}
// ANCHOR_END: main

// ANCHOR: block_on
/// Polls `future` on this thread until it is ready; answers also how many polls that took.
fn block_on<F: Future>(future: F) -> (F::Output, u32) {
    let (thread, woken) = (thread::current(), AtomicBool::new(false));
    let sleeper = Arc::new(ThreadWaker { thread, woken });
    let waker = Waker::from(sleeper.clone());
    let mut cx = Context::from_waker(&waker);
    let mut future = pin!(future);
    let mut polls = 0;
    loop {
        polls += 1;
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return (output, polls);
        }
        sleeper.sleep_until_woken();
    }
}

/// Waking unparks the thread that sleeps in `block_on`.
struct ThreadWaker {
    thread: Thread,
    woken: AtomicBool,
}

impl ThreadWaker {
    fn sleep_until_woken(&self) {
        // Pairs with `wake`: what the waking thread wrote before, the next poll sees. Taking the
        // wake is one step, so none is lost; `park` may return for other reasons, hence the loop.
        while !self.woken.swap(false, AcqRel) {
            thread::park();
        }
    }
}

impl Wake for ThreadWaker {
    fn wake(self: Arc<Self>) {
        // Pairs with `sleep_until_woken`. First the flag, then the thread.
        if !self.woken.swap(true, AcqRel) {
            self.thread.unpark();
        }
    }
}
// ANCHOR_END: block_on

// ANCHOR: letter
/// A future that another thread makes ready: a place for the value, and for who waits for it.
#[derive(Default)]
struct Letter {
    slot: Arc<Mutex<Slot>>,
}

#[derive(Default)]
struct Slot {
    value: Option<&'static str>,
    waker: Option<Waker>,
}

fn deliver(slot: &Mutex<Slot>, value: &'static str) {
    let mut guard = slot.lock().unwrap();
    guard.value = Some(value);
    let waker = guard.waker.take();
    drop(guard); // A waker may run anything: never call it with a lock in hand.
    if let Some(waker) = waker {
        waker.wake();
    }
}

impl Future for Letter {
    type Output = &'static str;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<&'static str> {
        let mut slot = self.slot.lock().unwrap();
        if let Some(value) = slot.value.take() {
            return Poll::Ready(value);
        }
        // The newest waker counts: the future may have moved to another task since the last poll.
        let stale = slot.waker.replace(cx.waker().clone());
        drop(slot);
        drop(stale);
        Poll::Pending
    }
}
// ANCHOR_END: letter
