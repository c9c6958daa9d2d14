//! The threads of the blocking pool.
//!
//! ```text
//!   push ──► Queue ──► Grow ──► start_thread ──► hook: into the runtime ──► work: next ──► run ──┐
//!    ▲                                                                             ▲             │
//!    └── the task was woken meanwhile ◄────────────────────────────────────────────┴─────────────┘
//! ```
//!
//! Rules
//! 1. Shut down without a deadline, the pool joins the threads that it has, the calling one aside.
//!    One that retired before is no longer among them, and may be in the destructors of its
//!    thread-locals still.
//! 2. A closure cannot panic here: the task that it is catches that. So threads and counts survive.
//!
//! Next: `park.rs`.

use super::queue::{Limits, Pushed, Queue};
use crate::sync::{Mutex, lock};
use crate::task::{Registry, Run, Schedule};
use std::sync::{Arc, Weak};
use std::thread::{self, JoinHandle};
use std::time::Instant;

/// Runs its argument, the whole work of one thread, in the surroundings that the work needs.
pub(crate) type Hook = Box<dyn Fn(&dyn Fn()) + Send + Sync>;

pub(crate) struct Pool {
    pub(crate) queue: Queue<Arc<dyn Run>>,
    registry: Registry,
    threads: Mutex<Vec<JoinHandle<()>>>,
    name: String,
    hook: Hook,
    /// Itself, for the threads that it starts: each keeps the pool alive while it works.
    me: Weak<Pool>,
}

impl Pool {
    pub(crate) fn new(limits: Limits, name: String, hook: Hook) -> Arc<Pool> {
        Arc::new_cyclic(|me| Pool {
            queue: Queue::new(limits),
            registry: Registry::default(),
            threads: Mutex::default(),
            name,
            hook,
            me: me.clone(),
        })
    }

    /// Takes a task. A `bounded` one that finds the queue full is rejected through its handle.
    pub(crate) fn push(&self, task: Arc<dyn Run>, bounded: bool) {
        match self.queue.push(task, bounded) {
            Pushed::Taken => {}
            Pushed::Grow => self.start_thread(),
            Pushed::Full(task) => task.end(Some("the queue of the blocking pool is full")),
            Pushed::Closed(task) => task.end(None),
        }
    }

    /// Starts a thread that the queue has counted. If the system refuses it and there is no other,
    /// so does the pool refuse what waits.
    fn start_thread(&self) {
        let pool = self.me.upgrade().expect("who calls this holds the pool");
        let work = move || (pool.hook)(&|| pool.work());
        // Held while the thread starts, so that `join` finds every thread that it has waited for.
        let mut threads = lock(&self.threads);
        let started = thread::Builder::new().name(self.name.clone()).spawn(work);
        threads.retain(|thread| !thread.is_finished());
        let started = started.map(|thread| threads.push(thread));
        drop(threads);
        if started.is_err() {
            let orphans = self.queue.refused();
            let why = "the system refused the blocking pool its only thread";
            orphans.iter().for_each(|task| task.end(Some(why)));
        }
    }

    fn work(&self) {
        let mut first = true;
        while let Some(task) = self.queue.next(std::mem::take(&mut first)) {
            if let Some(woken) = task.run() {
                self.push(woken, false);
            }
        }
    }

    /// Drops what has not started and what waits for a waker; refuses what comes.
    pub(crate) fn close(&self) {
        let waiting = self.queue.close();
        let parked = self.registry.close();
        waiting
            .iter()
            .chain(&parked)
            .for_each(|task| task.end(None));
    }

    /// Waits for what has started. After `deadline` the threads that remain are left to themselves.
    pub(crate) fn join(&self, deadline: Option<Instant>) {
        let me = thread::current().id();
        let is_me = |thread: &JoinHandle<()>| thread.thread().id() == me;
        let staying = lock(&self.threads).iter().any(is_me);
        if !self.queue.wait_until_left(staying.into(), deadline) {
            return;
        }
        let mut threads = std::mem::take(&mut *lock(&self.threads));
        // What has left may still be in the destructors of its thread-locals: no deadline waits for
        // those.
        threads.retain(|thread| !is_me(thread) && (deadline.is_none() || thread.is_finished()));
        // Tasks do not panic; a hook that does has been reported.
        threads.into_iter().for_each(|thread| drop(thread.join()));
    }
}

impl Schedule for Pool {
    /// A woken future: it has been accepted once and is never refused for want of room.
    fn schedule(&self, task: Arc<dyn Run>) {
        self.push(task, false);
    }

    fn registry(&self) -> &Registry {
        &self.registry
    }
}
