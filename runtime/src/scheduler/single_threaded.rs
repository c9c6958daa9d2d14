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
//! 1. `turn` takes the core, runs at most one task and gives the core back with what to do next. It
//!    reads no clock and parks no thread: `block_on` does as it is told.
//! 2. The future of `block_on` waits in the same queue as the tasks, as [`Ready::Main`]. It is
//!    polled when woken, in its turn, and is no more favoured than they.
//! 3. While anything else runs on the thread (a task, the future of `block_on`, the driver) the
//!    core is in the thread-local [`CORE`], so that what is spawned and woken goes to the end of
//!    the queue without a lock.
//! 4. One `block_on` at a time has the core; a second one, on another thread, waits for it.
//!
//! Next: `time/mod.rs`: leaf futures, which nobody here knows.

use crate::park::{Parker, Unparker};
use crate::sync::atomic::AtomicBool;
use crate::sync::atomic::Ordering::AcqRel;
use crate::sync::{Condvar, Mutex, lock, thread_local, wait};
use crate::task::{Registry, Run, Schedule, budget};
use futures_task::{ArcWake, waker_ref};
use std::cell::Cell;
use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

// Primes, so that neither beats in time with batches of a round size. 61 is tokio's figure: a look
// costs a system call, and this many turns of work make it cheap. 31 for the injector: a lock is
// cheaper still.
const TURNS_PER_LOOK: u32 = 61;
const TURNS_PER_INJECTION: u32 = 31;

thread_local! {
    static CORE: Cell<Option<Box<Core>>> = const { Cell::new(None) };
}

/// The scheduler, turned by whoever calls `block_on`.
pub(crate) struct SingleThreaded {
    pub(crate) home: Arc<Home>,
    /// Here while no thread turns it; `None` after shutdown too.
    core: Mutex<Option<(Box<Core>, Parker)>>,
    returned: Condvar,
}

/// The home of the tasks: what they and other threads reach.
pub(crate) struct Home {
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
    /// Whose core this is.
    home: Arc<Home>,
}

/// What waits for its turn.
enum Ready {
    Task(Arc<dyn Run>),
    /// The future of `block_on`.
    Main,
}

/// What the thread does after a turn that ran no task.
enum Next {
    PollMain,
    Look,
    Park,
}

impl SingleThreaded {
    pub(crate) fn new(parker: Parker) -> SingleThreaded {
        let home = Arc::new(Home {
            injector: Mutex::new(Some(VecDeque::new())),
            unparker: parker.unparker.clone(),
            registry: Registry::default(),
            main_scheduled: AtomicBool::new(false),
        });
        let core = Box::new(Core {
            queue: VecDeque::new(),
            turns: 0,
            home: home.clone(),
        });
        let core = Mutex::new(Some((core, parker)));
        SingleThreaded {
            home,
            core,
            returned: Condvar::new(),
        }
    }

    // ANCHOR: block_on
    /// Polls `future` and every task in turn until `future` is ready.
    pub(crate) fn block_on<F: Future>(&self, mut future: Pin<&mut F>) -> F::Output {
        let waker = waker_ref(&self.home);
        let mut cx = Context::from_waker(&waker);
        let (mut core, parker) = self.take_core();
        let mut turning = Turning(self, Some(parker));
        self.home.schedule_main();
        loop {
            let next;
            (core, next) = core.turn();
            let Some(next) = next else { continue };
            CORE.set(Some(core));
            match next {
                Next::PollMain => {
                    self.home.main_scheduled.swap(false, AcqRel); // pairs with schedule_main
                    budget::begin(None);
                    if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
                        return output;
                    }
                }
                Next::Look => turning.1.iter_mut().for_each(Parker::look),
                Next::Park => turning.1.iter_mut().for_each(Parker::park),
            }
            core = CORE.take().expect(GIVEN_BACK);
        }
    }
    // ANCHOR_END: block_on

    /// Drops every task that is left. Nothing is polled any more; what is scheduled from now on is
    /// cancelled.
    pub(crate) fn shutdown(&self) {
        let (mut core, _parker) = self.take_core();
        let injected = lock(&self.home.injector).take();
        let parked = self.home.registry.close();
        core.queue.extend(injected.into_iter().flatten());
        core.queue.extend(parked.into_iter().map(Ready::Task));
        for ready in core.queue.drain(..) {
            if let Ready::Task(task) = ready {
                task.end(None);
            }
        }
    }

    fn take_core(&self) -> (Box<Core>, Parker) {
        let mut slot = lock(&self.core);
        while slot.is_none() {
            slot = wait(&self.returned, slot);
        }
        slot.take().expect("it was awaited")
    }
}

const GIVEN_BACK: &str = "who borrows the core gives it back";

/// Returns core and parker to the scheduler, also when the future of `block_on` panics.
struct Turning<'a>(&'a SingleThreaded, Option<Parker>);

impl Drop for Turning<'_> {
    fn drop(&mut self) {
        *lock(&self.0.core) = CORE.take().zip(self.1.take());
        self.0.returned.notify_one();
    }
}

impl Core {
    // ANCHOR: turn
    /// One step: at most one task.
    fn turn(mut self: Box<Self>) -> (Box<Core>, Option<Next>) {
        self.turns = self.turns.wrapping_add(1);
        if self.turns.is_multiple_of(TURNS_PER_LOOK) {
            return (self, Some(Next::Look));
        }
        if self.queue.is_empty() || self.turns.is_multiple_of(TURNS_PER_INJECTION) {
            self.take_injected();
        }
        match self.queue.pop_front() {
            None => (self, Some(Next::Park)),
            Some(Ready::Main) => (self, Some(Next::PollMain)),
            Some(Ready::Task(task)) => {
                CORE.set(Some(self));
                let woken = task.run();
                let mut core = CORE.take().expect(GIVEN_BACK);
                if let Some(task) = woken {
                    core.queue.push_back(Ready::Task(task));
                }
                (core, None)
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
}

impl Home {
    fn schedule_main(&self) {
        // Acquire and Release pair with the swap in block_on: the poll sees what the waker did.
        if !self.main_scheduled.swap(true, AcqRel) {
            self.push(Ready::Main);
        }
    }

    // ANCHOR: push
    /// To the end of this thread's queue if it turns this scheduler, otherwise through the
    /// injector.
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

impl Schedule for Home {
    fn schedule(&self, task: Arc<dyn Run>) {
        self.push(Ready::Task(task));
    }

    fn registry(&self) -> &Registry {
        &self.registry
    }
}

/// The waker of `block_on`'s future.
impl ArcWake for Home {
    fn wake_by_ref(home: &Arc<Self>) {
        home.schedule_main();
    }
}
