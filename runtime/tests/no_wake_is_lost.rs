//! P03: a wake that comes after the poll began causes another poll; any number of wakes before it
//! give one.

mod support;

use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::{Arc, mpsc};
use std::task::Poll;
use std::thread;
use support::tally::{Counted, Tally};
use support::{Gate, Mode, in_both_modes, turn, turn_until};

#[test]
fn p03_a_wake_by_the_task_itself_during_its_poll_gives_another_poll() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let tally = Tally::new();
        let task = runtime.handle().spawn(Counted::new(&tally, |poll, cx| {
            if poll == 5 {
                return Poll::Ready(());
            }
            cx.waker().wake_by_ref();
            Poll::Pending
        }));
        assert!(runtime.block_on(task).is_ok());
        assert_eq!(tally.polls(), 5);
    });
}

#[test]
fn p03_a_wake_by_another_thread_during_the_poll_gives_another_poll() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let tally = Tally::new();
        let task = runtime.handle().spawn(Counted::new(&tally, |poll, cx| {
            if poll == 2 {
                return Poll::Ready(());
            }
            let waker = cx.waker().clone();
            thread::spawn(move || waker.wake()).join().unwrap();
            Poll::Pending
        }));
        assert!(runtime.block_on(task).is_ok());
        assert_eq!(tally.polls(), 2);
    });
}

#[test]
fn p03_a_wake_of_the_future_of_block_on_during_its_poll_gives_another_poll() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let tally = Tally::new();
        drop(runtime.block_on(Counted::new(&tally, |poll, cx| {
            if poll == 2 {
                return Poll::Ready(());
            }
            let waker = cx.waker().clone();
            thread::spawn(move || waker.wake()).join().unwrap();
            Poll::Pending
        })));
        assert_eq!(tally.polls(), 2);
    });
}

#[test]
fn p03_many_wakes_before_a_poll_give_one_poll() {
    in_both_modes(|mode| {
        let runtime = mode.builder().blocking_threads(1).build().unwrap();
        let tally = Tally::new();
        let task = runtime.handle().spawn(Counted::pending(&tally));
        turn_until(&runtime, || tally.polls() == 1);
        // From here on nobody polls until the gate opens, or until the runtime is turned.
        let gate = (mode == Mode::BlockingPool).then(|| Gate::hold_a_thread(&runtime));
        for _ in 0..100 {
            tally.waker().wake();
            let waker = tally.waker();
            thread::spawn(move || waker.wake_by_ref()).join().unwrap();
        }
        drop(gate);
        turn_until(&runtime, || tally.polls() > 1);
        // The pool's one thread answers this after all that was queued before.
        runtime
            .block_on(runtime.handle().spawn_blocking(|| ()))
            .unwrap();
        turn(&runtime);
        assert_eq!(tally.polls(), 2);
        drop(task);
    });
}

#[test]
fn p03_many_wakes_during_a_poll_give_one_poll() {
    in_both_modes(|mode| {
        let runtime = mode.builder().blocking_threads(1).build().unwrap();
        let tally = Tally::new();
        let task = runtime.handle().spawn(Counted::new(&tally, |poll, cx| {
            for _ in 0..100 * (2 - poll.min(2)) {
                cx.waker().wake_by_ref();
            }
            Poll::Pending
        }));
        turn_until(&runtime, || tally.polls() > 1);
        runtime
            .block_on(runtime.handle().spawn_blocking(|| ()))
            .unwrap();
        turn(&runtime);
        assert_eq!(tally.polls(), 2);
        drop(task);
    });
}

#[test]
fn p03_no_wake_is_lost_among_many_from_another_thread() {
    const ROUNDS: usize = 5_000;
    in_both_modes(|mode| {
        let runtime = mode.builder().blocking_threads(2).build().unwrap();
        let (tally, given) = (Tally::new(), Arc::new(AtomicUsize::new(0)));
        let (take, taken) = mpsc::channel();
        let seen = given.clone();
        let mut last = 0;
        // It tells of every number that it sees, and the other thread gives the next one only then:
        // with one wake lost, both wait for ever.
        let task = runtime.handle().spawn(Counted::new(&tally, move |_, _| {
            let now = seen.load(SeqCst);
            if now > last {
                last = now;
                take.send(now).unwrap();
            }
            if now == ROUNDS {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        }));
        turn_until(&runtime, || tally.polls() == 1);
        let waker = tally.waker();
        let giver = thread::spawn(move || {
            for round in 1..=ROUNDS {
                given.store(round, SeqCst);
                waker.wake_by_ref();
                assert_eq!(taken.recv(), Ok(round));
            }
        });
        assert!(runtime.block_on(task).is_ok());
        giver.join().unwrap();
    });
}
