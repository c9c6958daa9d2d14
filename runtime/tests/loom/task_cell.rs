//! Whole tasks and their handles: `task/cell.rs` and `task/join.rs`, on top of the word that `task_poll.rs` and
//! `task_output.rs` prove.
//!
//! Proves, for a poller and a handle that is dropped, polled, polled with another waker or aborted meanwhile:
//! 1. P02: future and output are dropped exactly once, and an output that nobody wants goes at once, though
//!    a waker keeps the task.
//! 2. P07: the handle resolves: to the output, or to `is_cancelled` if the abort came before the poll.
//! 3. Nobody is kept alive by a waker that the handle has left behind.
//!
//! Explores about 600 executions.

use super::{Count, Token, block_on, explore, origin};
use crate::task::{JoinHandle, Registry, Run, Schedule, Task};
use ::loom::thread;
use futures_task::waker_ref;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

/// Nothing here is woken or parks, so there is nothing to schedule.
#[derive(Default)]
struct Home(Registry);

impl Schedule for Home {
    fn schedule(&self, _: Arc<dyn Run>) {
        unreachable!("a task in a queue was scheduled");
    }

    fn registry(&self) -> &Registry {
        &self.0
    }
}

/// A task that is ready at its first poll runs, while `handle` does something with its handle.
fn race(least: usize, handle: fn(JoinHandle<Token>, &Arc<Count>)) {
    explore(least, move || {
        let [futures, outputs, waker] = [(); 3].map(|()| Arc::new(Count::default()));
        let (inside, output) = (Token(futures.clone()), outputs.clone());
        let future = poll_fn(move |_| {
            let _inside = &inside;
            Poll::Ready(Token(output.clone()))
        });
        let task = Task::new(future, origin(), Arc::new(Home::default()));
        let (joined, polled) = (JoinHandle::new(task.clone()), task.clone());
        let poller = thread::spawn(move || assert!(polled.run().is_none()));
        handle(joined, &waker);
        poller.join().unwrap();
        // A task that was aborted in time has made no output.
        let left = Arc::strong_count(&outputs) - 1;
        assert_eq!((futures.get(), left, Arc::strong_count(&waker)), (1, 0, 1));
        assert!(outputs.get() <= 1);
        drop(task);
    });
}

/// Polls the handle once, by hand.
fn poll(handle: &mut JoinHandle<Token>, count: &Arc<Count>) -> bool {
    let waker = waker_ref(count);
    Pin::new(handle)
        .poll(&mut Context::from_waker(&waker))
        .is_ready()
}

#[test]
fn p02_an_output_is_dropped_once_when_the_handle_is_dropped() {
    race(3, |handle, _| drop(handle));
}

#[test]
fn p02_a_waker_is_dropped_with_the_handle_that_stored_it() {
    race(20, |mut handle, waker| {
        poll(&mut handle, waker);
    });
}

#[test]
fn p07_a_handle_resolves_though_its_waker_has_changed() {
    race(100, |mut handle, waker| {
        if !poll(&mut handle, waker) {
            assert!(block_on(handle).is_ok());
        }
    });
}

#[test]
fn p07_an_aborted_handle_resolves() {
    race(50, |handle, _| {
        handle.abort();
        if let Err(error) = block_on(handle) {
            assert!(error.is_cancelled());
        }
    });
}
