//! What all connections of a server share: the router, the limits, and who is connected.
//!
//! ```text
//! serving ──stop──► stopping ──cut──► cut
//!                   idle: ends now    all: end at their next poll
//!                   busy: ends after its response
//! ```
//!
//! 1. A connection has a place from before its task is spawned until the task is gone, however it
//!    ends. It leaves its waker there when it is first polled, once: a task has one for life.
//! 2. The stage is written before the wakers are taken, under the lock that they are left under:
//!    who leaves one later sees the stage. So `Relaxed` is enough for it.
//!
//! Next: `server.rs`.

use std::sync::atomic::{AtomicU8, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, Waker};

use slab::Slab;

use super::{Limits, Router};

/// What all connections of a server share.
#[derive(Default)]
pub(super) struct Site {
    pub(super) router: Router,
    pub(super) limits: Limits,
    pub(super) stage: AtomicU8,
    pub(super) roll: Mutex<Roll>,
}

#[derive(Default)]
pub(super) struct Roll {
    connections: Slab<Waker>,
    server: Option<Waker>,
}

/// Idle connections end now, busy ones after their response.
pub(super) const STOPPING: u8 = 1;
/// All connections end.
pub(super) const CUT: u8 = 2;

impl Site {
    /// Moves on to a stage, tells everybody, and says how many they are.
    pub(super) fn advance(&self, stage: u8) -> usize {
        self.stage.fetch_max(stage, Relaxed);
        let wakers = self.roll().connections.clone();
        wakers.iter().for_each(|(_, waker)| waker.wake_by_ref());
        wakers.len()
    }

    pub(super) fn has_reached(&self, stage: u8) -> bool {
        self.stage.load(Relaxed) >= stage
    }

    /// Waits until there are fewer connections than `limit`.
    pub(super) fn poll_fewer(&self, limit: usize, cx: &Context<'_>) -> Poll<()> {
        let mut roll = self.roll();
        if roll.connections.len() < limit {
            return Poll::Ready(());
        }
        let before = roll.server.replace(cx.waker().clone());
        drop((roll, before));
        Poll::Pending
    }

    fn roll(&self) -> MutexGuard<'_, Roll> {
        self.roll.lock().expect("nothing panics in between")
    }
}

/// A connection's place among the others.
pub(super) struct Place {
    pub(super) site: Arc<Site>,
    key: usize,
}

impl Place {
    pub(super) fn new(site: &Arc<Site>) -> Place {
        let key = site.roll().connections.insert(Waker::noop().clone());
        let site = Arc::clone(site);
        Place { site, key }
    }

    /// Leaves the waker that tells of a change.
    pub(super) fn poll_watch(&self, cx: &Context<'_>) -> Poll<()> {
        self.site.roll().connections[self.key] = cx.waker().clone();
        Poll::Ready(())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut roll = self.site.roll();
        let (waker, server) = (roll.connections.remove(self.key), roll.server.take());
        drop((roll, waker));
        server.into_iter().for_each(Waker::wake);
    }
}
