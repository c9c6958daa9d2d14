//! The blocking call: one task sleeps on the thread, and every other task stands still.
//!
//! You will see a heart, a task that needs the thread for a moment every 10 ms, miss every beat of
//! the 300 ms in which its neighbour makes a call that blocks.
//!
//! Run: `cargo run --example 09a-the-blocking-call`
//!
//! Expected output:
//! ```text
//! before the call the heart beat
//! the call slept on this thread
//! during the call the heart stood still
//! after the call the heart beat
//! ```
//!
//! Book: `book/src/the-blocking-call.md`
//!
//! Try:
//! 1. (10 minutes) Ten tasks instead of one make the call at the same time. How long does the heart
//!    stand still now? Predict, then print it.
//! 2. (1 hour) Let the heart find out by itself: it prints a warning with the length of the pause
//!    whenever a beat comes more than 50 ms late. What can it not tell you?
//!
//! The cure is `09b-the-cure.rs`, which differs in one line.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread::{self, ThreadId};
use std::time::Duration;

use openwork::time::sleep;

const BEAT: Duration = Duration::from_millis(10);
const CALL: Duration = Duration::from_millis(300);

// ANCHOR: main
fn main() {
    openwork::block_on(async {
        let beats = Arc::new(AtomicUsize::new(0));
        let _heart = openwork::spawn(heart(beats.clone()));
        sleep(5 * BEAT).await;
        let before = beats.load(Relaxed);

        let slept_on = slow_call();
        let during = beats.load(Relaxed) - before;

        sleep(5 * BEAT).await;
        let after = beats.load(Relaxed) - before - during;

        let same_thread = slept_on == thread::current().id();
        println!("before the call the heart {}", beat(before));
        println!(
            "the call slept on {}",
            if same_thread {
                "this thread"
            } else {
                "another thread"
            }
        );
        println!("during the call the heart {}", beat(during));
        println!("after the call the heart {}", beat(after));
        assert!(before > 0 && after > 0);
        assert_eq!(
            during == 0,
            same_thread,
            "who sleeps on the thread of the tasks stops them all"
        );
    });
}
// ANCHOR_END: main

// ANCHOR: heart
/// A task like any other: it needs the thread for a moment, again and again.
async fn heart(beats: Arc<AtomicUsize>) {
    loop {
        sleep(BEAT).await;
        beats.fetch_add(1, Relaxed);
    }
}

/// A call that blocks: a query, a file, a request of a library that is not async.
fn slow_call() -> ThreadId {
    thread::sleep(CALL);
    thread::current().id()
}
// ANCHOR_END: heart

fn beat(beats: usize) -> &'static str {
    if beats == 0 { "stood still" } else { "beat" }
}
