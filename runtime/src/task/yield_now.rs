//! The smallest leaf future: `Pending` once, with the wake already asked for.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Lets every task that is ready now have its turn before this one goes on.
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
pub fn yield_now() -> YieldNow {
    YieldNow { yielded: false }
}

/// The future of [`yield_now`].
#[derive(Debug)]
#[must_use = "a future does nothing unless it is awaited"]
pub struct YieldNow {
    yielded: bool,
}

impl Future for YieldNow {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.yielded {
            return Poll::Ready(());
        }
        self.yielded = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}
