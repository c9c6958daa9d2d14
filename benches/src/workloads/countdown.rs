//! A counter that wakes one waiting future when it reaches zero: how a body learns that its tasks
//! are done.
//!
//! It knows no runtime. Each task pays for one clone, one decrement and one drop, the same in every
//! row.

use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::{AcqRel, Acquire};
use std::task::Poll;

use futures::task::AtomicWaker;

/// The tasks that are still to finish.
#[derive(Debug)]
pub(super) struct Countdown {
    remaining: AtomicUsize,
    waiter: AtomicWaker,
}

impl Countdown {
    pub(super) fn new(tasks: usize) -> Arc<Self> {
        Arc::new(Self {
            remaining: AtomicUsize::new(tasks),
            waiter: AtomicWaker::new(),
        })
    }

    /// One task is done.
    pub(super) fn count(&self) {
        // Pairs with wait: what the tasks wrote is seen by the one that waited for them.
        if self.remaining.fetch_sub(1, AcqRel) == 1 {
            self.waiter.wake();
        }
    }

    /// Ready when every task is done.
    pub(super) async fn wait(&self) {
        poll_fn(|context| {
            self.waiter.register(context.waker());
            // Pairs with count.
            match self.remaining.load(Acquire) {
                0 => Poll::Ready(()),
                _ => Poll::Pending,
            }
        })
        .await;
    }
}
