//! P01: a future is polled by one thread at a time, and never again after `Ready`, a panic or a
//! cancellation.

mod support;

use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::SeqCst;
use std::task::{Poll, Waker};
use std::thread;
use support::tally::{Counted, Tally};
use support::{in_both_modes, message_of, turn, turn_until};

#[test]
fn p01_two_polls_never_overlap() {
    const POLLS: usize = 500;
    in_both_modes(|mode| {
        let runtime = mode.builder().blocking_threads(4).build().unwrap();
        let inside = AtomicBool::new(false);
        let (tally, stop) = (Tally::new(), Arc::new(AtomicBool::new(false)));
        let task = runtime
            .handle()
            .spawn(Counted::new(&tally, move |poll, cx| {
                assert!(!inside.swap(true, SeqCst), "two threads are in one poll");
                cx.waker().wake_by_ref();
                thread::yield_now();
                assert!(inside.swap(false, SeqCst), "two threads are in one poll");
                if poll < POLLS {
                    Poll::Pending
                } else {
                    Poll::Ready(())
                }
            }));
        turn_until(&runtime, || tally.polls() > 0);
        let wakers = [(); 2].map(|()| {
            let (waker, stop) = (tally.waker(), stop.clone());
            thread::spawn(move || {
                while !stop.load(SeqCst) {
                    waker.wake_by_ref();
                    thread::yield_now();
                }
            })
        });
        let output = runtime.block_on(task);
        stop.store(true, SeqCst);
        wakers.into_iter().for_each(|waker| waker.join().unwrap());
        assert!(output.is_ok(), "{:?}", output.err());
        assert_eq!(tally.polls(), POLLS);
    });
}

#[test]
fn p01_no_poll_comes_after_ready() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let tally = Tally::new();
        let task = runtime.handle().spawn(Counted::ready_at(&tally, 1));
        assert!(runtime.block_on(task).is_ok());
        wake_often(&runtime, tally.waker());
        assert_eq!(tally.polls(), 1);
    });
}

#[test]
fn p01_no_poll_comes_after_a_panic() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let tally = Tally::new();
        let panics = Counted::new(&tally, |_, _| panic!("the first poll"));
        let task = runtime.handle().spawn(panics);
        assert!(runtime.block_on(task).err().unwrap().is_panic());
        wake_often(&runtime, tally.waker());
        assert_eq!(tally.polls(), 1);
    });
}

#[test]
fn p01_no_poll_comes_after_a_cancellation() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let tally = Tally::new();
        let task = runtime.handle().spawn(Counted::pending(&tally));
        turn_until(&runtime, || tally.polls() == 1);
        task.abort();
        tally.waker().wake();
        assert!(runtime.block_on(task).err().unwrap().is_cancelled());
        wake_often(&runtime, tally.waker());
        assert_eq!(tally.polls(), 1);
    });
}

#[test]
fn p01_the_future_of_block_on_is_not_polled_after_its_panic() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let mut polls = 0;
        let message = message_of(|| {
            runtime.block_on(poll_fn(|cx| -> Poll<()> {
                polls += 1;
                cx.waker().wake_by_ref();
                panic!("poll number {polls}");
            }))
        });
        turn(&runtime);
        assert_eq!(message, "poll number 1");
    });
}

fn wake_often(runtime: &openwork::Runtime, waker: Waker) {
    for _ in 0..10 {
        waker.wake_by_ref();
        turn(runtime);
    }
}
