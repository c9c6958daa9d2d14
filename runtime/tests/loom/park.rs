//! A thread that falls asleep while others unpark it: `Seat` and `Parker` of `park.rs`.
//!
//! Proves (P12)
//! 1. A thread that looks, finds nothing and parks does not sleep through an unpark, whoever comes first.
//! 2. What was stored before `unpark` is seen after the `park` that it ended or kept from sleeping.
//! 3. It holds again for the next park, and for several unparkers; an unpark is kept for a park that comes later.
//!
//! The bed is the condvar's; in the driver's the seat is the same, and a system call sleeps. Explores about 15,000
//! executions.

use super::explore;
use crate::park::Parker;
use crate::sync::atomic::AtomicUsize;
use crate::sync::atomic::Ordering::Relaxed;
use ::loom::thread;
use std::sync::Arc;

/// Parks until `threads` threads have stored and unparked `each` times.
fn count_to(threads: usize, each: usize) {
    let mut parker = Parker::new(None);
    let stored = Arc::new(AtomicUsize::new(0));
    for _ in 0..threads {
        let (unparker, stored) = (parker.unparker.clone(), stored.clone());
        thread::spawn(move || {
            for _ in 0..each {
                stored.fetch_add(1, Relaxed);
                unparker.unpark();
            }
        });
    }
    while stored.load(Relaxed) < threads * each {
        parker.park();
    }
}

#[test]
fn p12_no_unpark_is_lost() {
    explore(20, || count_to(1, 1));
}

#[test]
fn p12_no_unpark_is_lost_the_second_time() {
    explore(300, || count_to(1, 2));
}

#[test]
fn p12_no_unpark_of_several_is_lost() {
    explore(5_000, || count_to(2, 1));
}

#[test]
fn p12_an_unpark_is_kept_for_the_next_park() {
    explore(10, || {
        let mut parker = Parker::new(None);
        let unparker = parker.unparker.clone();
        let other = thread::spawn(move || {
            unparker.unpark();
            unparker
        });
        parker.park();
        other.join().unwrap().unpark();
        parker.park();
    });
}
