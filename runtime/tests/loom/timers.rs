//! A timer that fires while somebody polls it, takes it back or sets another: `driver/timers.rs`, with the driver
//! that fires it.
//!
//! Proves
//! 1. P26: a timer that is polled with another waker while it fires wakes that waker, or is found to have fired.
//! 2. P28: a timer that is taken back while it fires leaves nothing, wakes at most once, and does not touch the one that
//!    has got its slot meanwhile.
//! 3. P22: a timer that is set while the runtime shuts down is refused or woken.
//!
//! Due timers are set for now and the others for an hour later, so the clock decides nothing. Explores about 80
//! executions.

use super::{Count, block_on, explore};
use crate::driver::{Clock, Driver, Key, Timers};
use ::loom::thread;
use futures_task::{noop_waker, noop_waker_ref, waker};
use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

const HOUR: Duration = Duration::from_secs(3600);

fn set(timers: &Timers, later: Duration, waker: Waker) -> Option<Key> {
    Some(timers.set(Instant::now() + later, waker)?.0)
}

#[test]
fn p26_a_timer_that_is_polled_while_it_fires_wakes() {
    explore(20, || {
        let (mut driver, _waker) = Driver::new(Clock::System).unwrap();
        let shared = driver.shared.clone();
        let key = set(&shared.timers, Duration::ZERO, noop_waker()).unwrap();
        let turner = thread::spawn(move || driver.look());
        block_on(poll_fn(|cx| shared.timers.poll(key, cx)));
        turner.join().unwrap();
        assert_eq!(shared.timers.len(), 0);
    });
}

#[test]
fn p28_a_timer_that_is_cancelled_while_it_fires_leaves_the_others_alone() {
    explore(3, || {
        let (mut driver, _waker) = Driver::new(Clock::System).unwrap();
        let (shared, woken) = (driver.shared.clone(), Arc::new(Count::default()));
        let key = set(&shared.timers, Duration::ZERO, waker(woken.clone())).unwrap();
        let turner = thread::spawn(move || {
            driver.look();
            set(&driver.shared.timers, HOUR, noop_waker()).unwrap()
        });
        shared.timers.cancel(key);
        let other = turner.join().unwrap();
        let mut cx = Context::from_waker(noop_waker_ref());
        assert_eq!(shared.timers.poll(other, &mut cx), Poll::Pending);
        assert!(shared.timers.poll(key, &mut cx).is_ready());
        assert_eq!((shared.timers.len(), Arc::strong_count(&woken)), (1, 1));
        assert!(woken.get() <= 1);
    });
}

#[test]
fn p22_a_timer_that_is_set_during_shutdown_is_refused_or_woken() {
    explore(2, || {
        let (driver, _waker) = Driver::new(Clock::System).unwrap();
        let (shared, woken) = (driver.shared.clone(), Arc::new(Count::default()));
        let closer = thread::spawn(move || driver.shared.close());
        let set = set(&shared.timers, HOUR, waker(woken.clone()));
        closer.join().unwrap();
        assert_eq!(woken.get(), usize::from(set.is_some()));
        assert_eq!(shared.timers.len(), 0);
    });
}
