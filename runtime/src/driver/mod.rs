//! The driver: reactor and timers, what a parked thread sleeps inside.
//!
//! ```text
//!   net: TcpStream ──► Registered ──► reactor ─┐                       ┌─► Waker::wake
//!                                              ├─► look, wait ─► pass ─┤
//!   time: Sleep ─────► timers ─────────────────┘                       └─► …
//! ```
//!
//! Rules
//! 1. One thread at a time owns the [`Driver`] and makes its passes; everybody shares the
//!    [`Sources`] and [`Timers`].
//! 2. A pass collects wakers while it holds locks, lets the locks go, and wakes.
//! 3. The driver knows no task: it wakes `std::task::Waker`s.
//!
//! Next: `driver/reactor.rs`.

mod clock;
mod reactor;
mod registration;
mod timers;

pub(crate) use clock::{Clock, add};
pub(crate) use registration::{Direction, Left, Registered};
pub(crate) use timers::{Key, Timers};

use crate::contain::contain;
use mio::{Events, Poll};
use reactor::Sources;
use std::io;
use std::sync::Arc;
use std::task::Waker;
use std::time::Duration;

// What does not fit in one pass is told by the next.
const EVENTS: usize = 1024;

/// The half that one thread drives.
pub(crate) struct Driver {
    poll: Poll,
    events: Events,
    pub(crate) shared: Arc<Shared>,
    /// The wakers of one pass, woken when every lock is free; kept for its capacity.
    ready: Vec<Waker>,
}

/// The half that leaf futures use.
pub(crate) struct Shared {
    pub(crate) sources: Sources,
    pub(crate) timers: Timers,
    pub(crate) clock: Clock,
}

impl Driver {
    /// A driver, and mio's waker, which ends the sleep of the thread in it.
    ///
    /// # Errors
    /// When the system has no descriptor left for the selector or its waker.
    pub(crate) fn new(clock: Clock) -> io::Result<(Driver, mio::Waker)> {
        let poll = Poll::new()?;
        let (sources, waker) = Sources::new(poll.registry())?;
        let (events, ready, timers) =
            (Events::with_capacity(EVENTS), Vec::new(), Timers::default());
        let shared = Arc::new(Shared {
            sources,
            timers,
            clock,
        });
        Ok((
            Driver {
                poll,
                events,
                shared,
                ready,
            },
            waker,
        ))
    }

    // ANCHOR: wait
    /// One pass without waiting: wakes whom ready I/O and due timers concern.
    pub(crate) fn look(&mut self) {
        self.pass(Some(Duration::ZERO));
    }

    /// One pass that waits for the first event, the next deadline or the waker.
    pub(crate) fn wait(&mut self) {
        let Shared { timers, clock, .. } = &*self.shared;
        let timeout = timers
            .next()
            .map(|at| at.saturating_duration_since(clock.now()));
        self.pass(timeout);
    }

    fn pass(&mut self, timeout: Option<Duration>) {
        let Shared {
            sources,
            timers,
            clock,
        } = &*self.shared;
        // A poll that was interrupted or failed is an empty pass: the next one tells again.
        if self.poll.poll(&mut self.events, timeout).is_ok() {
            sources.tell(&self.events, &mut self.ready);
        }
        if timers.next().is_some() {
            timers.expire(clock.now(), &mut self.ready);
        }
        // A waker need not be a task's: what it panics with stays here.
        self.ready
            .drain(..)
            .for_each(|waker| contain(|| waker.wake()));
    }
    // ANCHOR_END: wait
}

impl Shared {
    /// Wakes everybody who waits: there will be no further pass.
    pub(crate) fn close(&self) {
        let mut waiting = self.timers.close();
        self.sources.close(&mut waiting);
        waiting
            .into_iter()
            .for_each(|waker| contain(|| waker.wake()));
    }
}
