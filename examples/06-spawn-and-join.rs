//! Spawn and join: tasks that take turns on one thread, and what their handles tell.
//!
//! You will see that `spawn` runs nothing by itself, that tasks take turns where they await, that a
//! panic stays in its task, that an abort drops the future, and that a task outlives its handle.
//! (The message of the panic goes to standard error, as every panic's does.)
//!
//! Run: `cargo run --example 06-spawn-and-join`
//!
//! Expected output:
//! ```text
//! spawned: nothing has run
//! a 1, b 1, a 2, b 2, joined: 4 steps
//! the panic reached the handle: "no such number"
//! aborted: the future was dropped, the handle says so
//! the handle is gone: the task finished all the same
//! ```
//!
//! Book: `book/src/the-task.md`
//!
//! Try:
//! 1. (10 minutes) Take the `yield_now` out of `count`. Predict the second line, then look. Which
//!    task can now keep the other from ever starting?
//! 2. (1 hour) Write `first_of(handles)`: it answers with the first result and aborts the other
//!    tasks. Assert with a guard like `Farewell` that each of the others was dropped.

use std::future::pending;
use std::sync::{Arc, Mutex};

use futures::channel::oneshot;
use openwork::task::yield_now;

fn main() {
    openwork::block_on(async {
        tasks_take_turns().await;
        a_panic_stays_in_its_task().await;
        an_abort_drops_the_future().await;
        a_task_outlives_its_handle().await;
    });
}

async fn tasks_take_turns() {
    let steps = Steps::default();
    let a = openwork::spawn(count("a", steps.clone()));
    let b = openwork::spawn(count("b", steps.clone()));
    // This task has the thread. The others wait in the run queue until it awaits something.
    assert!(steps.lock().expect("no step panics").is_empty());
    println!("spawned: nothing has run");

    let counted = a.await.expect("count returns") + b.await.expect("count returns");
    let steps = steps.lock().expect("no step panics").join(", ");
    println!("{steps}, joined: {counted} steps");
    assert_eq!(steps, "a 1, b 1, a 2, b 2");
}

type Steps = Arc<Mutex<Vec<String>>>;

async fn count(name: &str, steps: Steps) -> usize {
    for step in 1..=2 {
        steps
            .lock()
            .expect("no step panics")
            .push(format!("{name} {step}"));
        // To the end of the run queue: the other task's turn.
        yield_now().await;
    }
    2
}

async fn a_panic_stays_in_its_task() {
    let error = openwork::spawn(async { panic!("no such number") })
        .await
        .unwrap_err();
    assert!(error.is_panic());
    let message = error.into_panic();
    let message = message
        .downcast_ref::<&str>()
        .expect("it panicked with a literal");
    println!("the panic reached the handle: {message:?}");
    assert_eq!(*message, "no such number");
}

// ANCHOR: abort
async fn an_abort_drops_the_future() {
    let (farewell, mut dropped) = oneshot::channel();
    let task = openwork::spawn(async move {
        let _farewell = Farewell(Some(farewell));
        pending::<()>().await;
    });
    yield_now().await;
    assert_eq!(
        dropped.try_recv(),
        Ok(None),
        "it has begun, and waits for what never comes"
    );

    task.abort();
    let error = task.await.expect_err("nobody else can end it");
    assert!(error.is_cancelled());
    assert_eq!(dropped.try_recv(), Ok(Some("dropped")));
    println!("aborted: the future was dropped, the handle says so");
}

/// Says when it is dropped: what a future holds, it holds to its end.
struct Farewell(Option<oneshot::Sender<&'static str>>);

impl Drop for Farewell {
    fn drop(&mut self) {
        let farewell = self.0.take().expect("it is dropped once");
        farewell
            .send("dropped")
            .expect("the receiver outlives the task");
    }
}
// ANCHOR_END: abort

async fn a_task_outlives_its_handle() {
    let (done, finished) = oneshot::channel();
    drop(openwork::spawn(async move {
        yield_now().await;
        done.send("finished")
            .expect("the receiver is being awaited");
    }));
    assert_eq!(finished.await, Ok("finished"));
    println!("the handle is gone: the task finished all the same");
}
