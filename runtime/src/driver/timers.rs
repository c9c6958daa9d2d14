//! The timers: who wants to be woken at which instant, soonest first.
//!
//! ```text
//!   heap: (deadline, key), four children a node         entries: slab of who to wake
//!              ┌── 0 ──┐                                 key ─► waker, and where in the heap it stands
//!          1   2   3   4                                        └── so a dropped timer leaves at once
//! ```
//!
//! Rules
//! 1. Deadlines are `Instant`s, compared exactly: no tick rounds one down, so no timer is early.
//! 2. Timers with the same deadline fire in the order in which they were set.
//! 3. A timer that is dropped or reset leaves its place at once; nothing is kept for later.
//! 4. A key carries a generation: a timer that has fired is one whose key finds nothing.
//! 5. Four children a node instead of two halve the depth, and the moves down are the costly ones
//!    (LaMarca and Ladner, "The Influence of Caches on the Performance of Heaps", 1996).
//!
//! Next: `driver/clock.rs`, then `park.rs`.

use crate::sync::{Mutex, lock};
use slab::Slab;
use std::task::{Context, Poll, Waker};
use std::time::Instant;

const CHILDREN: usize = 4;

#[derive(Default)]
pub(crate) struct Timers(Mutex<Heap>);

/// A timer that was set. It is good for one timer: when that is gone it finds nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key {
    slot: usize,
    serial: u64,
}

#[derive(Default)]
struct Heap {
    nodes: Vec<Node>,
    entries: Slab<Entry>,
    serial: u64,
    closed: bool,
}

/// Ordered by deadline, then by age.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Node {
    deadline: Instant,
    serial: u64,
    slot: usize,
}

struct Entry {
    waker: Waker,
    serial: u64,
    position: usize,
}

impl Timers {
    /// Sets a timer that wakes `waker` at `deadline`; `None` if the runtime has shut down.
    ///
    /// The flag says that no other is sooner: whoever sleeps in the driver must look at the deadlines again.
    pub(crate) fn set(&self, deadline: Instant, waker: Waker) -> Option<(Key, bool)> {
        let mut heap = lock(&self.0);
        (!heap.closed).then(|| heap.push(deadline, waker))
    }

    /// Ready if the timer has fired; if not, the waker of `cx` is the one that it will wake.
    pub(crate) fn poll(&self, key: Key, cx: &mut Context<'_>) -> Poll<()> {
        let mut heap = lock(&self.0);
        let Some(entry) = heap.find(key) else {
            return Poll::Ready(());
        };
        if !entry.waker.will_wake(cx.waker()) {
            let before = std::mem::replace(&mut entry.waker, cx.waker().clone());
            drop(heap);
            drop(before);
        }
        Poll::Pending
    }

    /// Takes back a timer that may not have fired yet.
    pub(crate) fn cancel(&self, key: Key) {
        let mut heap = lock(&self.0);
        let entry = heap
            .find(key)
            .map(|entry| entry.position)
            .map(|at| heap.remove(at));
        drop(heap);
        drop(entry);
    }

    /// The soonest deadline.
    pub(crate) fn next(&self) -> Option<Instant> {
        lock(&self.0).nodes.first().map(|node| node.deadline)
    }

    /// Takes every timer that is due at `now`, soonest first, and hands over their wakers.
    pub(super) fn expire(&self, now: Instant, due: &mut Vec<Waker>) {
        let mut heap = lock(&self.0);
        while heap.nodes.first().is_some_and(|node| node.deadline <= now) {
            due.push(heap.remove(0).waker);
        }
    }

    /// How many timers are set.
    pub(crate) fn len(&self) -> usize {
        lock(&self.0).nodes.len()
    }

    /// Whether the runtime has shut down, so that nothing will fire any more.
    pub(crate) fn is_closed(&self) -> bool {
        lock(&self.0).closed
    }

    /// Refuses further timers and takes those that are set.
    pub(super) fn close(&self) -> Vec<Waker> {
        let mut heap = lock(&self.0);
        heap.closed = true;
        heap.nodes.clear();
        std::mem::take(&mut heap.entries)
            .into_iter()
            .map(|(_, entry)| entry.waker)
            .collect()
    }
}

impl Heap {
    fn find(&mut self, key: Key) -> Option<&mut Entry> {
        self.entries
            .get_mut(key.slot)
            .filter(|entry| entry.serial == key.serial)
    }

    fn push(&mut self, deadline: Instant, waker: Waker) -> (Key, bool) {
        self.serial += 1;
        let (serial, position) = (self.serial, self.nodes.len());
        let slot = self.entries.insert(Entry {
            waker,
            serial,
            position,
        });
        self.nodes.push(Node {
            deadline,
            serial,
            slot,
        });
        let position = self.rise(position);
        (Key { slot, serial }, position == 0)
    }

    fn remove(&mut self, position: usize) -> Entry {
        let node = self.nodes.swap_remove(position);
        if position < self.nodes.len() {
            let position = self.rise(position);
            self.sink(position);
        }
        self.entries.remove(node.slot)
    }

    /// Moves the node at `position` up to where its parent is sooner; answers where that is.
    fn rise(&mut self, mut position: usize) -> usize {
        let node = self.nodes[position];
        while position > 0 {
            let parent = (position - 1) / CHILDREN;
            if self.nodes[parent] <= node {
                break;
            }
            self.place(position, self.nodes[parent]);
            position = parent;
        }
        self.place(position, node);
        position
    }

    /// Moves the node at `position` down to where its children are later.
    fn sink(&mut self, mut position: usize) {
        let node = self.nodes[position];
        loop {
            let first = position * CHILDREN + 1;
            let children = first..(first + CHILDREN).min(self.nodes.len());
            let Some(soonest) = children.min_by_key(|&child| self.nodes[child]) else {
                break;
            };
            if node <= self.nodes[soonest] {
                break;
            }
            self.place(position, self.nodes[soonest]);
            position = soonest;
        }
        self.place(position, node);
    }

    fn place(&mut self, position: usize, node: Node) {
        self.nodes[position] = node;
        self.entries[node.slot].position = position;
    }
}
