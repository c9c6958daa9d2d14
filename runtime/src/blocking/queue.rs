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
//! 2. A push that notifies takes one thread off `idle` itself, so that two pushes never count on one sleeper.
//! 3. A thread leaves only when it was not notified and nothing waits: no job is left behind by the last one.
//! 4. `threads` counts from the decision to start one, so that the limit holds however many push at once.
//! 5. Jobs come out to be dropped or cancelled by the caller: never under the lock.
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
    limits: Limits,
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
    threads: usize,
    /// Sleepers that no push has counted on.
    idle: usize,
    /// Sleepers that a push has counted on and that have not woken yet.
    notified: usize,
    /// Threads that a push asked for and that have not come for their first job yet.
    starting: usize,
    rejected: u64,
    closed: bool,
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
        let (waiting, threads, idle, notified) = (VecDeque::new(), 0, 0, 0);
        let (starting, rejected, closed) = (0, 0, false);
        let state = State {
            waiting,
            threads,
            idle,
            notified,
            starting,
            rejected,
            closed,
        };
        let (available, left) = (Condvar::new(), Condvar::new());
        Queue {
            state: Mutex::new(state),
            available,
            left,
            limits,
        }
    }

    /// Puts a job at the end. `bounded` jobs are refused when as many wait as may.
    pub(crate) fn push(&self, job: T, bounded: bool) -> Pushed<T> {
        let mut state = lock(&self.state);
        if state.closed {
            return Pushed::Closed(job);
        }
        if bounded && self.is_full(&state) {
            state.rejected += 1;
            return Pushed::Full(job);
        }
        state.waiting.push_back(job);
        if state.idle > 0 {
            state.idle -= 1;
            state.notified += 1;
            drop(state);
            self.available.notify_one();
            return Pushed::Taken;
        }
        self.grow(&mut state)
    }

    /// Whether another job would wait beyond the bound. Jobs that a thread is on its way to do not wait.
    fn is_full(&self, state: &State<T>) -> bool {
        let served = state.idle > 0 || state.threads < self.limits.threads;
        let waiting = state
            .waiting
            .len()
            .saturating_sub(state.notified + state.starting);
        !served && self.limits.waiting.is_some_and(|most| waiting >= most)
    }

    fn grow(&self, state: &mut State<T>) -> Pushed<T> {
        if state.threads >= self.limits.threads {
            return Pushed::Taken;
        }
        state.threads += 1;
        state.starting += 1;
        Pushed::Grow
    }

    /// A thread that was asked for is there; it calls `next` now.
    pub(crate) fn arrive(&self) {
        lock(&self.state).starting -= 1;
    }

    /// A thread is counted and started before there is a job for it. False when the limit is reached.
    pub(crate) fn grow_ahead(&self) -> bool {
        matches!(self.grow(&mut lock(&self.state)), Pushed::Grow)
    }

    /// The system refused the thread that a push asked for. If that leaves none, answers the jobs that nobody will take.
    pub(crate) fn refused(&self) -> Vec<T> {
        let mut state = lock(&self.state);
        state.threads -= 1;
        state.starting -= 1;
        if state.threads > 0 {
            return Vec::new();
        }
        state.rejected += state.waiting.len() as u64;
        state.waiting.drain(..).collect()
    }

    /// The next job for the calling thread; `None` tells it to leave, and counts it out.
    pub(crate) fn next(&self) -> Option<T> {
        let mut state = lock(&self.state);
        loop {
            if let Some(job) = state.waiting.pop_front() {
                return Some(job);
            }
            if state.closed {
                break;
            }
            state.idle += 1;
            let patience =
                (state.threads > self.limits.core_threads).then_some(self.limits.keep_alive);
            let notified;
            (state, notified) = self.sleep(state, patience);
            if !notified {
                break;
            }
        }
        state.threads -= 1;
        drop(state);
        self.left.notify_all();
        None
    }

    /// Sleeps until a push counts on this thread (true), or until its patience or the pool ends (false).
    fn sleep<'a>(
        &'a self,
        mut state: crate::sync::MutexGuard<'a, State<T>>,
        patience: Option<Duration>,
    ) -> (crate::sync::MutexGuard<'a, State<T>>, bool) {
        loop {
            let timed_out;
            (state, timed_out) = match patience {
                Some(patience) => wait_timeout(&self.available, state, patience),
                None => (wait(&self.available, state), false),
            };
            if state.notified > 0 {
                state.notified -= 1;
                return (state, true);
            }
            if timed_out || state.closed {
                state.idle -= 1;
                return (state, false);
            }
        }
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
        while state.threads > staying {
            match deadline.map(|deadline| deadline.saturating_duration_since(Instant::now())) {
                Some(Duration::ZERO) => return false,
                Some(patience) => (state, _) = wait_timeout(&self.left, state, patience),
                None => state = wait(&self.left, state),
            }
        }
        true
    }

    /// How many threads there are, how many of them are idle, how many jobs wait, how many were rejected.
    pub(crate) fn depth(&self) -> (usize, usize, usize, u64) {
        let state = lock(&self.state);
        (
            state.threads,
            state.idle,
            state.waiting.len(),
            state.rejected,
        )
    }
}
