//! The smallest leaf future: `Pending` once, with the wake already asked for.
//!
//! The wake comes during the poll, so whoever polls puts the task at the end of the queue
//! (`task/state.rs`, rule 3): behind what waits there, and before what is woken later.
//!
//! Next: `task/registry.rs`.

use std::future::poll_fn;
use std::task::Poll;

/// Goes to the end of the queue, so that the tasks that wait there have their turn before this one
/// goes on.
///
/// ```
/// # use std::{cell::RefCell, rc::Rc};
/// let order = Rc::new(RefCell::new(vec![]));
/// let seen = order.clone();
/// openwork::block_on(async move {
///     let other = openwork::task::spawn_local(async move { seen.borrow_mut().push("other") });
///     openwork::task::yield_now().await;
///     order.borrow_mut().push("main");
///     other.await.unwrap();
///     assert_eq!(*order.borrow(), ["other", "main"]);
/// });
/// ```
pub async fn yield_now() {
    let mut yielded = false;
    let poll = poll_fn(|cx| {
        if yielded {
            return Poll::Ready(());
        }
        yielded = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    });
    poll.await;
}
