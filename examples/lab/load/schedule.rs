//! Whose turn it is: every request of a load has a number and an intended start.
//!
//! ```text
//!   closed   a request's turn comes when a client is free        turn = now
//!   open     it comes when the clock says so, free client or not turn = number ÷ rate
//! ```
//!
//! 1. Turns are taken in order, and each by one client. A free client holds the next turn that
//!    nobody has; so a turn that has come is never passed over by a later one.
//! 2. When the time is up nothing begins any more; what has begun is waited for.
//!
//! Next: `client.rs`, which sends what has its turn.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use super::{Amount, Pace};

/// The turns of a load, shared by all of its clients.
pub(super) struct Schedule {
    pace: Pace,
    amount: Amount,
    taken: AtomicUsize,
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
}
