//! The state word of a task while it is polled: `start`, `idle`, `wake` and `abort` of `task/state.rs`.
//!
//! Proves
//! 1. P01: one thread polls at a time, and each poll sees what the one before it did.
//! 2. P03: the last of several wakes is followed by a poll that sees what was done before every one of them;
//!    the task is never in the queue twice; n wakes give at most n polls.
//! 3. P07: an abort is not lost either, and nothing comes of what is asked after completion.
//!
//! Explores about 19,000 executions.

use super::{Count, explore};
use crate::sync::atomic::AtomicBool;
use crate::sync::atomic::Ordering::Relaxed;
use crate::sync::{Condvar, Mutex, lock, wait};
use crate::task::state::State;
use ::loom::cell::UnsafeCell;
use ::loom::thread;
use std::sync::Arc;

struct Task {
    state: State,
    /// How many entries the task has in the queue; `None` once it is complete.
    queue: Mutex<Option<usize>>,
    pushed: Condvar,
    /// What the poller owns: loom reports two pollers of whom neither has seen the other's poll.
    stage: UnsafeCell<()>,
    /// What the wakers do before they wake.
    done: [AtomicBool; 2],
    polls: Count,
}

impl Task {
    /// A task in a queue that waits for `wakers` wakers.
    #[expect(
        clippy::arc_with_non_send_sync,
        reason = "loom's threads share a real one"
    )]
    fn new(wakers: usize) -> Arc<Task> {
        Arc::new(Task {
            state: State::new(),
            queue: Mutex::new(Some(1)),
            pushed: Condvar::new(),
            stage: UnsafeCell::new(()),
            done: [AtomicBool::new(wakers < 1), AtomicBool::new(wakers < 2)],
            polls: Count::default(),
        })
    }

    fn push(&self) {
        let entries = lock(&self.queue).replace(1);
        assert_eq!(
            entries,
            Some(0),
            "the task is in the queue already, or is complete"
        );
        self.pushed.notify_one();
    }

    fn pop(&self) -> bool {
        let mut queue = lock(&self.queue);
        while *queue == Some(0) {
            queue = wait(&self.pushed, queue);
        }
        *queue = queue.map(|_| 0);
        queue.is_some()
    }

    /// A thread of the scheduler, until the task is complete.
    fn work(&self) {
        while self.pop() {
            let wanted = self.state.start();
            self.stage.with_mut(|_| ());
            self.polls.add();
            if !wanted || self.done.iter().all(|done| done.load(Relaxed)) {
                let _ = self.state.complete();
                *lock(&self.queue) = None;
                self.pushed.notify_all();
            } else if !self.state.idle() {
                self.push();
            }
        }
    }

    fn wake(&self, waker: usize) {
        self.done[waker].store(true, Relaxed);
        if self.state.wake() {
            self.push();
        }
    }
}

#[test]
fn p03_no_wake_is_lost_and_none_gives_more_than_one_poll() {
    explore(3_000, || {
        let task = Task::new(2);
        for n in 0..2 {
            let waker = task.clone();
            thread::spawn(move || waker.wake(n));
        }
        task.work();
        assert!(task.polls.get() <= 3);
    });
}

#[test]
fn p01_one_thread_polls_at_a_time() {
    explore(1_000, || {
        let task = Task::new(1);
        let (worker, waker) = (task.clone(), task.clone());
        thread::spawn(move || worker.work());
        thread::spawn(move || waker.wake(0));
        task.work();
    });
}

#[test]
fn p07_an_abort_is_not_lost() {
    explore(2_000, || {
        let task = Task::new(2);
        let (waker, aborter) = (task.clone(), task.clone());
        let waker = thread::spawn(move || waker.wake(0));
        let aborter = thread::spawn(move || aborter.state.abort().then(|| aborter.push()));
        task.work();
        waker.join().unwrap();
        aborter.join().unwrap();
        assert!(!task.state.wake() && !task.state.abort());
    });
}
