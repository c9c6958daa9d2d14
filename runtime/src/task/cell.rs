//! The task itself: the future becomes the output in one place, and the whole is its own waker.
//!
//! ```text
//!            Arc<Task<F>>
//!   ┌──────────┬───────┬────────┬───────────────────────────┬────────────────┐
//!   │ origin   │ home  │ state  │ stage: future → output    │ joiner: Waker  │
//!   └──────────┴───────┴────────┴───────────────────────────┴────────────────┘
//!     fixed at spawn     atomic   locked by the one poller,   locked for a few
//!                                 then by the handle          instructions
//! ```
//!
//! Rules
//! 1. The stage's lock is as good as never contended: `state` admits one poller, and the handle
//!    comes after `complete`, at worst while `settle` is about to let go. It stands here because it
//!    is the safe way to say so.
//! 2. Panics are caught in the poll, in the drops of future and output, and in the wake at the end.
//!    The clone and the drop of the joiner's waker are not guarded: they run in the poll or the
//!    drop of the handle, as the joiner's.
//! 3. A task woken during its poll is *returned* by `run`, so that the queue's owner pushes it.
//!    Nothing here touches a task after it was published.
//! 4. An output that nobody will take is dropped by whoever learns it first: `settle`, or the
//!    handle's drop.
//!
//! Next: `task/join.rs`, the other end of the output.

use super::error::Cause;
use super::state::{Completed, State};
use super::{Entry, JoinError, JoinHandle, Origin, Registry, budget};
use crate::contain::{caught, contain};
use crate::sync::{Mutex, MutexGuard, lock};
use futures_task::{ArcWake, waker_ref};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

/// What a scheduler owes a task: a place to wait for its turn, and a list to be found by at
/// shutdown.
pub(crate) trait Schedule: Send + Sync {
    /// Takes a task that is ready. After shutdown it cancels the task instead.
    fn schedule(&self, task: Arc<dyn Run>);
    /// Where tasks are entered when they first park.
    fn registry(&self) -> &Registry;
}

/// What can be spawned: everything about the future may move to another thread.
pub(crate) trait Spawnable: Future<Output: Send + 'static> + Send + 'static {}

impl<F: Future<Output: Send + 'static> + Send + 'static> Spawnable for F {}

/// A task as a queue sees it.
pub(crate) trait Run: Send + Sync {
    /// Polls once. A task that was woken meanwhile is given back, and the caller schedules it.
    fn run(self: Arc<Self>) -> Option<Arc<dyn Run>>;
    /// Finishes a task whose queue entry the caller holds, without polling it: the future is
    /// dropped here and now. With a reason it counts as rejected, without one as cancelled.
    fn end(&self, rejected: Option<&'static str>);
    /// Asks that the future be dropped; an idle task is scheduled for it.
    fn abort(self: Arc<Self>);
    fn origin(&self) -> &Origin;
    fn state(&self) -> &State;
}

/// A task as its `JoinHandle` sees it.
pub(crate) trait Join<T>: Run {
    /// The output once complete; until then `waker` is kept and woken at the end.
    fn poll_join(&self, waker: &Waker) -> Poll<Result<T, JoinError>>;
    /// The handle is gone.
    fn forget(&self);
}

// ANCHOR: task
pub(crate) struct Task<F: Future> {
    // Fixed at spawn.
    origin: Origin,
    home: Arc<dyn Schedule>,
    // Atomic; see state.rs.
    state: State,
    // Whoever holds RUNNING; after COMPLETE the handle.
    stage: Mutex<Stage<F>>,
    // The handle's waker, stored by `poll_join`; taken by `settle`, by `forget`, or by `poll_join`
    // if it came too late.
    joiner: Mutex<Option<Waker>>,
}

struct Stage<F: Future> {
    content: Content<F>,
    /// The entry in the home's registry, once the task has parked.
    entry: Option<Entry>,
}

enum Content<F: Future> {
    Future(Pin<Box<F>>),
    Output(Result<F::Output, JoinError>),
    Empty,
}
// ANCHOR_END: task

impl<F: Spawnable> Task<F> {
    /// A task that the caller is about to schedule. Two allocations: the future, and all the rest.
    pub(crate) fn new(future: F, origin: Origin, home: Arc<dyn Schedule>) -> Arc<Task<F>> {
        let content = Content::Future(Box::pin(future));
        let entry = None;
        let stage = Mutex::new(Stage { content, entry });
        let (state, joiner) = (State::new(), Mutex::default());
        Arc::new(Task {
            origin,
            home,
            state,
            stage,
            joiner,
        })
    }

    /// Puts a new task in its first queue.
    pub(crate) fn launch(self: Arc<Self>) -> JoinHandle<F::Output> {
        self.home.schedule(self.clone());
        JoinHandle::new(self)
    }

    // ANCHOR: poll
    /// Polls the future once. False when that was the last time, and the output is stored.
    fn poll(self: &Arc<Self>) -> bool {
        let waker = waker_ref(self);
        let mut cx = Context::from_waker(&waker);
        let mut stage = lock(&self.stage);
        let Content::Future(future) = &mut stage.content else {
            unreachable!("a task that may be started holds a future");
        };
        budget::begin(Some(self.origin.id));
        let polled = caught(|| future.as_mut().poll(&mut cx));
        budget::end(None);
        let output = match polled {
            Ok(Poll::Ready(output)) => Ok(output),
            Ok(Poll::Pending) if self.may_park(&mut stage) => return true,
            Ok(Poll::Pending) => Err(self.error(Cause::Cancelled)),
            Err(panic) => Err(self.error(Cause::Panic(Mutex::new(panic)))),
        };
        self.settle(stage, output);
        false
    }
    // ANCHOR_END: poll

    /// At the first park, makes the task known to its runtime. False if that is shutting down.
    fn may_park(self: &Arc<Self>, stage: &mut Stage<F>) -> bool {
        if stage.entry.is_none() && !self.state.is_scheduled() {
            stage.entry = self.home.registry().enter(self.clone());
            return stage.entry.is_some();
        }
        true
    }

    /// Drops the future, stores the output, and tells the registry and whoever waits. A panic in
    /// the drop is the task's.
    fn settle(&self, mut stage: MutexGuard<Stage<F>>, output: Result<F::Output, JoinError>) {
        let future = std::mem::replace(&mut stage.content, Content::Empty);
        let output = match (caught(|| drop(future)), output) {
            (Ok(()), output) => output,
            (Err(panic), Err(error)) if error.is_panic() => {
                contain(|| drop(panic));
                Err(error)
            }
            (Err(panic), output) => {
                contain(|| drop(output));
                Err(self.error(Cause::Panic(Mutex::new(panic))))
            }
        };
        stage.content = Content::Output(output);
        if let Some(entry) = stage.entry.take() {
            self.home.registry().leave(entry);
        }
        match self.state.complete() {
            Completed::Keep => {}
            Completed::Discard => discard(stage),
            Completed::WakeJoiner => {
                drop(stage);
                let joiner = lock(&self.joiner).take();
                contain(|| joiner.into_iter().for_each(Waker::wake));
            }
        }
    }

    fn error(&self, cause: Cause) -> JoinError {
        JoinError::new(&self.origin, cause)
    }
}

/// Drops an output that nobody will take, outside the lock.
fn discard<F: Future>(mut stage: MutexGuard<Stage<F>>) {
    let output = std::mem::replace(&mut stage.content, Content::Empty);
    drop(stage);
    contain(|| drop(output));
}

/// Keeps a clone of `waker` in the slot, unless the one there wakes the same task; answers what it
/// replaced.
fn replace(slot: &mut Option<Waker>, waker: &Waker) -> Option<Waker> {
    if slot.as_ref().is_some_and(|kept| kept.will_wake(waker)) {
        return None;
    }
    slot.replace(waker.clone())
}

impl<F: Spawnable> Run for Task<F> {
    // ANCHOR: run
    fn run(self: Arc<Self>) -> Option<Arc<dyn Run>> {
        if !self.state.start() {
            self.settle(lock(&self.stage), Err(self.error(Cause::Cancelled)));
        } else if self.poll() && !self.state.idle() {
            return Some(self);
        }
        None
    }
    // ANCHOR_END: run

    fn end(&self, rejected: Option<&'static str>) {
        let was_wanted = self.state.start();
        let rejected = rejected.filter(|_| was_wanted).map(Cause::Rejected);
        let error = self.error(rejected.unwrap_or(Cause::Cancelled));
        self.settle(lock(&self.stage), Err(error));
    }

    fn abort(self: Arc<Self>) {
        if self.state.abort() {
            self.home.clone().schedule(self);
        }
    }

    fn origin(&self) -> &Origin {
        &self.origin
    }

    fn state(&self) -> &State {
        &self.state
    }
}

impl<F: Spawnable> Join<F::Output> for Task<F> {
    fn poll_join(&self, waker: &Waker) -> Poll<Result<F::Output, JoinError>> {
        if !self.state.is_complete() {
            let before = replace(&mut lock(&self.joiner), waker);
            drop(before);
            if !self.state.join() {
                return Poll::Pending;
            }
            // It completed just now, and will wake nobody: the waker stored above is not kept.
            let unneeded = lock(&self.joiner).take();
            drop(unneeded);
        }
        match std::mem::replace(&mut lock(&self.stage).content, Content::Empty) {
            Content::Output(output) => Poll::Ready(output),
            _ => panic!("a JoinHandle was polled again after it had given its output"),
        }
    }

    fn forget(&self) {
        let (output, waker) = self.state.forget();
        if output {
            discard(lock(&self.stage));
        } else if waker {
            let joiner = lock(&self.joiner).take();
            drop(joiner);
        }
    }
}

// ANCHOR: wake
impl<F: Spawnable> ArcWake for Task<F> {
    fn wake_by_ref(task: &Arc<Self>) {
        if task.state.wake() {
            task.home.schedule(task.clone());
        }
    }
}
// ANCHOR_END: wake
