//! One source's registration with the reactor: what the system last said of it, and who waits for
//! it.
//!
//! ```text
//!   a leaf future                                  the reactor
//!   1 ready? ─ no ─► keep the waker, Pending       4 an event: set the bits, wake the keepers
//!   2 yes ─► the system call
//!   3 WouldBlock or a short read ─► clear the bit
//! ```
//!
//! Rules
//! 1. Edge-triggered: a bit stays set until an operation found the source empty (or full), for the
//!    system will not repeat what it said.
//! 2. Only what one pass said is cleared. If another event came between the system call and the
//!    clearing, the bit stays: `told` counts the events.
//! 3. Read-closed, write-closed and error are never cleared by a short read: data and the end of a
//!    stream can arrive as one event, and the end must be found after the data. `WouldBlock` does
//!    clear them: it proves that the source has not ended.
//! 4. Every task that waits in a direction is woken, for a source may be shared by reference. A
//!    waker is kept until the direction's next event, also when its task has stopped waiting.
//!
//! Next: `driver/timers.rs`.

use super::Shared;
use crate::sync::{Mutex, lock};
use mio::event::{Event, Source};
use mio::{Interest, Token};
use std::io;
use std::sync::Arc;
use std::task::{Context, Poll, Waker, ready};

/// Which half of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Read,
    Write,
}

#[derive(Default)]
pub(super) struct Registration(Mutex<Readiness>);

/// What the system last said, and who waits to hear more.
#[derive(Default)]
struct Readiness {
    /// By [`Direction`].
    halves: [Half; 2],
    /// How many events this source has had.
    told: u32,
    /// The runtime is gone.
    closed: bool,
}

#[derive(Default)]
struct Half {
    ready: bool,
    /// Closed or failed: ready until an attempt says that it would block.
    ended: bool,
    waiting: Vec<Waker>,
}

impl Half {
    /// Notes what an event says of this half and takes those who waited for it.
    fn tell(&mut self, ready: bool, ended: bool, woken: &mut Vec<Waker>) {
        self.ready |= ready;
        self.ended |= ended;
        if ready || ended {
            woken.append(&mut self.waiting);
        }
    }
}

impl Registration {
    /// Notes an event.
    pub(super) fn tell(&self, event: &Event, woken: &mut Vec<Waker>) {
        let mut readiness = lock(&self.0);
        readiness.told = readiness.told.wrapping_add(1);
        let (error, [read, write]) = (event.is_error(), &mut readiness.halves);
        read.tell(event.is_readable(), event.is_read_closed() || error, woken);
        write.tell(event.is_writable(), event.is_write_closed() || error, woken);
    }

    pub(super) fn close(&self, woken: &mut Vec<Waker>) {
        let mut readiness = lock(&self.0);
        readiness.closed = true;
        readiness
            .halves
            .iter_mut()
            .for_each(|half| half.tell(false, true, woken));
    }

    // ANCHOR: clear
    /// Ready with the count of events so far, or keeps the waker.
    fn poll_ready(&self, direction: Direction, cx: &Context) -> Poll<io::Result<u32>> {
        let mut readiness = lock(&self.0);
        if readiness.closed {
            return Poll::Ready(Err(shut_down()));
        }
        let told = readiness.told;
        let half = &mut readiness.halves[direction as usize];
        if half.ready || half.ended {
            return Poll::Ready(Ok(told));
        }
        if !half.waiting.iter().any(|waker| waker.will_wake(cx.waker())) {
            half.waiting.push(cx.waker().clone());
        }
        Poll::Pending
    }

    /// The source was found empty (or full), if no event has come since `told`; `blocked` if it
    /// said so itself.
    fn clear(&self, direction: Direction, told: u32, blocked: bool) {
        let mut readiness = lock(&self.0);
        if readiness.told == told {
            let half = &mut readiness.halves[direction as usize];
            half.ready = false;
            half.ended &= !blocked;
        }
    }
    // ANCHOR_END: clear
}

/// What an operation that succeeded says of the next one.
pub(crate) enum Left<T> {
    /// There may be more at once.
    More(T),
    /// It took all that there was: another attempt would find nothing.
    Nothing(T),
}

/// What ties a source to the reactor: the number that events name it by, and whom they are for.
pub(super) type Tie = (Token, Arc<Registration>);

/// A source and its registration; dropping it unties and closes the source.
pub(crate) struct Registered<S: Source> {
    pub(crate) source: S,
    tie: Tie,
    pub(crate) driver: Arc<Shared>,
}

impl<S: Source> Registered<S> {
    /// # Errors
    /// What `epoll_ctl` says, or that the runtime has shut down.
    pub(crate) fn new(mut source: S, interest: Interest, driver: Arc<Shared>) -> io::Result<Self> {
        let tie = driver.sources.add(&mut source, interest)?;
        Ok(Registered {
            source,
            tie,
            driver,
        })
    }

    // ANCHOR: poll_io
    /// Tries `operation` whenever `direction` is ready, until it does not answer `WouldBlock`.
    pub(crate) fn poll_io<T>(
        &self,
        direction: Direction,
        cx: &mut Context,
        mut operation: impl FnMut(&S) -> io::Result<Left<T>>,
    ) -> Poll<io::Result<T>> {
        let registration = &self.tie.1;
        loop {
            let told = ready!(registration.poll_ready(direction, cx))?;
            match operation(&self.source) {
                Ok(Left::More(value)) => return Poll::Ready(Ok(value)),
                Ok(Left::Nothing(value)) => {
                    registration.clear(direction, told, false);
                    return Poll::Ready(Ok(value));
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    registration.clear(direction, told, true);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
    }
    // ANCHOR_END: poll_io
}

impl<S: Source> Drop for Registered<S> {
    fn drop(&mut self) {
        self.driver.sources.remove(&mut self.source, self.tie.0);
    }
}

/// The error of every operation on a socket whose runtime is gone.
pub(super) fn shut_down() -> io::Error {
    io::Error::other("the openwork runtime that drives this socket has shut down")
}
