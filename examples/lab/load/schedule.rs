//! Whose turn it is: every request of a load has a number and an intended start.
//!
//! ```text
//!   closed   a turn comes when a client is free                       intended = now
//!   open     it comes when the clock says so, free client or not      intended = number ÷ rate
//! ```
//!
//! 1. Turns are taken in order, and each by one client, which waits until it has come. While a
//!    client is free, so is no turn that has come: none is passed over by a later one.
//! 2. What could not be sent in time is sent as soon as may be, and its wait counts.
//! 3. When the time is up nothing begins any more; what has begun is waited for.
//!
//! Next: `crew.rs`, which takes the turns.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use super::{Amount, Pace};

/// The turns of a load, shared by all of its clients.
pub(super) struct Schedule {
    pace: Pace,
    amount: Amount,
    taken: AtomicUsize,
    begun: AtomicUsize,
}

/// The right to send one request.
pub(super) struct Turn {
    /// Which one, counted from 0.
    pub(super) number: usize,
    /// When it is to start, from the start of the load.
    pub(super) intended: Duration,
}

impl Schedule {
    pub(super) fn new(pace: Pace, amount: Amount) -> Self {
        Schedule {
            pace,
            amount,
            taken: AtomicUsize::new(0),
            begun: AtomicUsize::new(0),
        }
    }

    /// The next turn, unless the load is over.
    pub(super) fn next(&self, now: Duration) -> Option<Turn> {
        let number = self.taken.fetch_add(1, Relaxed);
        let intended = match self.pace {
            Pace::Closed { .. } => now,
            Pace::Open { rate, .. } => Duration::from_secs_f64(number as f64 / rate),
        };
        let begins = match self.amount {
            Amount::Requests(requests) => number < requests,
            Amount::Time(time) => intended.max(now) < time,
        };
        begins.then_some(Turn { number, intended })
    }

    /// A turn that was taken has come, and its request begins.
    pub(super) fn begin(&self) {
        self.begun.fetch_add(1, Relaxed);
    }

    /// How many requests have begun.
    pub(super) fn begun(&self) -> usize {
        self.begun.load(Relaxed)
    }

    /// How many turns have come by now; in the closed loop they come as they are taken.
    pub(super) fn come(&self, now: Duration) -> Option<usize> {
        let Pace::Open { rate, .. } = self.pace else {
            return None;
        };
        let by = |time: Duration| (time.as_secs_f64() * rate).ceil() as usize;
        Some(match self.amount {
            Amount::Requests(requests) => by(now).min(requests),
            Amount::Time(time) => by(now.min(time)),
        })
    }
}
