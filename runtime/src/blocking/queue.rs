//! Who waits for a thread, who waits for a job, and when another thread is worth starting.
//!
//! ```text
//!   push ──► waiting: FIFO ──► next ──► a thread runs it
//!     │                          │
//!     ├─ an idle thread?  notify it                 nothing to do: idle, for `keep_alive`,
//!     ├─ below the limit? the caller starts one     then the thread leaves
//!     └─ else it waits for whoever comes free
//! ```
//!
//! Rules
//! 1. Jobs start in the order in which they were pushed.
//! 2. As many jobs as there are idle and starting threads are taken care of: each of those takes one. A push
//!    beyond that starts a thread, until the limit. `threads` counts from that decision.
//! 3. A thread that wakes looks for a job before it leaves, whatever it was woken by: none is left behind.
//! 4. Jobs come out to be dropped or cancelled by the caller: never under the lock.
//!
//! Next: `blocking/pool.rs`.

use crate::sync::{Condvar, Mutex, lock, wait, wait_timeout};
use std::collections::VecDeque;
use std::time::{Duration, Instant};

pub(crate) struct Queue<T> {
    state: Mutex<State<T>>,
    /// Idle threads sleep here.
    available: Condvar,
    /// Whoever waits for the threads to leave sleeps here.
    left: Condvar,
    pub(crate) limits: Limits,
}

/// How far a pool may grow.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) threads: usize,
    /// How many bounded jobs may wait; `None` is without bound.
    pub(crate) waiting: Option<usize>,
    /// How many threads stay when there is nothing to do.
    pub(crate) core_threads: usize,
    /// How long a thread above `core_threads` stays idle.
    pub(crate) keep_alive: Duration,
}

struct State<T> {
    waiting: VecDeque<T>,
    count: Count,
    closed: bool,
}

/// The threads and jobs of a pool.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Count {
    pub(crate) threads: usize,
    /// Of the threads, those that sleep.
    pub(crate) idle: usize,
    /// Of the threads, those that a push asked for and that have not come for their first job.
    starting: usize,
    pub(crate) rejected: u64,
}

/// What a push leaves to its caller.
#[must_use]
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Pushed<T> {
    Taken,
    /// Taken, and the caller starts a thread for it, which is counted already.
    Grow,
    /// The bound is reached.
    Full(T),
    Closed(T),
}

impl<T> Queue<T> {
    pub(crate) fn new(limits: Limits) -> Queue<T> {
        let (waiting, count) = (VecDeque::new(), Count::default());
        let state = Mutex::new(State {
            waiting,
            count,
            closed: false,
        });
        let (available, left) = (Condvar::new(), Condvar::new());
        Queue {
            state,
            available,
            left,
            limits,
        }
    }

    // ANCHOR: push
    /// Puts a job at the end. `bounded` jobs are refused when as many wait as may.
    pub(crate) fn push(&self, job: T, bounded: bool) -> Pushed<T> {
        let mut state = lock(&self.state);
        let State {
            waiting,
            count,
            closed,
        } = &mut *state;
        if *closed {
            return Pushed::Closed(job);
        }
        let served = waiting.len() < count.idle + count.starting;
        let grow = !served && count.threads < self.limits.threads;
        let unserved = waiting.len().saturating_sub(count.idle + count.starting);
        if bounded && !served && !grow && self.limits.waiting.is_some_and(|most| unserved >= most) {
            count.rejected += 1;
            return Pushed::Full(job);
        }
        waiting.push_back(job);
        if grow {
            count.threads += 1;
            count.starting += 1;
            return Pushed::Grow;
        }
        let sleeps = count.idle > 0;
        drop(state);
        if sleeps {
            self.available.notify_one();
        }
        Pushed::Taken
    }
    // ANCHOR_END: push

    /// The system refused a thread that was asked for. If there is no other, answers the jobs that nobody will take.
    pub(crate) fn refused(&self) -> Vec<T> {
        let mut state = lock(&self.state);
        let State { waiting, count, .. } = &mut *state;
        count.threads -= 1;
        count.starting -= 1;
        let orphans = if count.threads == 0 { waiting.len() } else { 0 };
        count.rejected += orphans as u64;
        let orphans = waiting.drain(..orphans).collect();
        drop(state);
        self.left.notify_all();
        orphans
    }

    /// The next job for the calling thread, which comes for its `first` or another one; `None` tells it to leave, and counts it out.
    pub(crate) fn next(&self, first: bool) -> Option<T> {
        let mut state = lock(&self.state);
        state.count.starting -= usize::from(first);
        let mut timed_out = false;
        loop {
            if let Some(job) = state.waiting.pop_front() {
                return Some(job);
            }
            // One that is only starting may yet be refused, and does not count.
            let there = state.count.threads - state.count.starting;
            let spare = there > self.limits.core_threads;
            if state.closed || (timed_out && spare) {
                break;
            }
            state.count.idle += 1;
            let patience = if spare {
                self.limits.keep_alive
            } else {
                Duration::MAX
            };
            (state, timed_out) = wait_timeout(&self.available, state, patience);
            state.count.idle -= 1;
        }
        state.count.threads -= 1;
        drop(state);
        self.left.notify_all();
        None
    }

    /// Refuses further jobs, sends idle threads away and answers the jobs that have not started.
    pub(crate) fn close(&self) -> Vec<T> {
        let mut state = lock(&self.state);
        state.closed = true;
        let waiting = state.waiting.drain(..).collect();
        drop(state);
        self.available.notify_all();
        waiting
    }

    /// Waits until at most `staying` threads are left. False if `deadline` came first.
    pub(crate) fn wait_until_left(&self, staying: usize, deadline: Option<Instant>) -> bool {
        let mut state = lock(&self.state);
        while state.count.threads > staying {
            let Some(deadline) = deadline else {
                state = wait(&self.left, state);
                continue;
            };
            let patience = deadline.saturating_duration_since(Instant::now());
            if patience.is_zero() {
                return false;
            }
            (state, _) = wait_timeout(&self.left, state, patience);
        }
        true
    }

    /// The figures, and how many jobs wait.
    pub(crate) fn count(&self) -> (Count, usize) {
        let state = lock(&self.state);
        (state.count, state.waiting.len())
    }
}
