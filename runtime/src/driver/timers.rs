//! The timers: who wants to be woken at which instant, soonest first.
//!
//! ```text
//!   heap: (deadline, serial, slot), soonest on top        slots: who to wake
//!      ┌──────── 1.2 s ┐                                    slot ─► serial, waker
//!    1.5 s  (1.3 s: cancelled, its slot is empty)
//! ```
//!
//! Rules
//! 1. Deadlines are `Instant`s, compared exactly: no tick rounds one down, so no timer is early.
//! 2. Timers with the same deadline fire in the order in which they were set.
//! 3. To cancel is to empty the slot. What then stands in the heap for nobody is swept out when it
//!    is the larger half: a cancel costs a constant on average, and leaves at most twice what is
//!    set in the heap.
//! 4. A timer that has fired is one whose key finds nothing: a slot carries the serial of its
//!    timer.
//!
//! Next: `driver/clock.rs`.

use crate::sync::{Mutex, lock};
use slab::Slab;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::task::{Context, Poll, Waker};
use std::time::Instant;

#[derive(Default)]
pub(crate) struct Timers(Mutex<Heap>);

/// A timer that was set. When that is gone, the key finds nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    serial: u64,
    slot: usize,
}

#[derive(Default)]
struct Heap {
    /// By deadline, then by age.
    soonest: BinaryHeap<Reverse<(Instant, Key)>>,
    slots: Slab<(u64, Waker)>,
    serial: u64,
    closed: bool,
}

impl Timers {
    /// Sets a timer that wakes `waker` at `deadline`; `None` if the runtime has shut down.
    ///
    /// The flag says that no other is sooner: whoever sleeps in the driver must look at the
    /// deadlines again.
    pub(crate) fn set(&self, deadline: Instant, waker: Waker) -> Option<(Key, bool)> {
        let mut heap = lock(&self.0);
        if heap.closed {
            return None;
        }
        heap.serial += 1;
        let serial = heap.serial;
        let key = Key {
            serial,
            slot: heap.slots.insert((serial, waker)),
        };
        heap.soonest.push(Reverse((deadline, key)));
        let is_next = heap.soonest.peek() == Some(&Reverse((deadline, key)));
        Some((key, is_next))
    }

    /// Ready if the timer has fired; if not, the waker of `cx` is the one that it will wake.
    pub(crate) fn poll(&self, key: Key, cx: &mut Context) -> Poll<()> {
        let mut heap = lock(&self.0);
        let Some(waker) = heap.find(key) else {
            return Poll::Ready(());
        };
        if !waker.will_wake(cx.waker()) {
            let before = std::mem::replace(waker, cx.waker().clone());
            drop(heap);
            drop(before);
        }
        Poll::Pending
    }

    // ANCHOR: cancel
    /// Takes back a timer that may not have fired yet.
    pub(crate) fn cancel(&self, key: Key) {
        let mut heap = lock(&self.0);
        let waker = heap.take(key);
        let Heap { soonest, slots, .. } = &mut *heap;
        if soonest.len() > 2 * slots.len() {
            soonest.retain(|Reverse((_, key))| is_set(slots, *key));
        }
        drop(heap);
        drop(waker);
    }
    // ANCHOR_END: cancel

    /// The soonest deadline.
    pub(crate) fn next(&self) -> Option<Instant> {
        let mut heap = lock(&self.0);
        while let Some(&Reverse((deadline, key))) = heap.soonest.peek() {
            if is_set(&heap.slots, key) {
                return Some(deadline);
            }
            heap.soonest.pop();
        }
        None
    }

    // ANCHOR: expire
    /// Takes every timer that is due at `now`, soonest first, and hands over their wakers.
    pub(super) fn expire(&self, now: Instant, due: &mut Vec<Waker>) {
        let mut heap = lock(&self.0);
        while let Some(&Reverse((deadline, key))) = heap.soonest.peek() {
            if deadline > now {
                break;
            }
            heap.soonest.pop();
            due.extend(heap.take(key));
        }
    }
    // ANCHOR_END: expire

    /// How many timers are set.
    pub(crate) fn len(&self) -> usize {
        lock(&self.0).slots.len()
    }

    /// Whether the runtime has shut down, so that nothing will fire any more.
    pub(crate) fn is_closed(&self) -> bool {
        lock(&self.0).closed
    }

    /// Refuses further timers and takes those that are set.
    pub(super) fn close(&self) -> Vec<Waker> {
        let mut heap = lock(&self.0);
        heap.closed = true;
        heap.soonest.clear();
        let slots = std::mem::take(&mut heap.slots);
        slots.into_iter().map(|(_, (_, waker))| waker).collect()
    }
}

impl Heap {
    fn find(&mut self, key: Key) -> Option<&mut Waker> {
        let slot = self.slots.get_mut(key.slot)?;
        (slot.0 == key.serial).then_some(&mut slot.1)
    }

    fn take(&mut self, key: Key) -> Option<Waker> {
        self.find(key)?;
        Some(self.slots.remove(key.slot).1)
    }
}

fn is_set(slots: &Slab<(u64, Waker)>, key: Key) -> bool {
    slots.get(key.slot).is_some_and(|slot| slot.0 == key.serial)
}
