//! The cure: the same call on the blocking pool, and every other task goes on.
//!
//! You will see the heart of `09a-the-blocking-call.rs` beat on while its neighbour awaits the same
//! call: it is made by a thread that has nothing else to do.
//!
//! Run: `cargo run --example 09b-the-cure`
//!
//! Expected output:
//! ```text
//! before the call the heart beat
//! the call slept on another thread
//! during the call the heart beat
//! after the call the heart beat
//! ```
//!
//! Book: `book/src/offloading.md`
//!
//! Try:
//! 1. (10 minutes) Ten tasks instead of one make the call at the same time. How long does it take
//!    with the default pool, and with `Builder::single_threaded().blocking_threads(4)`?
//! 2. (1 hour) Abort the task while its call is being made. The heart goes on; does the call? Write
//!    a `slow_call` that can be told to stop.
//!
//! The illness is `09a-the-blocking-call.rs`, which differs in one line.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread::{self, ThreadId};
use std::time::Duration;

use openwork::time::sleep;

const BEAT: Duration = Duration::from_millis(10);
const CALL: Duration = Duration::from_millis(300);

fn main() {
    openwork::block_on(async {
        let beats = Arc::new(AtomicUsize::new(0));
        let _heart = openwork::spawn(heart(beats.clone()));
        sleep(5 * BEAT).await;
        let before = beats.load(Relaxed);

        // ANCHOR: call
        let slept_on = openwork::spawn_blocking(slow_call).await.unwrap();
        // ANCHOR_END: call
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

fn beat(beats: usize) -> &'static str {
    if beats == 0 { "stood still" } else { "beat" }
}
