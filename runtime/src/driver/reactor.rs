//! The reactor: from the operating system's events to the registrations they are meant for.
//!
//! ```text
//!   epoll ──► mio::Event { token } ──► slab[key], if the generation agrees ──► Registration
//! ```
//!
//! Rules
//! 1. A token is the slab key and a generation. An event for a source that is gone finds another
//!    generation in its slot, or nothing, and is dropped.
//! 2. Sources are registered once, for reading and writing, edge-triggered: no system call per read.
//! 3. An interrupted or failed `poll` is an empty pass: the next one tells again.
//!
//! Next: `driver/registration.rs`.

use super::registration::Registration;
use crate::sync::{Mutex, lock};
use mio::event::Source;
use mio::{Events, Interest, Poll, Registry, Token};
use slab::Slab;
use std::io;
use std::sync::Arc;
use std::task::Waker;
use std::time::Duration;

/// Not a slab key with any generation: its low half is no key that a slab reaches.
const WAKER: Token = Token(usize::MAX);

// How many events one pass takes. What does not fit is told by the next pass.
const EVENTS: usize = 1024;

/// The owner's half: the selector.
pub(super) struct Reactor {
    poll: Poll,
    events: Events,
    /// The registrations of one pass, gathered under the lock and told after it.
    told: Vec<(Arc<Registration>, Readiness)>,
}

/// What an event says.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Readiness {
    pub(super) readable: bool,
    pub(super) writable: bool,
    pub(super) read_closed: bool,
    pub(super) write_closed: bool,
    pub(super) error: bool,
}

/// Everybody's half: who is registered.
pub(crate) struct Sources {
    registry: Registry,
    slots: Mutex<Slots>,
}

struct Slots {
    closed: bool,
    generation: u32,
    slab: Slab<(u32, Arc<Registration>)>,
}

impl Reactor {
    pub(super) fn new() -> io::Result<(Reactor, Sources, mio::Waker)> {
        let poll = Poll::new()?;
        let waker = mio::Waker::new(poll.registry(), WAKER)?;
        let slots = Slots {
            closed: false,
            generation: 0,
            slab: Slab::new(),
        };
        let sources = Sources {
            registry: poll.registry().try_clone()?,
            slots: Mutex::new(slots),
        };
        let reactor = Reactor {
            poll,
            events: Events::with_capacity(EVENTS),
            told: Vec::new(),
        };
        Ok((reactor, sources, waker))
    }

    /// One poll of the operating system; the wakers of those whom it concerns go to `ready`.
    pub(super) fn pass(
        &mut self,
        timeout: Option<Duration>,
        sources: &Sources,
        ready: &mut Vec<Waker>,
    ) {
        if self.poll.poll(&mut self.events, timeout).is_err() {
            return;
        }
        if self.events.is_empty() {
            return;
        }
        {
            let slots = lock(&sources.slots);
            for event in &self.events {
                if let Some(registration) = slots.find(event.token()) {
                    self.told.push((registration.clone(), Readiness::of(event)));
                }
            }
        }
        for (registration, readiness) in self.told.drain(..) {
            registration.tell(readiness, ready);
        }
    }
}

impl Readiness {
    fn of(event: &mio::event::Event) -> Readiness {
        Readiness {
            readable: event.is_readable(),
            writable: event.is_writable(),
            read_closed: event.is_read_closed(),
            write_closed: event.is_write_closed(),
            error: event.is_error(),
        }
    }
}

impl Slots {
    fn find(&self, token: Token) -> Option<&Arc<Registration>> {
        let (key, generation) = split(token);
        let (current, registration) = self.slab.get(key)?;
        (*current == generation).then_some(registration)
    }
}

/// A token holds the key in its low half and the generation in its high half.
fn join(key: usize, generation: u32) -> Token {
    Token(key | (generation as usize) << (usize::BITS / 2))
}

fn split(token: Token) -> (usize, u32) {
    let half = usize::BITS / 2;
    (token.0 & (usize::MAX >> half), (token.0 >> half) as u32)
}

impl Sources {
    /// Ties `source` to the reactor.
    ///
    /// # Errors
    /// What `epoll_ctl` says, or [`shut_down`] after the runtime is gone.
    pub(super) fn add(
        &self,
        source: &mut impl Source,
        interest: Interest,
    ) -> io::Result<(Token, Arc<Registration>)> {
        let registration = Arc::new(Registration::new());
        let token = {
            let mut slots = lock(&self.slots);
            if slots.closed {
                return Err(shut_down());
            }
            // The mask keeps what the high half of a token can carry, also where `usize` has 32 bits.
            slots.generation =
                slots.generation.wrapping_add(1) & (u32::MAX >> (32 - usize::BITS / 2));
            let generation = slots.generation;
            let key = slots.slab.insert((generation, registration.clone()));
            join(key, generation)
        };
        // Only now can an event name the token, and only this call knows it.
        match self.registry.register(source, token, interest) {
            Ok(()) => Ok((token, registration)),
            Err(error) => {
                self.forget(token);
                Err(error)
            }
        }
    }

    /// Unties `source`; events that are already on their way find nobody.
    pub(super) fn remove(&self, source: &mut impl Source, token: Token) {
        // Fails only if the descriptor is not in the set any more, which is what is asked for.
        let _ = self.registry.deregister(source);
        self.forget(token);
    }

    fn forget(&self, token: Token) {
        let mut slots = lock(&self.slots);
        if slots.find(token).is_some() {
            let registration = slots.slab.remove(split(token).0);
            drop(slots);
            drop(registration);
        }
    }

    /// How many sources are registered.
    pub(crate) fn len(&self) -> usize {
        lock(&self.slots).slab.len()
    }

    /// Fails every operation from now on, and answers who waits for one.
    pub(super) fn close(&self) -> Vec<Waker> {
        let mut slots = lock(&self.slots);
        slots.closed = true;
        let registrations: Vec<_> = slots.slab.drain().collect();
        drop(slots);
        let mut waiting = Vec::new();
        for (_, registration) in registrations {
            registration.close(&mut waiting);
        }
        waiting
    }
}

/// The error of every operation on a socket whose runtime is gone.
pub(super) fn shut_down() -> io::Error {
    io::Error::other("the openwork runtime that drives this socket has shut down")
}
