//! Timeouts: to give up on a future is to drop it.
//!
//! You will see a future that is in time, one that is not and is dropped where it stood, and a task
//! that goes on because only its handle was dropped.
//!
//! Run: `cargo run --example 08-timeouts`
//!
//! Expected output:
//! ```text
//! in time: the answer is 42
//! too late: dropped after "asked", before "answered"
//! gave up on a handle: its task went on to "answered"
//! ```
//!
//! Book: `book/src/timers.md`
//!
//! Try:
//! 1. (10 minutes) Give up on the task for good: keep an `abort_handle` of it, and call `abort`
//!    when the timeout has elapsed. What does the last line say then?
//! 2. (1 hour) Write `retry(attempts, limit, ask)`: it calls `ask()` for a new future each time the
//!    last one was too late. Why can it not poll the same future again?

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use openwork::time::{sleep, timeout};

/// What is asked for takes this long, or half of it.
const LONG: Duration = Duration::from_millis(200);

fn main() {
    openwork::block_on(async {
        in_time().await;
        too_late().await;
        too_late_for_the_handle().await;
    });
}

async fn in_time() {
    let answer = timeout(LONG, async {
        sleep(LONG / 2).await;
        42
    });
    let answer = answer.await.expect("half is less than the whole");
    println!("in time: the answer is {answer}");
    assert_eq!(answer, 42);
}

async fn too_late() {
    let seen = Seen::default();
    let begin = Instant::now();
    let result = timeout(LONG / 2, ask(seen.clone())).await;
    assert!(result.is_err(), "it would have taken twice as long");
    assert!(begin.elapsed() >= LONG / 2, "a timer is never early");
    // The future was inside the timeout, and went with it: nothing is left to wait for.
    assert_eq!(
        Arc::strong_count(&seen),
        1,
        "what the future held is dropped"
    );
    sleep(LONG).await;
    assert_eq!(all(&seen), ["asked"]);
    println!("too late: dropped after \"asked\", before \"answered\"");
}

async fn too_late_for_the_handle() {
    let seen = Seen::default();
    let task = openwork::spawn(ask(seen.clone()));
    let result = timeout(LONG / 2, task).await;
    assert!(result.is_err(), "it would have taken twice as long");
    // What was dropped is the handle. The task is the runtime's, and nobody has aborted it.
    sleep(LONG).await;
    assert_eq!(all(&seen), ["asked", "answered"]);
    println!("gave up on a handle: its task went on to \"answered\"");
}

async fn ask(seen: Seen) {
    note(&seen, "asked");
    sleep(LONG).await;
    note(&seen, "answered");
}

/// What happened so far.
type Seen = Arc<Mutex<Vec<&'static str>>>;

fn note(seen: &Seen, what: &'static str) {
    seen.lock().expect("nobody panics here").push(what);
}

fn all(seen: &Seen) -> Vec<&'static str> {
    seen.lock().expect("nobody panics here").clone()
}
