//! The tasks that wait for a waker, so that shutdown can find them.
//!
//! A task in a queue is owned by the queue. A task that has parked is owned by whatever will wake
//! it, and that may be nothing: so it is entered here at its first park, and stays until it
//! completes.
//!
//! Rules
//! 1. A task is entered before it becomes idle, by the thread that polls it.
//! 2. After `close` nothing can be entered: the poller cancels the task instead. So no task
//!    outlives its runtime, and the circle registry → task → home → registry is always opened by
//!    hand.
//! 3. No task is dropped while the lock is held.
//!
//! Next: `task/local.rs`.

use super::Run;
use crate::sync::{Mutex, lock};
use slab::Slab;
use std::num::NonZeroU32;
use std::sync::Arc;

/// A key of the slab, plus 1: so that there being none costs a task no room.
pub(crate) type Entry = NonZeroU32;

#[derive(Default)]
pub(crate) struct Registry(Mutex<Entries>);

#[derive(Default)]
struct Entries {
    closed: bool,
    tasks: Slab<Arc<dyn Run>>,
}

impl Registry {
    /// Enters a task and answers its entry, or `None` if the runtime is shutting down.
    pub(crate) fn enter(&self, task: Arc<dyn Run>) -> Option<Entry> {
        let mut entries = lock(&self.0);
        let key = (!entries.closed).then(|| entries.tasks.insert(task))?;
        Entry::new(key as u32 + 1)
    }

    /// Takes a completed task out. After `close` the entry means nothing any more, and nothing
    /// happens.
    pub(crate) fn leave(&self, entry: Entry) {
        let task = lock(&self.0).tasks.try_remove(entry.get() as usize - 1);
        drop(task);
    }

    /// Refuses further tasks, aborts those that are there, and hands over the idle ones to be
    /// finished.
    ///
    /// All are aborted before the first is finished: the drop of one future may wake any other, and
    /// a wake of an aborted task does nothing. Otherwise a chain of tasks would be dropped by
    /// recursion.
    pub(crate) fn close(&self) -> Vec<Arc<dyn Run>> {
        let mut entries = lock(&self.0);
        entries.closed = true;
        let mut tasks: Vec<_> = entries.tasks.drain().collect();
        drop(entries);
        tasks.retain(|task| task.state().abort());
        tasks
    }

    /// How many tasks have parked at least once and not completed.
    pub(crate) fn len(&self) -> usize {
        lock(&self.0).tasks.len()
    }
}
