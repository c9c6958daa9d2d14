//! The state word of a task at its end: `complete`, `join`, `forget` and `is_complete` of `task/state.rs`.
//!
//! Proves, for a poller that completes while the handle is polled or dropped (P02, P07):
//! 1. The output is taken or dropped exactly once, by exactly one of the two, who sees it whole.
//! 2. A handle that has stored a waker is woken, or told at once that the output is there.
//! 3. Who wakes it sees the waker that was stored; whoever drops that waker instead is alone with it.
//!
//! Output and waker are loom cells: the word alone orders them. Explores about 100 executions.

use super::{Count, explore};
use crate::sync::{Condvar, Mutex, lock, wait};
use crate::task::state::{Completed, State};
use ::loom::cell::UnsafeCell;
use ::loom::thread;
use std::sync::Arc;

struct Task {
    state: State,
    output: UnsafeCell<()>,
    joiner: UnsafeCell<()>,
    taken: Count,
    woken: Mutex<bool>,
    wake: Condvar,
}

impl Task {
    fn take_output(&self) {
        self.output.with_mut(|_| ());
        self.taken.add();
    }

    /// The last poll.
    fn complete(&self) {
        assert!(self.state.start());
        self.output.with_mut(|_| ());
        match self.state.complete() {
            Completed::Keep => {}
            Completed::Discard => self.take_output(),
            Completed::WakeJoiner => {
                self.joiner.with_mut(|_| ());
                *lock(&self.woken) = true;
                self.wake.notify_one();
            }
        }
    }

    /// Polls the handle; true if it is ready.
    fn join(&self) -> bool {
        if !self.state.is_complete() {
            self.joiner.with_mut(|_| ());
            if !self.state.join() {
                return false;
            }
        }
        self.take_output();
        true
    }

    /// Drops the handle.
    fn forget(&self) {
        match self.state.forget() {
            (true, _) => self.take_output(),
            (false, true) => self.joiner.with_mut(|_| ()),
            (false, false) => {}
        }
    }
}

#[expect(
    clippy::arc_with_non_send_sync,
    reason = "loom's threads share a real one"
)]
fn race(least: usize, handle: fn(&Task)) {
    explore(least, move || {
        let task = Arc::new(Task {
            state: State::new(),
            output: UnsafeCell::new(()),
            joiner: UnsafeCell::new(()),
            taken: Count::default(),
            woken: Mutex::new(false),
            wake: Condvar::new(),
        });
        let poller = task.clone();
        let poller = thread::spawn(move || poller.complete());
        handle(&task);
        poller.join().unwrap();
        assert_eq!(task.taken.get(), 1);
    });
}

#[test]
fn p07_a_handle_that_waits_is_woken() {
    race(20, |task| {
        if task.join() {
            return;
        }
        let mut woken = lock(&task.woken);
        while !*woken {
            woken = wait(&task.wake, woken);
        }
        drop(woken);
        assert!(task.join());
    });
}

#[test]
fn p02_an_output_is_dropped_once_when_the_handle_is_dropped() {
    race(3, |task| task.forget());
}

#[test]
fn p02_an_output_is_dropped_once_when_the_handle_was_polled_and_is_dropped() {
    race(10, |task| {
        if !task.join() {
            task.forget();
        }
    });
}
