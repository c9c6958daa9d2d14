//! A thread asleep, in the driver or on a condvar, and how it is woken.
//!
//! ```text
//!            park                          unpark
//!   EMPTY ──────────► PARKED ─────────────────────────► NOTIFIED (and rouse the sleeper)
//!     ▲                  │ woke by itself (an event, a timer)   │
//!     └──────────────────┴──────────────────────────────────────┘ back from park
//!   EMPTY ──── unpark ────► NOTIFIED: the next park returns at once; nobody sleeps, no system call
//! ```
//!
//! No wake-up is lost between "the queues looked empty" and "asleep": whoever pushes a task does so
//! before `unpark`. Both sides change the one word `seat`, so one of them is first. If `unpark` is,
//! `park` finds NOTIFIED and returns to look again; if `park` is, `unpark` finds PARKED and rouses.
//!
//! Rules
//! 1. One thread at a time parks in a `Parker`; anybody may `unpark`.
//! 2. Tasks *wake*, threads *unpark*.
//!
//! Next: `context.rs`.

use crate::driver::Driver;
use crate::sync::atomic::AtomicUsize;
use crate::sync::atomic::Ordering::{AcqRel, Acquire};
use crate::sync::{Condvar, Mutex, lock, wait};
use futures_task::{ArcWake, waker_ref};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

const EMPTY: usize = 0;
const PARKED: usize = 1;
const NOTIFIED: usize = 2;

/// Whether a thread sleeps, and whether it should.
pub(crate) struct Seat(AtomicUsize);

/// Whether a thread that wants to sleep may.
#[must_use]
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Sit {
    Sleep,
    /// Somebody unparked it already.
    Stay,
}

/// Whether an unpark must rouse the sleeper.
#[must_use]
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Notify {
    Rouse,
    Nothing,
}

impl Seat {
    pub(crate) fn new() -> Seat {
        Seat(AtomicUsize::new(EMPTY))
    }

    pub(crate) fn sit(&self) -> Sit {
        // Acquire pairs with `notify`: what was pushed before an unpark is seen after this.
        match self.0.compare_exchange(EMPTY, PARKED, AcqRel, Acquire) {
            Ok(_) => Sit::Sleep,
            Err(_) => {
                self.rise();
                Sit::Stay
            }
        }
    }

    /// Back from sleep, or kept from it: the next `notify` counts for the next `sit`.
    pub(crate) fn rise(&self) {
        // Acquire pairs with `notify`, as in `sit`.
        self.0.swap(EMPTY, AcqRel);
    }

    pub(crate) fn is_notified(&self) -> bool {
        // Acquire pairs with `notify`.
        self.0.load(Acquire) == NOTIFIED
    }

    pub(crate) fn notify(&self) -> Notify {
        // Release pairs with `sit` and `rise`.
        if self.0.swap(NOTIFIED, AcqRel) == PARKED {
            Notify::Rouse
        } else {
            Notify::Nothing
        }
    }
}

/// The side that sleeps.
pub(crate) struct Parker {
    unparker: Unparker,
    /// What it sleeps in; without one it sleeps on the bed's condvar.
    driver: Option<Driver>,
}

/// The side that wakes it. Clones rouse the same thread.
#[derive(Clone)]
pub(crate) struct Unparker(Arc<Place>);

struct Place {
    seat: Seat,
    bed: Bed,
}

enum Bed {
    Driver(mio::Waker),
    Condvar(Mutex<()>, Condvar),
}

impl Parker {
    /// A thread that sleeps in `driver`, roused by its `waker`.
    pub(crate) fn in_driver(driver: Driver, waker: mio::Waker) -> Parker {
        Parker {
            unparker: Unparker::new(Bed::Driver(waker)),
            driver: Some(driver),
        }
    }

    /// A thread that sleeps on a condvar.
    pub(crate) fn on_condvar() -> Parker {
        let bed = Bed::Condvar(Mutex::new(()), Condvar::new());
        Parker {
            unparker: Unparker::new(bed),
            driver: None,
        }
    }

    pub(crate) fn unparker(&self) -> Unparker {
        self.unparker.clone()
    }

    /// Looks at I/O and timers without sleeping.
    pub(crate) fn look(&mut self) {
        if let Some(driver) = &mut self.driver {
            driver.look();
        }
    }

    /// Sleeps until unparked, or, in a driver, until it has something to tell. May return for no reason.
    pub(crate) fn park(&mut self) {
        let Place { seat, bed } = &*self.unparker.0;
        if seat.sit() == Sit::Stay {
            return;
        }
        match (&mut self.driver, bed) {
            (Some(driver), _) => driver.wait(),
            (None, Bed::Condvar(mutex, condvar)) => {
                let mut guard = lock(mutex);
                while !seat.is_notified() {
                    guard = wait(condvar, guard);
                }
            }
            (None, Bed::Driver(_)) => unreachable!("a driver's parker keeps its driver"),
        }
        seat.rise();
    }
}

impl Unparker {
    fn new(bed: Bed) -> Unparker {
        Unparker(Arc::new(Place {
            seat: Seat::new(),
            bed,
        }))
    }

    /// Wakes the thread, or keeps it from its next sleep.
    pub(crate) fn unpark(&self) {
        if self.0.seat.notify() == Notify::Nothing {
            return;
        }
        match &self.0.bed {
            // An eventfd that cannot be written is full, and a full one rouses just as well.
            Bed::Driver(waker) => drop(waker.wake()),
            Bed::Condvar(mutex, condvar) => {
                // The sleeper checks the seat under the lock: taken once, it is asleep or has seen.
                drop(lock(mutex));
                condvar.notify_one();
            }
        }
    }
}

impl ArcWake for Unparker {
    fn wake_by_ref(unparker: &Arc<Unparker>) {
        unparker.unpark();
    }
}

/// Polls `future` to its end on this thread, which sleeps on a condvar meanwhile. `before` runs ahead of each poll.
pub(crate) fn block_on<F: Future>(mut future: Pin<&mut F>, before: impl Fn()) -> F::Output {
    let mut parker = Parker::on_condvar();
    let unparker = Arc::new(parker.unparker());
    let waker = waker_ref(&unparker);
    let mut cx = Context::from_waker(&waker);
    loop {
        before();
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return output;
        }
        parker.park();
    }
}
