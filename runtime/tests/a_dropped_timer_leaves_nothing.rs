//! P28: a timer that is dropped or reset leaves nothing behind and never fires at its old time; it
//! may be dropped inside its own wake.

mod support;

use openwork::Runtime;
use openwork::time::{Sleep, sleep, sleep_until};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};
use support::child::{Child, resident_kib, sleeps, this_thread};
use support::hand::{Act, Hand, ready};
use support::{Mode, in_both_modes, turn_until, watched};

const LONG: Duration = Duration::from_secs(3600);
/// Late enough to be set in time.
const SOON: Duration = Duration::from_millis(20);

/// As many as timers are set.
fn timers(runtime: &Runtime) -> usize {
    runtime.handle().metrics().timers
}

#[test]
fn p28_a_million_timers_created_polled_and_dropped_leave_no_memory() {
    Child::of("p28_a_million_timers_created_polled_and_dropped_leave_no_memory").run(|| {
        let runtime = Mode::SingleThreaded.runtime();
        let _inside = runtime.handle().enter();
        let hand = Hand::new();
        // Some stay, so that what is dropped is not alone.
        let mut staying: Vec<_> = (0..100).map(|_| sleep(LONG)).collect();
        staying
            .iter_mut()
            .for_each(|sleep| assert!(hand.poll(sleep).is_pending()));
        let set_and_drop = |count: u64| {
            for number in 0..count {
                let mut sleep = sleep(LONG + Duration::from_micros(number));
                assert!(hand.poll(&mut sleep).is_pending());
            }
            assert_eq!(timers(&runtime), 100);
            resident_kib()
        };
        let before = set_and_drop(10_000);
        let after = set_and_drop(1_000_000);
        // A million of anything would be four thousand KiB at the least.
        assert!(after < before + 2_000, "from {before} to {after} KiB");
        assert_eq!(hand.wakes(), 0);
        assert_eq!(Arc::strong_count(&hand), 101, "nor does a waker stay");
    });
}

#[test]
fn p28_many_timers_at_once_give_their_memory_back_for_the_next() {
    Child::of("p28_many_timers_at_once_give_their_memory_back_for_the_next").run(|| {
        let runtime = Mode::SingleThreaded.runtime();
        let _inside = runtime.handle().enter();
        let hand = Hand::new();
        let hold_many = || {
            let mut sleeps: Vec<_> = (0..50_000).map(|_| sleep(LONG)).collect();
            sleeps
                .iter_mut()
                .for_each(|sleep| assert!(hand.poll(sleep).is_pending()));
            assert_eq!(timers(&runtime), 50_000);
            drop(sleeps);
            assert_eq!(timers(&runtime), 0);
            resident_kib()
        };
        let before = hold_many().max(hold_many());
        let after = (0..10).fold(0, |_, _| hold_many());
        // Each round takes more than that.
        assert!(after < before + 5_000, "from {before} to {after} KiB");
    });
}

#[test]
fn p28_timers_that_follow_one_another_leave_no_memory() {
    Child::of("p28_timers_that_follow_one_another_leave_no_memory").run(|| {
        let runtime = Mode::SingleThreaded.runtime();
        let _inside = runtime.handle().enter();
        let (hand, mut few) = (Hand::new(), VecDeque::new());
        // Each comes before the oldest of a few goes, and takes the place of one that went.
        let mut follow = |count: u64| {
            for number in 0..count {
                let mut sleep = sleep(LONG + Duration::from_micros(number));
                assert!(hand.poll(&mut sleep).is_pending());
                few.push_back(sleep);
                few.drain(..few.len().saturating_sub(3));
            }
            assert_eq!(timers(&runtime), 3);
            resident_kib()
        };
        let before = follow(10_000);
        let after = follow(500_000);
        assert!(after < before + 2_000, "from {before} to {after} KiB");
    });
}

#[test]
fn p28_a_million_resets_leave_no_memory() {
    Child::of("p28_a_million_resets_leave_no_memory").run(|| {
        let runtime = Mode::SingleThreaded.runtime();
        let _inside = runtime.handle().enter();
        let (hand, mut sleep) = (Hand::new(), sleep(LONG));
        let now = Instant::now();
        let mut reset = |count: u64| {
            for number in 0..count {
                sleep.reset(now + LONG + Duration::from_micros(number));
                assert!(hand.poll(&mut sleep).is_pending());
            }
            assert_eq!(timers(&runtime), 1);
            resident_kib()
        };
        let before = reset(10_000);
        let after = reset(1_000_000);
        assert!(after < before + 2_000, "from {before} to {after} KiB");
    });
}

#[test]
fn p28_a_dropped_timer_never_fires() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let _inside = runtime.handle().enter();
        let (hand, soon) = (Hand::new(), SOON);
        let mut sleeps: Vec<_> = (0..10).map(|_| sleep(soon)).collect();
        sleeps
            .iter_mut()
            .for_each(|sleep| assert!(hand.poll(sleep).is_pending()));
        drop(sleeps);
        assert_eq!(timers(&runtime), 0);
        assert_eq!(Arc::strong_count(&hand), 1, "the wakers are gone");
        pass(&runtime, soon * 2);
        assert_eq!(hand.wakes(), 0);
    });
}

/// Lets the runtime serve a timer that is due so much later.
fn pass(runtime: &Runtime, time: Duration) {
    runtime.block_on(async { sleep(time).await });
}

#[test]
fn p28_a_reset_timer_does_not_fire_at_its_old_time() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let _inside = runtime.handle().enter();
        let hand = Hand::new();
        let mut sleep = sleep(SOON);
        assert!(hand.poll(&mut sleep).is_pending());
        sleep.reset(Instant::now() + LONG);
        pass(&runtime, SOON * 2);
        assert_eq!(hand.wakes(), 0);
        assert!(hand.poll(&mut sleep).is_pending());
        pass(&runtime, SOON * 2);
        assert_eq!(hand.wakes(), 0);
        // Sooner, too.
        let deadline = Instant::now() + SOON;
        sleep.reset(deadline);
        assert!(hand.poll(&mut sleep).is_pending());
        turn_until(&runtime, || hand.wakes() == 1);
        assert!(Instant::now() >= deadline);
        ready(hand.poll(&mut sleep));
    });
}

#[test]
fn p28_reset_timers_do_not_disturb_a_runtime_at_their_old_times() {
    const TIMERS: u64 = 50;
    watched(|| {
        let runtime = Mode::SingleThreaded.runtime();
        let (thread, threads) = mpsc::channel();
        let (end, ended) = futures::channel::oneshot::channel::<()>();
        let turning = thread::spawn(move || {
            runtime.block_on(async {
                let hand = Hand::new();
                let old = |number| sleep(Duration::from_millis(100 + 4 * number));
                let mut sleeps: Vec<_> = (0..TIMERS).map(old).collect();
                for sleep in &mut sleeps {
                    assert!(hand.poll(sleep).is_pending());
                }
                for sleep in &mut sleeps {
                    sleep.reset(Instant::now() + LONG);
                    assert!(hand.poll(sleep).is_pending());
                }
                thread.send(this_thread()).unwrap();
                ended.await.unwrap_err();
                assert_eq!(hand.wakes(), 0);
            });
        });
        let turner = threads.recv().unwrap();
        let before = sleeps(&turner);
        thread::sleep(Duration::from_millis(500));
        let during = sleeps(&turner) - before;
        drop(end);
        turning.join().unwrap();
        assert!(during < TIMERS / 5, "it woke up {during} times");
    });
}

#[test]
fn p28_a_timer_that_has_fired_can_be_set_again() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        runtime.block_on(async {
            let mut sleep = sleep(Duration::from_millis(1));
            for _ in 0..5 {
                (&mut sleep).await;
                let deadline = Instant::now() + Duration::from_millis(1);
                sleep.reset(deadline);
                (&mut sleep).await;
                assert!(Instant::now() >= deadline);
            }
        });
        assert_eq!(timers(&runtime), 0);
    });
}

#[test]
fn p28_a_key_that_has_fired_does_not_cancel_its_successor() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let _inside = runtime.handle().enter();
        let (first, second) = (Hand::new(), Hand::new());
        let mut fired = sleep(SOON);
        assert!(first.poll(&mut fired).is_pending());
        turn_until(&runtime, || first.wakes() == 1);
        // It takes the place that the other has left.
        let mut successor = sleep_until(Instant::now() + SOON);
        assert!(second.poll(&mut successor).is_pending());
        ready(first.poll(&mut fired));
        drop(fired);
        assert_eq!(timers(&runtime), 1);
        turn_until(&runtime, || second.wakes() == 1);
        ready(second.poll(&mut successor));
        assert_eq!(first.wakes(), 1);
    });
}

#[test]
fn p28_a_timer_may_be_dropped_inside_its_own_wake() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let inside = runtime.handle().enter();
        let place = Arc::new(Mutex::new(None::<Sleep>));
        let own = place.clone();
        let waker = Act::waker(move || drop(own.lock().unwrap().take()));
        let mut cx = std::task::Context::from_waker(&waker);
        {
            // The waker waits here until the timer is where it will look for it.
            let mut place = place.lock().unwrap();
            let sleep = place.insert(sleep(SOON));
            assert!(std::pin::Pin::new(sleep).poll(&mut cx).is_pending());
        }
        drop(inside);
        turn_until(&runtime, || place.lock().unwrap().is_none());
        assert_eq!(timers(&runtime), 0);
        pass(&runtime, Duration::from_millis(1));
    });
}

#[test]
fn p28_an_aborted_task_takes_its_timer_with_it() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let tasks = [(); 100].map(|()| runtime.handle().spawn(async { sleep(LONG).await }));
        turn_until(&runtime, || timers(&runtime) == 100);
        for task in tasks {
            task.abort();
            assert!(runtime.block_on(task).unwrap_err().is_cancelled());
        }
        assert_eq!(timers(&runtime), 0);
    });
}
