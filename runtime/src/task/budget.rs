//! What a thread knows of the poll that it is in: whose it is, and how much it may still do.
//!
//! A leaf future that is always ready never returns `Pending`, so the task above it would keep its
//! thread for ever. The budget is the number of operations that one poll may complete; when it is
//! spent, leaf futures wake their task and return `Pending`, and the next task has its turn.
//!
//! Rules
//! 1. What could be ready again and again asks `proceed` before it tries and calls `spend` when it
//!    completes: `JoinHandle`, `Sleep`, and accept, read, write and peek. Three do not: `connect`;
//!    `yield_now`, which yields anyway; and the timer in a `timeout`, which must go off also beside
//!    a future that spends it all.
//! 2. A thread that polls nothing of a runtime has no limit: nobody would renew it there.
//! 3. The idea and the size of the default, 128, are tokio's (tokio-rs/tokio#2160).
//!
//! Next: `task/yield_now.rs`.

use super::Id;
use std::cell::Cell;
use std::task::{Context, Poll};

thread_local! {
    static THIS_POLL: ThisPoll = const {
        ThisPoll { task: Cell::new(None), left: Cell::new(u32::MAX), limit: Cell::new(u32::MAX) }
    };
}

struct ThisPoll {
    task: Cell<Option<Id>>,
    left: Cell<u32>,
    limit: Cell<u32>,
}

/// Sets the budget of every poll on this thread from now on; answers the one before.
pub(crate) fn set_limit(limit: u32) -> u32 {
    THIS_POLL.with(|poll| poll.limit.replace(limit))
}

/// A poll of `task` (or of the future of `block_on`, or of nothing) begins on this thread, with a
/// full budget.
pub(crate) fn begin(task: Option<Id>) {
    THIS_POLL.with(|poll| {
        poll.task.set(task);
        poll.left.set(poll.limit.get());
    });
}

/// No poll of this runtime goes on, or one that may do what it likes: it is one blocking closure.
pub(crate) fn lift() {
    THIS_POLL.with(|poll| poll.left.set(u32::MAX));
}

/// The poll is over. `before` is whose poll it interrupted.
pub(crate) fn end(before: Option<Id>) {
    THIS_POLL.with(|poll| poll.task.set(before));
    lift();
}

/// The id of the task that this thread is polling, `None` outside a task.
///
/// ```
/// openwork::block_on(async {
///     assert_eq!(openwork::task::id(), None);
///     let handle = openwork::spawn(async { openwork::task::id() });
///     let id = handle.id();
///     assert_eq!(handle.await.unwrap(), Some(id));
/// });
/// ```
pub fn id() -> Option<Id> {
    THIS_POLL.with(|poll| poll.task.get())
}

/// `Pending`, with a wake already asked for, when this poll has spent its budget.
pub(crate) fn proceed(cx: &mut Context) -> Poll<()> {
    if THIS_POLL.with(|poll| poll.left.get()) > 0 {
        return Poll::Ready(());
    }
    cx.waker().wake_by_ref();
    Poll::Pending
}

/// One operation has completed.
pub(crate) fn spend() {
    THIS_POLL.with(|poll| poll.left.set(poll.left.get().saturating_sub(1)));
}
