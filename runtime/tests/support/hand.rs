//! Polling by hand, with a waker that counts.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::SeqCst;
use std::task::{Context, Poll, Wake, Waker};

/// A waker that does nothing but count.
#[derive(Default)]
pub struct Hand {
    wakes: AtomicUsize,
}

impl Hand {
    pub fn new() -> Arc<Hand> {
        Arc::default()
    }

    pub fn waker(self: &Arc<Hand>) -> Waker {
        self.clone().into()
    }

    pub fn wakes(&self) -> usize {
        self.wakes.load(SeqCst)
    }

    /// Polls a future once.
    pub fn poll<F: Future + Unpin>(self: &Arc<Hand>, future: &mut F) -> Poll<F::Output> {
        Pin::new(future).poll(&mut Context::from_waker(&self.waker()))
    }
}

impl Wake for Hand {
    fn wake(self: Arc<Hand>) {
        self.wakes.fetch_add(1, SeqCst);
    }
}

/// A waker that does as it is told.
pub struct Act<A>(pub A);

impl<A: Fn() + Send + Sync + 'static> Act<A> {
    pub fn waker(act: A) -> Waker {
        Arc::new(Act(act)).into()
    }
}

impl<A: Fn() + Send + Sync> Wake for Act<A> {
    fn wake(self: Arc<Self>) {
        self.0();
    }
}

/// The output of a future that is ready.
pub fn ready<T>(poll: Poll<T>) -> T {
    match poll {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the future is not ready"),
    }
}
