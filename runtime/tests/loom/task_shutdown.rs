//! The end of a runtime for its tasks: `task/registry.rs`, with whole tasks and a scheduler of one queue.
//!
//! Proves, for a task that waits in the queue, is polled, parks for the first time or is woken meanwhile:
//! 1. P02, P20: its future is dropped exactly once, whoever finds the task, and nothing of it is left.
//! 2. P09, P20: its handle resolves to `is_cancelled`, also when it is spawned while the runtime ends.
//!
//! Explores about 13,000 executions.

use super::{Count, Token, block_on, explore, origin};
use crate::sync::{Condvar, Mutex, lock, wait};
use crate::task::{JoinHandle, Registry, Run, Schedule, Task};
use ::loom::thread;
use futures_task::ArcWake;
use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;

struct Home {
    /// `None` after shutdown.
    queue: Mutex<Option<Vec<Arc<dyn Run>>>>,
    pushed: Condvar,
    registry: Registry,
}

impl Schedule for Home {
    fn schedule(&self, task: Arc<dyn Run>) {
        let mut queue = lock(&self.queue);
        let Some(tasks) = &mut *queue else {
            drop(queue);
            return task.end(None);
        };
        tasks.push(task);
        self.pushed.notify_one();
    }

    fn registry(&self) -> &Registry {
        &self.registry
    }
}

impl Home {
    fn next(&self) -> Option<Arc<dyn Run>> {
        let mut queue = lock(&self.queue);
        while queue.as_ref().is_some_and(Vec::is_empty) {
            queue = wait(&self.pushed, queue);
        }
        queue.as_mut()?.pop()
    }

    fn work(&self) {
        while let Some(task) = self.next() {
            if let Some(woken) = task.run() {
                self.schedule(woken);
            }
        }
    }

    fn close(&self) {
        let queued = lock(&self.queue).take().expect("closed once");
        self.pushed.notify_all();
        let parked = self.registry.close();
        queued.iter().chain(&parked).for_each(|task| task.end(None));
    }
}

/// Shuts down while a worker polls a task that is never ready, and another thread wakes it, or spawns it.
fn race(least: usize, spawn: bool) {
    explore(least, move || {
        let home = Arc::new(Home {
            queue: Mutex::new(Some(Vec::new())),
            pushed: Condvar::new(),
            registry: Registry::default(),
        });
        let futures = Arc::new(Count::default());
        let inside = Token(futures.clone());
        let future = poll_fn(move |_| {
            let _inside = &inside;
            Poll::<()>::Pending
        });
        let task = Task::new(future, origin(), home.clone());
        let (handle, weak) = (JoinHandle::new(task.clone()), Arc::downgrade(&task));
        let (worker, spawner) = (home.clone(), home.clone());
        let worker = thread::spawn(move || worker.work());
        let other = if spawn {
            thread::spawn(move || spawner.schedule(task))
        } else {
            home.schedule(task.clone());
            thread::spawn(move || ArcWake::wake(task))
        };
        home.close();
        assert!(block_on(handle).unwrap_err().is_cancelled());
        worker.join().unwrap();
        other.join().unwrap();
        assert_eq!(
            (futures.get(), weak.strong_count(), home.registry.len()),
            (1, 0, 0)
        );
    });
}

#[test]
fn p20_shutdown_drops_a_task_once_wherever_it_is() {
    race(3_000, false);
}

#[test]
fn p09_a_task_that_is_spawned_during_shutdown_is_dropped_once() {
    race(1_000, true);
}
