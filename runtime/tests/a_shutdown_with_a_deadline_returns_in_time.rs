//! P21: `shutdown_timeout` returns when its time is up, whatever blocking closures do, and earlier
//! when they are done; `shutdown_background` returns at once. Both may be called in async code.

mod support;

use openwork::Runtime;
use std::sync::mpsc;
use std::task::Poll;
use std::time::{Duration, Instant};
use support::hand::{Hand, ready};
use support::tally::{Counted, Tally};
use support::{Gate, Mode, in_both_modes, turn_until};

/// A runtime with a task that waits for ever and a closure that does until the gate opens.
fn held(mode: Mode) -> (Runtime, Gate, std::sync::Arc<Tally>) {
    let runtime = mode.builder().blocking_threads(4).build().unwrap();
    let tally = Tally::new();
    drop(runtime.handle().spawn(Counted::pending(&tally)));
    turn_until(&runtime, || tally.polls() == 1);
    let gate = Gate::hold_a_thread(&runtime);
    (runtime, gate, tally)
}

#[test]
fn p21_shutdown_timeout_waits_so_long_and_no_longer() {
    in_both_modes(|mode| {
        let (runtime, gate, tally) = held(mode);
        let patience = Duration::from_millis(50);
        let start = Instant::now();
        runtime.shutdown_timeout(patience);
        // It has returned though the closure has not.
        assert!(start.elapsed() >= patience);
        assert_eq!((tally.polls(), tally.drops()), (1, 1));
        drop(gate);
    });
}

#[test]
fn p21_shutdown_timeout_returns_when_the_last_closure_has() {
    in_both_modes(|mode| {
        for patience in [Duration::from_secs(3600), Duration::MAX] {
            let (runtime, mut gate, tally) = held(mode);
            let (done, dones) = mpsc::channel();
            let closure = runtime.handle().spawn_blocking(move || {
                dones.recv().unwrap();
                gate.open();
                "finished"
            });
            done.send(()).unwrap();
            runtime.shutdown_timeout(patience);
            assert_eq!(tally.drops(), 1);
            // It had a thread of its own, and either it came to start or shutdown was quicker.
            let outcome = ready(Hand::new().poll(&mut { closure }));
            assert!(outcome.is_ok() || outcome.unwrap_err().is_cancelled());
        }
    });
}

#[test]
fn p21_shutdown_background_does_not_wait() {
    in_both_modes(|mode| {
        let (runtime, gate, tally) = held(mode);
        runtime.shutdown_background();
        // It has returned though the closure has not.
        assert_eq!((tally.polls(), tally.drops()), (1, 1));
        drop(gate);
    });
}

#[test]
fn p21_both_may_be_called_in_async_code() {
    in_both_modes(|mode| {
        let outer = mode.runtime();
        let (first, first_gate, first_tally) = held(mode);
        let (second, second_gate, second_tally) = held(mode);
        outer.block_on(async {
            first.shutdown_background();
            second.shutdown_timeout(Duration::from_millis(1));
        });
        let (third, third_gate, third_tally) = held(mode);
        let task = outer.handle().spawn(async { third.shutdown_background() });
        outer.block_on(task).unwrap();
        for tally in [first_tally, second_tally, third_tally] {
            assert_eq!(tally.drops(), 1);
        }
        drop((first_gate, second_gate, third_gate));
    });
}

#[test]
fn p21_a_closure_may_shut_down_its_own_runtime() {
    in_both_modes(|mode| {
        let (runtime, gate, tally) = held(mode);
        let handle = runtime.handle().clone();
        let closure = handle.spawn_blocking(move || runtime.shutdown_background());
        openwork::block_on(closure).unwrap();
        assert_eq!(tally.drops(), 1);
        drop(gate);
    });
}

#[test]
fn p21_a_closure_that_outlives_its_runtime_ends_in_peace() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (gate, wait) = Gate::new();
        let (start, started) = mpsc::channel();
        let closure = runtime.handle().spawn_blocking(move || {
            start.send(()).unwrap();
            wait();
            // The runtime is gone: what is asked of it is answered.
            let late = openwork::spawn(async { 1 });
            openwork::block_on(late).unwrap_err().is_cancelled()
        });
        started.recv().unwrap();
        runtime.shutdown_background();
        drop(gate);
        assert!(openwork::block_on(closure).unwrap());
    });
}

#[test]
fn p21_a_task_that_outlives_its_runtime_is_not_polled_again() {
    for wakes_itself in [true, false] {
        support::watched(move || {
            let runtime = Mode::BlockingPool.runtime();
            let (gate, wait) = Gate::new();
            let (start, started) = mpsc::channel();
            let (tally, mut wait) = (Tally::new(), Some(wait));
            let task = runtime.handle().spawn(Counted::new(&tally, move |_, cx| {
                start.send(()).unwrap();
                wait.take().unwrap()();
                if wakes_itself {
                    cx.waker().wake_by_ref();
                }
                Poll::Pending
            }));
            started.recv().unwrap();
            runtime.shutdown_background();
            drop(gate);
            assert!(openwork::block_on(task).err().unwrap().is_cancelled());
            assert_eq!((tally.polls(), tally.drops()), (1, 1));
        });
    }
}
