//! Everything on the thread that calls `block_on`: one queue, one loop.
//!
//! ```text
//!   spawn, wake on this thread ──► core.queue ──► turn: run one task ──► woken meanwhile? back to the end
//!   spawn, wake elsewhere ──► injector ──┘             │
//!                                                      ├─ the turn of `block_on`'s own future: poll it
//!                                                      ├─ every 61st: look at I/O and timers
//!                                                      └─ nothing is ready: park in the driver
//! ```
//!
//! Rules
//! 1. `turn` takes the core, runs at most one task and gives the core back with what to do next. It reads no clock
//!    and parks no thread: `block_on` does as it is told.
//! 2. The future of `block_on` waits in the same queue as the tasks, as [`Ready::Main`]. It is polled when woken,
//!    in its turn, and is no more favoured than they.
//! 3. While a task runs the core is lent to the thread-local [`CORE`], so that what it spawns and wakes
//!    goes to the end of the queue without a lock.
//! 4. One `block_on` at a time has the core; a second one, on another thread, waits for it.
//!
//! Next: `time.rs` and `net/`, which nobody here knows.

use crate::park::{Parker, Unparker};
use crate::sync::atomic::AtomicBool;
use crate::sync::atomic::Ordering::AcqRel;
use crate::sync::{Condvar, Mutex, lock, wait};
use crate::task::{Registry, Run, Schedule, budget};
use futures_task::{ArcWake, waker_ref};
use std::cell::Cell;
use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

// Primes, so that neither beats in time with batches of a round size. 61 is tokio's figure: a look costs
// a system call, and this many turns of work make it cheap. 31 for the injector: a lock is cheaper still.
const TURNS_PER_LOOK: u32 = 61;
const TURNS_PER_INJECTION: u32 = 31;

thread_local! {
    static CORE: Cell<Option<Box<Core>>> = const { Cell::new(None) };
}

/// The scheduler, turned by whoever calls `block_on`.
pub(crate) struct SingleThreaded {
    pub(crate) shared: Arc<Shared>,
    /// Here while no thread turns it; `None` after shutdown too.
    core: Mutex<Option<Box<Core>>>,
    returned: Condvar,
}

/// What tasks and other threads reach: the home of the tasks.
pub(crate) struct Shared {
    /// `None` after shutdown.
    injector: Mutex<Option<VecDeque<Ready>>>,
    unparker: Unparker,
    registry: Registry,
    /// `Ready::Main` is in a queue. As for a task, one entry at a time.
    main_scheduled: AtomicBool,
}

/// What belongs to the turning thread alone.
struct Core {
    queue: VecDeque<Ready>,
    turns: u32,
    parker: Parker,
    /// Whose core this is.
    home: Arc<Shared>,
}

/// What waits for its turn.
enum Ready {
    Task(Arc<dyn Run>),
    /// The future of `block_on`.
    Main,
}

/// What the thread does after a turn.
enum Next {
    Turn,
    PollMain,
    Look,
    Park,
}

impl SingleThreaded {
    pub(crate) fn new(parker: Parker) -> SingleThreaded {
        let shared = Arc::new(Shared {
            injector: Mutex::new(Some(VecDeque::new())),
            unparker: parker.unparker.clone(),
            registry: Registry::default(),
            main_scheduled: AtomicBool::new(false),
        });
        let (queue, home) = (VecDeque::new(), shared.clone());
        let core = Mutex::new(Some(Box::new(Core {
            queue,
            turns: 0,
            parker,
            home,
        })));
        SingleThreaded {
            shared,
            core,
            returned: Condvar::new(),
        }
    }

    // ANCHOR: block_on
    /// Polls `future` and every task in turn until `future` is ready.
    pub(crate) fn block_on<F: Future>(&self, mut future: Pin<&mut F>) -> F::Output {
        let waker = waker_ref(&self.shared);
        let mut cx = Context::from_waker(&waker);
        let (scheduler, core) = (self, Some(self.take_core()));
        let mut turning = Turning { scheduler, core };
        self.shared.schedule_main();
        loop {
            let core = turning.core.take().expect("between turns the core is here");
            let (mut core, next) = core.turn();
            match next {
                Next::Turn => {}
                Next::Look => core.parker.look(),
                Next::Park => core.parker.park(),
                Next::PollMain => {
                    self.shared.main_scheduled.swap(false, AcqRel); // pairs with schedule_main
                    budget::begin(None);
                    let polled;
                    (core, polled) = core.lend(|| future.as_mut().poll(&mut cx));
                    if let Poll::Ready(output) = polled {
                        turning.core = Some(core);
                        return output;
                    }
                }
            }
            turning.core = Some(core);
        }
    }
    // ANCHOR_END: block_on

    /// Drops every task that is left. Nothing is polled any more; what is scheduled from now on is cancelled.
    pub(crate) fn shutdown(&self) {
        let mut core = self.take_core();
        let injected = lock(&self.shared.injector).take();
        let parked = self.shared.registry.close();
        core.queue.extend(injected.into_iter().flatten());
        core.queue.extend(parked.into_iter().map(Ready::Task));
        for ready in core.queue.drain(..) {
            if let Ready::Task(task) = ready {
                task.end(None);
            }
        }
    }

    fn take_core(&self) -> Box<Core> {
        let mut slot = lock(&self.core);
        while slot.is_none() {
            slot = wait(&self.returned, slot);
        }
        slot.take().expect("it was awaited")
    }
}

/// Returns the core to the scheduler, also when the future of `block_on` panics.
struct Turning<'a> {
    scheduler: &'a SingleThreaded,
    core: Option<Box<Core>>,
}

impl Drop for Turning<'_> {
    fn drop(&mut self) {
        let core = self.core.take().or_else(|| CORE.take());
        *lock(&self.scheduler.core) = core;
        self.scheduler.returned.notify_one();
    }
}

impl Core {
    // ANCHOR: turn
    /// One step: at most one task.
    fn turn(mut self: Box<Self>) -> (Box<Core>, Next) {
        self.turns = self.turns.wrapping_add(1);
        if self.turns.is_multiple_of(TURNS_PER_LOOK) {
            return (self, Next::Look);
        }
        if self.queue.is_empty() || self.turns.is_multiple_of(TURNS_PER_INJECTION) {
            self.take_injected();
        }
        match self.queue.pop_front() {
            None => (self, Next::Park),
            Some(Ready::Main) => (self, Next::PollMain),
            Some(Ready::Task(task)) => {
                let (mut core, woken) = self.lend(|| task.run());
                if let Some(task) = woken {
                    core.queue.push_back(Ready::Task(task));
                }
                (core, Next::Turn)
            }
        }
    }
    // ANCHOR_END: turn

    fn take_injected(&mut self) {
        let mut injector = lock(&self.home.injector);
        match &mut *injector {
            Some(injected) if self.queue.is_empty() => std::mem::swap(&mut self.queue, injected),
            Some(injected) => self.queue.append(injected),
            None => {}
        }
    }

    /// Runs `poll` with the core in the thread-local.
    fn lend<R>(self: Box<Self>, poll: impl FnOnce() -> R) -> (Box<Core>, R) {
        CORE.set(Some(self));
        let result = poll();
        let core = CORE.take().expect("who borrows the core leaves it there");
        (core, result)
    }
}

impl Shared {
    fn schedule_main(&self) {
        // Acquire and Release pair with the swap in block_on: the poll sees what the waker did.
        if !self.main_scheduled.swap(true, AcqRel) {
            self.push(Ready::Main);
        }
    }

    // ANCHOR: push
    /// To the end of this thread's queue if it turns this scheduler, otherwise through the injector.
    fn push(&self, ready: Ready) {
        // There is none in the destructors of a thread that ends, which turns nothing any more.
        let mut core = CORE.try_with(Cell::take).unwrap_or_default();
        match &mut core {
            Some(core) if std::ptr::eq(&*core.home, self) => core.queue.push_back(ready),
            _ => self.inject(ready),
        }
        let _ = CORE.try_with(|slot| slot.set(core));
    }
    // ANCHOR_END: push

    fn inject(&self, ready: Ready) {
        let mut injector = lock(&self.injector);
        if let Some(queue) = &mut *injector {
            queue.push_back(ready);
            drop(injector);
            return self.unparker.unpark();
        }
        drop(injector);
        if let Ready::Task(task) = ready {
            task.end(None);
        }
    }
}

impl Schedule for Shared {
    fn schedule(&self, task: Arc<dyn Run>) {
        self.push(Ready::Task(task));
    }

    fn registry(&self) -> &Registry {
        &self.registry
    }
}

/// The waker of `block_on`'s future.
impl ArcWake for Shared {
    fn wake_by_ref(shared: &Arc<Self>) {
        shared.schedule_main();
    }
}
