//! Which tasks wait for a thread, which threads wait for a task, and when another thread is worth
//! starting.
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
//! 1. Tasks start in the order in which they were pushed.
//! 2. As many tasks as there are idle and starting threads are taken care of: each of those takes
//!    one. A push beyond that starts a thread, until the limit. `threads` counts from that
//!    decision.
//! 3. A thread that comes back from its sleep looks for a task before it leaves, whatever the sleep
//!    was ended by: none is left behind.
//! 4. Tasks come out to be dropped or cancelled by the caller: never under the lock.
//!
//! Next: `blocking/pool.rs`.

use crate::sync::{Condvar, Mutex, lock, wait, wait_timeout};
use std::collections::VecDeque;
use std::time::{Duration, Instant};

pub(crate) struct Queue<T> {
    ledger: Mutex<Ledger<T>>,
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
    /// How many tasks may wait whose push is bounded; `None` is without bound.
    pub(crate) waiting: Option<usize>,
    /// How many threads stay when there is nothing to do.
    pub(crate) core_threads: usize,
    /// How long a thread above `core_threads` stays idle.
    pub(crate) keep_alive: Duration,
}

/// What stands under the lock.
struct Ledger<T> {
    waiting: VecDeque<T>,
    count: Count,
    closed: bool,
}

/// The threads and tasks of a pool.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Count {
    pub(crate) threads: usize,
    /// Of the threads, those that sleep.
    pub(crate) idle: usize,
    /// Of the threads, those that a push asked for and that have not come for their first task.
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
        let ledger = Mutex::new(Ledger {
            waiting,
            count,
            closed: false,
        });
        let (available, left) = (Condvar::new(), Condvar::new());
        Queue {
            ledger,
            available,
            left,
            limits,
        }
    }

    // ANCHOR: push
    /// Puts a task at the end. A `bounded` push is refused when as many wait as may.
    pub(crate) fn push(&self, task: T, bounded: bool) -> Pushed<T> {
        let mut ledger = lock(&self.ledger);
        let Ledger {
            waiting,
            count,
            closed,
        } = &mut *ledger;
        if *closed {
            return Pushed::Closed(task);
        }
        let served = waiting.len() < count.idle + count.starting;
        let grow = !served && count.threads < self.limits.threads;
        let unserved = waiting.len().saturating_sub(count.idle + count.starting);
        if bounded && !served && !grow && self.limits.waiting.is_some_and(|most| unserved >= most) {
            count.rejected += 1;
            return Pushed::Full(task);
        }
        waiting.push_back(task);
        if grow {
            count.threads += 1;
            count.starting += 1;
            return Pushed::Grow;
        }
        let sleeps = count.idle > 0;
        drop(ledger);
        if sleeps {
            self.available.notify_one();
        }
        Pushed::Taken
    }
    // ANCHOR_END: push

    /// The system refused a thread that was asked for. If there is no other, answers the tasks that
    /// nobody will take.
    pub(crate) fn refused(&self) -> Vec<T> {
        let mut ledger = lock(&self.ledger);
        let Ledger { waiting, count, .. } = &mut *ledger;
        count.threads -= 1;
        count.starting -= 1;
        let orphans = if count.threads == 0 { waiting.len() } else { 0 };
        count.rejected += orphans as u64;
        let orphans = waiting.drain(..orphans).collect();
        drop(ledger);
        self.left.notify_all();
        orphans
    }

    /// The next task for the calling thread, which comes for its `first` or another one; `None`
    /// tells it to leave, and counts it out.
    pub(crate) fn next(&self, first: bool) -> Option<T> {
        let mut ledger = lock(&self.ledger);
        ledger.count.starting -= usize::from(first);
        let mut timed_out = false;
        loop {
            if let Some(task) = ledger.waiting.pop_front() {
                return Some(task);
            }
            // One that is only starting may yet be refused, and does not count.
            let there = ledger.count.threads - ledger.count.starting;
            let spare = there > self.limits.core_threads;
            if ledger.closed || (timed_out && spare) {
                break;
            }
            ledger.count.idle += 1;
            let patience = if spare {
                self.limits.keep_alive
            } else {
                Duration::MAX
            };
            (ledger, timed_out) = wait_timeout(&self.available, ledger, patience);
            ledger.count.idle -= 1;
        }
        ledger.count.threads -= 1;
        drop(ledger);
        self.left.notify_all();
        None
    }

    /// Refuses further tasks, sends idle threads away and answers the tasks that have not started.
    pub(crate) fn close(&self) -> Vec<T> {
        let mut ledger = lock(&self.ledger);
        ledger.closed = true;
        let waiting = ledger.waiting.drain(..).collect();
        drop(ledger);
        self.available.notify_all();
        waiting
    }

    /// Waits until at most `staying` threads are left. False if `deadline` came first.
    pub(crate) fn wait_until_left(&self, staying: usize, deadline: Option<Instant>) -> bool {
        let mut ledger = lock(&self.ledger);
        while ledger.count.threads > staying {
            let Some(deadline) = deadline else {
                ledger = wait(&self.left, ledger);
                continue;
            };
            let patience = deadline.saturating_duration_since(Instant::now());
            if patience.is_zero() {
                return false;
            }
            (ledger, _) = wait_timeout(&self.left, ledger, patience);
        }
        true
    }

    /// The figures, and how many tasks wait.
    pub(crate) fn count(&self) -> (Count, usize) {
        let ledger = lock(&self.ledger);
        (ledger.count, ledger.waiting.len())
    }
}
