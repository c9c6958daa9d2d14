//! A thread asleep, in the driver or on a condvar, and how it is woken.
//!
//! ```text
//!            park                          unpark
//!   EMPTY ──────────► PARKED ─────────────────────────► CALLED: the sleep is ended, by a system call
//!     ▲                  │ an event or a timer came         │
//!     └──────────────────┴──────────────────────────────────┘ back from park
//!   EMPTY ──── unpark ────► CALLED: the next park returns at once; nobody sleeps, no system call
//! ```
//!
//! No wake-up is lost between "the queues looked empty" and "asleep": whoever pushes a task does so
//! before `unpark`. Both sides change the one word `seat`, so one of them is first. If `unpark` is,
//! `park` finds CALLED and returns to look again; if `park` is, `unpark` finds PARKED and ends the
//! sleep.
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
use futures_task::ArcWake;
use std::sync::Arc;

const EMPTY: usize = 0;
const PARKED: usize = 1;
const CALLED: usize = 2;

/// Whether a thread sleeps, and whether it should.
#[derive(Default)]
pub(crate) struct Seat(AtomicUsize);

impl Seat {
    // ANCHOR: seat
    /// True if the thread may sleep; false if somebody unparked it already.
    #[must_use]
    pub(crate) fn sit(&self) -> bool {
        // Acquire pairs with `call`: what was pushed before an unpark is seen after this.
        let taken = self.0.compare_exchange(EMPTY, PARKED, AcqRel, Acquire);
        if taken.is_err() {
            self.rise();
        }
        taken.is_ok()
    }

    /// Back from sleep, or kept from it: the next `call` counts for the next `sit`.
    pub(crate) fn rise(&self) {
        // Acquire pairs with `call`, as in `sit`.
        self.0.swap(EMPTY, AcqRel);
    }

    pub(crate) fn is_called(&self) -> bool {
        // Acquire pairs with `call`.
        self.0.load(Acquire) == CALLED
    }

    /// True if the thread sleeps, and the caller must end that.
    #[must_use]
    pub(crate) fn call(&self) -> bool {
        // Release pairs with `sit` and `rise`.
        self.0.swap(CALLED, AcqRel) == PARKED
    }
    // ANCHOR_END: seat
}

/// The side that sleeps.
pub(crate) struct Parker {
    pub(crate) unparker: Unparker,
    /// What it sleeps in; without one it sleeps on the condvar.
    driver: Option<Driver>,
}

/// The side that unparks it. Clones unpark the same thread.
#[derive(Clone)]
pub(crate) struct Unparker(Arc<Bed>);

struct Bed {
    seat: Seat,
    /// Wakes the selector, where the thread sleeps in the driver.
    driver: Option<mio::Waker>,
    /// Where it does not.
    lock: Mutex<()>,
    condvar: Condvar,
}

impl Parker {
    /// A thread that sleeps in the driver, whose waker comes with it, or, without one, on a
    /// condvar.
    pub(crate) fn new(driver: Option<(Driver, mio::Waker)>) -> Parker {
        let (driver, waker) = driver.unzip();
        let bed = Bed {
            seat: Seat::default(),
            driver: waker,
            lock: Mutex::default(),
            condvar: Condvar::default(),
        };
        let unparker = Unparker(Arc::new(bed));
        Parker { unparker, driver }
    }

    /// Looks at I/O and timers without sleeping.
    pub(crate) fn look(&mut self) {
        self.driver.iter_mut().for_each(Driver::look);
    }

    // ANCHOR: park
    /// Sleeps until unparked, or, in a driver, until it has something to tell. May return for no
    /// reason.
    pub(crate) fn park(&mut self) {
        let bed = &*self.unparker.0;
        if !bed.seat.sit() {
            return;
        }
        if let Some(driver) = &mut self.driver {
            driver.wait();
        } else {
            let mut guard = lock(&bed.lock);
            while !bed.seat.is_called() {
                guard = wait(&bed.condvar, guard);
            }
        }
        bed.seat.rise();
    }
    // ANCHOR_END: park
}

impl Unparker {
    /// Ends the sleep of the thread, or keeps it from its next one.
    pub(crate) fn unpark(&self) {
        if !self.0.seat.call() {
            return;
        }
        if let Some(waker) = &self.0.driver {
            // An eventfd that cannot be written is full, and a full one wakes the selector just as
            // well.
            let _ = waker.wake();
        } else {
            // The sleeper looks at the seat under the lock: once this has had it, it has seen or
            // sleeps.
            drop(lock(&self.0.lock));
            self.0.condvar.notify_one();
        }
    }
}

impl ArcWake for Unparker {
    fn wake_by_ref(unparker: &Arc<Unparker>) {
        unparker.unpark();
    }
}
