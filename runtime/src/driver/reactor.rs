//! The reactor: from the operating system's events to the registrations they are meant for.
//!
//! ```text
//!   epoll ──► mio::Event { token } ──► slab[key], if the generation agrees ──► Registration
//! ```
//!
//! Rules
//! 1. A token is the slab key and a generation. An event for a source that is gone finds another
//!    generation in its slot, or nothing, and is dropped.
//! 2. Sources are registered once, for all that is ever asked of them (a stream: reading and
//!    writing, a listener: reading), edge-triggered: no system call per read.
//!
//! Next: `driver/registration.rs`, whom an event is for.

use super::registration::{Registration, Tie, shut_down};
use crate::sync::{Mutex, lock};
use mio::event::Source;
use mio::{Events, Interest, Token};
use slab::Slab;
use std::io;
use std::sync::Arc;
use std::task::Waker;

/// Not a slab key with any generation: its low half is no key that a slab reaches.
const WAKER: Token = Token(usize::MAX);

/// Who is registered.
pub(crate) struct Sources {
    registry: mio::Registry,
    slots: Mutex<Slots>,
}

#[derive(Default)]
struct Slots {
    closed: bool,
    generation: u32,
    slab: Slab<(u32, Arc<Registration>)>,
}

impl Slots {
    fn insert(&mut self, registration: Arc<Registration>) -> io::Result<Token> {
        if self.closed {
            return Err(shut_down());
        }
        // The mask keeps what the high half of a token can carry, also where `usize` has 32 bits.
        let mask = u32::MAX >> (32 - HALF);
        self.generation = self.generation.wrapping_add(1) & mask;
        let key = self.slab.insert((self.generation, registration));
        Ok(Token(key | (self.generation as usize) << HALF))
    }

    // ANCHOR: find
    fn find(&self, token: Token) -> Option<&Arc<Registration>> {
        let (key, generation) = split(token);
        let slot = self.slab.get(key).filter(|slot| slot.0 == generation);
        slot.map(|slot| &slot.1)
    }
    // ANCHOR_END: find
}

/// A token holds the key in its low half and the generation in its high half.
const HALF: u32 = usize::BITS / 2;

fn split(token: Token) -> (usize, u32) {
    (token.0 & (usize::MAX >> HALF), (token.0 >> HALF) as u32)
}

impl Sources {
    /// No sources yet, and what wakes the selector when the thread in it is unparked.
    pub(super) fn new(registry: &mio::Registry) -> io::Result<(Sources, mio::Waker)> {
        let waker = mio::Waker::new(registry, WAKER)?;
        let (registry, slots) = (registry.try_clone()?, Mutex::default());
        Ok((Sources { registry, slots }, waker))
    }

    // ANCHOR: tell
    /// Notes what the system says; the wakers of those whom it concerns go to `ready`.
    pub(super) fn tell(&self, events: &Events, ready: &mut Vec<Waker>) {
        let slots = lock(&self.slots);
        for event in events {
            if let Some(registration) = slots.find(event.token()) {
                registration.tell(event, ready);
            }
        }
    }
    // ANCHOR_END: tell

    /// Ties `source` to the reactor.
    ///
    /// # Errors
    /// What `epoll_ctl` says, or [`shut_down`] after the runtime is gone.
    pub(super) fn add(&self, source: &mut impl Source, interest: Interest) -> io::Result<Tie> {
        let registration = Arc::<Registration>::default();
        let token = lock(&self.slots).insert(registration.clone())?;
        // Only now can an event name the token, and only this call knows it.
        let tied = self.registry.register(source, token, interest);
        if tied.is_err() {
            self.forget(token);
        }
        tied.map(|()| (token, registration))
    }

    /// Unties `source`; events that are already on their way find nobody.
    pub(super) fn remove(&self, source: &mut impl Source, token: Token) {
        // Fails only if the descriptor is not in the set any more, which is what is asked for.
        let _ = self.registry.deregister(source);
        self.forget(token);
    }

    fn forget(&self, token: Token) {
        // After `close` the slab is empty, and its keys mean nothing.
        let registration = lock(&self.slots).slab.try_remove(split(token).0);
        drop(registration);
    }

    /// How many sources are registered.
    pub(crate) fn len(&self) -> usize {
        lock(&self.slots).slab.len()
    }

    /// Fails every operation from now on; the wakers of those who wait for one go to `waiting`.
    pub(super) fn close(&self, waiting: &mut Vec<Waker>) {
        let mut slots = lock(&self.slots);
        slots.closed = true;
        let registrations = std::mem::take(&mut slots.slab);
        drop(slots);
        for (_, (_, registration)) in registrations {
            registration.close(waiting);
        }
    }
}
