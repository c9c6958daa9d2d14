//! A task whose every poll and drop is counted, in the manner of async-task's tests.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::thread;

/// What happened to one task so far.
#[derive(Default)]
pub struct Tally {
    polls: AtomicUsize,
    drops: AtomicUsize,
    outputs: AtomicUsize,
    output_drops: AtomicUsize,
    waker: Mutex<Option<Waker>>,
}

impl Tally {
    pub fn new() -> Arc<Tally> {
        Arc::default()
    }

    /// How often the future was polled.
    pub fn polls(&self) -> usize {
        self.polls.load(SeqCst)
    }

    /// How often the future was dropped.
    pub fn drops(&self) -> usize {
        self.drops.load(SeqCst)
    }

    /// How many outputs there were, and how many are gone.
    pub fn outputs(&self) -> (usize, usize) {
        (self.outputs.load(SeqCst), self.output_drops.load(SeqCst))
    }

    /// The waker of the last poll.
    pub fn waker(&self) -> Waker {
        let waker = self.waker.lock().unwrap();
        waker.clone().expect("the future was polled")
    }

    pub fn has_waker(&self) -> bool {
        self.waker.lock().unwrap().is_some()
    }

    /// Forgets the waker of the last poll.
    pub fn forget_waker(&self) {
        let waker = self.waker.lock().unwrap().take();
        drop(waker);
    }
}

/// What a poll of [`Counted`] does.
pub type Act = Box<dyn FnMut(usize, &mut Context<'_>) -> Poll<()> + Send>;

/// A future that counts its polls (from 1, as `act` is told) and its drop, and keeps its last waker
/// in the tally.
pub struct Counted {
    tally: Arc<Tally>,
    act: Act,
    bombs: Bombs,
}

/// Which destructors panic.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bombs {
    pub future: bool,
    pub output: bool,
}

impl Counted {
    pub fn new(
        tally: &Arc<Tally>,
        act: impl FnMut(usize, &mut Context<'_>) -> Poll<()> + Send + 'static,
    ) -> Counted {
        Counted {
            tally: tally.clone(),
            act: Box::new(act),
            bombs: Bombs::default(),
        }
    }

    /// Ready at its poll number `ready_at`, `Pending` before.
    pub fn ready_at(tally: &Arc<Tally>, ready_at: usize) -> Counted {
        Counted::new(tally, move |poll, _| {
            if poll >= ready_at {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
    }

    /// `Pending` for ever.
    pub fn pending(tally: &Arc<Tally>) -> Counted {
        Counted::new(tally, |_, _| Poll::Pending)
    }

    pub fn with_bombs(mut self, bombs: Bombs) -> Counted {
        self.bombs = bombs;
        self
    }
}

impl Future for Counted {
    type Output = Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Output> {
        *self.tally.waker.lock().unwrap() = Some(cx.waker().clone());
        let poll = self.tally.polls.fetch_add(1, SeqCst) + 1;
        (self.act)(poll, cx).map(|()| Output::new(&self.tally, self.bombs.output))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.tally.drops.fetch_add(1, SeqCst);
        if self.bombs.future && !thread::panicking() {
            panic!("the future's drop panics");
        }
    }
}

/// An output that counts its drop.
pub struct Output {
    tally: Arc<Tally>,
    bomb: bool,
}

impl Output {
    fn new(tally: &Arc<Tally>, bomb: bool) -> Output {
        tally.outputs.fetch_add(1, SeqCst);
        Output {
            tally: tally.clone(),
            bomb,
        }
    }

    /// Takes the fuse out of an output that panics when dropped.
    pub fn disarm(mut self) {
        self.bomb = false;
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        self.tally.output_drops.fetch_add(1, SeqCst);
        if self.bomb && !thread::panicking() {
            panic!("the output's drop panics");
        }
    }
}
