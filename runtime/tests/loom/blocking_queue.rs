//! Tasks, threads that come and go, and the end of the pool: `blocking/queue.rs`.
//!
//! Proves, for two tasks and up to two threads:
//! 1. P16: every task is run or handed back, exactly once: none is left to a thread that goes idle, leaves
//!    because its time ran out, or is told to leave.
//! 2. P18: when the system refuses a thread, its task waits for another, or is handed back if there is none.
//! 3. P19: a thread leaves when its time runs out, but never one of those that are to stay.
//! 4. P20: whoever waits for the threads to leave is woken when they have.
//!
//! The model plays the part of `pool.rs`: it starts the threads, and says which of them the system refuses. Time
//! runs out whenever loom likes. Explores about 84,000 executions.

use super::{Count, explore};
use crate::blocking::Limits;
use crate::blocking::queue::{Pushed, Queue};
use ::loom::sync::Notify;
use ::loom::thread;
use std::sync::Arc;
use std::time::Duration;

struct Pool {
    queue: Queue<usize>,
    /// Which thread the system refuses, counted from 1.
    refused: fn(usize) -> bool,
    asked: Count,
    ran: Count,
    ended: [Count; 2],
    an_end: Notify,
    closed: Count,
}

fn pool(threads: usize, core_threads: usize, refused: fn(usize) -> bool) -> Arc<Pool> {
    let (waiting, keep_alive) = (None, Duration::from_secs(1));
    Arc::new(Pool {
        queue: Queue::new(Limits {
            threads,
            waiting,
            core_threads,
            keep_alive,
        }),
        refused,
        asked: Count::default(),
        ran: Count::default(),
        ended: Default::default(),
        an_end: Notify::new(),
        closed: Count::default(),
    })
}

impl Pool {
    fn push(self: &Arc<Pool>, task: usize) {
        match self.queue.push(task, false) {
            Pushed::Taken => {}
            Pushed::Full(task) | Pushed::Closed(task) => self.end(task),
            Pushed::Grow if (self.refused)(self.asked.add()) => {
                self.queue
                    .refused()
                    .into_iter()
                    .for_each(|task| self.end(task));
            }
            Pushed::Grow => {
                let pool = self.clone();
                thread::spawn(move || pool.work());
            }
        }
    }

    fn work(&self) {
        let mut first = true;
        while let Some(task) = self.queue.next(std::mem::take(&mut first)) {
            self.ran.add();
            self.end(task);
        }
        let stay = self.queue.count().0.threads >= self.queue.limits.core_threads;
        assert!(
            stay || self.closed.get() > 0,
            "a thread that was to stay has left"
        );
    }

    fn end(&self, task: usize) {
        self.ended[task].add();
        self.an_end.notify();
    }

    fn wait_for(&self, task: usize) {
        while self.ended[task].get() == 0 {
            self.an_end.wait();
        }
    }

    fn shutdown(&self) {
        self.closed.add();
        self.queue
            .close()
            .into_iter()
            .for_each(|task| self.end(task));
        assert!(self.queue.wait_until_left(0, None));
    }
}

/// Two threads push a task each while the pool's threads come, idle and go; `early` is a shutdown meanwhile.
fn race(least: usize, early: bool, pool: fn() -> Arc<Pool>, least_run: usize) {
    explore(least, move || {
        let pool = pool();
        let other = pool.clone();
        let other = thread::spawn(move || other.push(1));
        pool.push(0);
        if !early {
            pool.wait_for(0);
            pool.wait_for(1);
        }
        pool.shutdown();
        other.join().unwrap();
        assert_eq!((pool.ended[0].get(), pool.ended[1].get()), (1, 1));
        assert!(
            pool.ran.get() >= least_run,
            "a task was handed back although there was a thread"
        );
    });
}

/// One thread pushes a task when the one before is over, and its thread about to idle or to leave.
fn one_by_one(least: usize, pool: fn() -> Arc<Pool>) {
    explore(least, move || {
        let pool = pool();
        for task in 0..2 {
            pool.push(task);
            pool.wait_for(task);
        }
        pool.shutdown();
        assert_eq!(pool.ran.get(), 2);
    });
}

#[test]
fn p16_no_task_is_left_to_a_thread_that_goes_idle() {
    one_by_one(100, || pool(1, 1, |_| false));
}

#[test]
fn p16_no_task_of_two_pushers_is_left() {
    race(5_000, false, || pool(1, 1, |_| false), 2);
}

#[test]
fn p19_no_task_is_left_to_a_thread_that_leaves() {
    one_by_one(100, || pool(1, 0, |_| false));
}

#[test]
fn p19_a_thread_that_is_to_stay_stays() {
    one_by_one(1_000, || pool(2, 1, |_| false));
}

#[test]
fn p20_a_shutdown_that_meets_a_push_waits_for_its_thread() {
    race(5_000, true, || pool(2, 1, |_| false), 0);
}

#[test]
fn p18_a_task_whose_thread_is_refused_waits_for_another() {
    race(500, false, || pool(2, 1, |nth| nth == 1), 1);
}

#[test]
fn p18_a_task_is_handed_back_when_no_thread_is_to_be_had() {
    race(50, false, || pool(2, 1, |_| true), 0);
}

#[test]
fn p18_a_shutdown_does_not_wait_for_a_thread_that_was_refused() {
    race(50, true, || pool(2, 1, |_| true), 0);
}
