//! The life of a task as one word of bits, and every transition that it can make.
//!
//! ```text
//!                          4 wake, abort
//!          ┌──────────────────────────────────────────────┐
//!          ▼                                              │
//!     ┌─────────┐  1 start   ┌─────────┐    2 idle    ┌────────┐
//! ──► │SCHEDULED│ ─────────► │ RUNNING │ ───────────► │ (idle) │
//!     └─────────┘            └─────────┘              └────────┘
//!          ▲    2 idle, woken     │
//!          └────── meanwhile ─────┤
//!                                 │ 3 complete
//!                                 ▼
//!                            ┌─────────┐
//!                            │COMPLETE │   from here on no transition does anything
//!                            └─────────┘
//! 1 State::start   2 State::idle   3 State::complete   4 State::wake, State::abort
//! ```
//!
//! | bit | set by | cleared by | means |
//! |---|---|---|---|
//! | `SCHEDULED` | `new`, `wake`, `abort` | `start` | somebody holds its one queue entry, or will when its poll ends |
//! | `RUNNING` | `start` | `idle`, `complete` | one thread is inside `poll`, and owns the stage |
//! | `COMPLETE` | `complete` | – | the future is dropped, the output stored |
//! | `ABORTED` | `abort` | – | the next `start` drops the future instead of polling it |
//! | `HANDLE` | `new` | `forget` | a `JoinHandle` exists: somebody may want the output |
//! | `JOINING` | `join` | – | the handle's waker is stored, and `complete` must wake it |
//!
//! Rules
//! 1. Whoever holds the task's queue entry may call `start`, and nobody else. So one thread polls
//!    at a time.
//! 2. Of all that set `SCHEDULED` one is told so, who then holds the entry, and queues the task or
//!    ends it: at most one entry a task.
//! 3. A wake during a poll sets `SCHEDULED` beside `RUNNING`; `idle` reports it, and the poller's
//!    queue takes the task back. No wake is lost, and none gives more than one poll.
//! 4. Only read-modify-write operations: the bits have one order of changes that all threads agree
//!    on.
//! 5. tokio calls our `SCHEDULED` by the name `NOTIFIED`.
//!
//! Next: `task/cell.rs`, which owns what these bits guard.

use crate::sync::atomic::AtomicUsize;
use crate::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed};

const SCHEDULED: usize = 1;
const RUNNING: usize = 1 << 1;
const COMPLETE: usize = 1 << 2;
const ABORTED: usize = 1 << 3;
const HANDLE: usize = 1 << 4;
const JOINING: usize = 1 << 5;

/// The state word of one task.
pub(crate) struct State(AtomicUsize);

/// What is left to do with the output of a task that has just completed.
#[must_use]
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Completed {
    /// The handle has stored a waker: wake it.
    WakeJoiner,
    /// The handle will ask by itself.
    Keep,
    /// There is no handle: drop it.
    Discard,
}

impl State {
    /// A task that is about to be put in its first queue and has a handle.
    pub(crate) fn new() -> State {
        State(AtomicUsize::new(SCHEDULED | HANDLE))
    }

    // ANCHOR: turn
    /// `SCHEDULED` → `RUNNING`. The two bits are neighbours, so adding one moves the first to the
    /// second.
    ///
    /// True if the caller polls the task; false if it was aborted, and the caller drops the future.
    #[must_use]
    pub(crate) fn start(&self) -> bool {
        // Acquire pairs with `wake` (what the waker did before is seen by the poll) and with `idle`
        // (so is what the poll before did on another thread).
        let before = self.0.fetch_add(SCHEDULED, Acquire);
        debug_assert_eq!(before & (SCHEDULED | RUNNING | COMPLETE), SCHEDULED);
        before & ABORTED == 0
    }

    /// `RUNNING` → idle, or back to `SCHEDULED` when the task was woken meanwhile.
    ///
    /// True if it waits for a waker now; false if it was woken, and the caller owns its queue
    /// entry.
    #[must_use]
    pub(crate) fn idle(&self) -> bool {
        // Release pairs with `start`; Acquire pairs with `wake`, which published what it woke for.
        let before = self.0.fetch_sub(RUNNING, AcqRel);
        debug_assert_eq!(before & (RUNNING | COMPLETE), RUNNING);
        before & SCHEDULED == 0
    }
    // ANCHOR_END: turn

    /// `RUNNING` → `COMPLETE`, neighbours again.
    pub(crate) fn complete(&self) -> Completed {
        // Release pairs with `is_complete` and `join` (the output is stored); Acquire pairs with
        // `join` (the waker is stored).
        let before = self.0.fetch_add(RUNNING, AcqRel);
        debug_assert_eq!(before & (RUNNING | COMPLETE), RUNNING);
        match before & (HANDLE | JOINING) {
            HANDLE => Completed::Keep,
            JOINING | 0 => Completed::Discard,
            _ => Completed::WakeJoiner,
        }
    }

    // ANCHOR: ask
    /// Asks for another poll. True if the caller has to put the task in a queue.
    #[must_use]
    pub(crate) fn wake(&self) -> bool {
        self.ask(SCHEDULED)
    }

    /// Asks that the future be dropped at its next turn. True as for `wake`.
    #[must_use]
    pub(crate) fn abort(&self) -> bool {
        self.ask(SCHEDULED | ABORTED)
    }

    fn ask(&self, bits: usize) -> bool {
        // Release pairs with `start` and `idle`, even when the bit was set already: a later waker's
        // writes must be seen by the same poll.
        let before = self.0.fetch_or(bits, AcqRel);
        before & (SCHEDULED | RUNNING | COMPLETE) == 0
    }
    // ANCHOR_END: ask

    /// Whether somebody asked for another poll since this one began. A hint for the poller only.
    pub(crate) fn is_scheduled(&self) -> bool {
        self.0.load(Relaxed) & SCHEDULED != 0
    }

    /// Whether the output is stored.
    pub(crate) fn is_complete(&self) -> bool {
        // Acquire pairs with `complete`.
        self.0.load(Acquire) & COMPLETE != 0
    }

    /// The handle has stored its waker. True if the task completed first, so that nobody will wake
    /// it.
    #[must_use]
    pub(crate) fn join(&self) -> bool {
        // Release pairs with `complete` (the waker is stored); Acquire pairs with it too (the
        // output is).
        self.0.fetch_or(JOINING, AcqRel) & COMPLETE != 0
    }

    /// The handle is gone. Says what of it the caller must drop: the output, because the task
    /// completed first; the waker, because the task lives on and nobody waits.
    #[must_use]
    pub(crate) fn forget(&self) -> (bool, bool) {
        // Acquire pairs with `complete`: the output that the caller drops is stored.
        let before = self.0.fetch_and(!HANDLE, AcqRel);
        (before & COMPLETE != 0, before & JOINING != 0)
    }
}
