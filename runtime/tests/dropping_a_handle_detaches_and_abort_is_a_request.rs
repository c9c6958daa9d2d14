//! P07: dropping a `JoinHandle` detaches the task. `abort` is a request, idempotent, and never
//! blocks; an idle task is dropped without another poll; a task that returns in the poll during
//! which it is aborted delivers its output. The handle resolves to `is_cancelled` only after the
//! future is gone.

mod support;

use openwork::task::JoinHandle;
use std::sync::{Arc, Mutex, mpsc};
use std::task::Poll;
use std::thread;
use support::hand::{Hand, ready};
use support::tally::{Counted, Tally};
use support::{Gate, Mode, in_both_modes, turn, turn_until};

#[test]
fn p07_dropping_the_handle_detaches_the_task() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (tally, early) = (Tally::new(), Tally::new());
        drop(runtime.handle().spawn(Counted::ready_at(&early, 1)));
        let handle = runtime.handle().spawn(Counted::ready_at(&tally, 2));
        turn_until(&runtime, || tally.polls() == 1);
        drop(handle);
        turn(&runtime);
        assert_eq!(tally.drops(), 0);
        tally.waker().wake();
        turn_until(&runtime, || tally.drops() == 1 && early.drops() == 1);
        assert_eq!((tally.polls(), early.polls()), (2, 1));
        turn_until(&runtime, || tally.outputs() == (1, 1));
    });
}

#[test]
fn p07_an_idle_task_is_dropped_without_another_poll() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let tally = Tally::new();
        let task = runtime.handle().spawn(Counted::pending(&tally));
        turn_until(&runtime, || tally.polls() == 1);
        task.abort();
        turn_until(&runtime, || tally.drops() == 1);
        assert_eq!(tally.polls(), 1);
        assert!(runtime.block_on(task).err().unwrap().is_cancelled());
    });
}

#[test]
fn p07_a_queued_task_is_dropped_without_a_poll() {
    in_both_modes(|mode| {
        let runtime = mode.builder().blocking_threads(1).build().unwrap();
        let gate = (mode == Mode::BlockingPool).then(|| Gate::hold_a_thread(&runtime));
        let tally = Tally::new();
        let task = runtime.handle().spawn(Counted::ready_at(&tally, 1));
        task.abort();
        drop(gate);
        assert!(runtime.block_on(task).err().unwrap().is_cancelled());
        assert_eq!((tally.polls(), tally.drops()), (0, 1));
    });
}

#[test]
fn p07_abort_is_idempotent() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let tally = Tally::new();
        let task = runtime.handle().spawn(Counted::pending(&tally));
        turn_until(&runtime, || tally.polls() == 1);
        for _ in 0..10 {
            task.abort();
        }
        turn_until(&runtime, || task.is_finished());
        for _ in 0..10 {
            task.abort();
            turn(&runtime);
        }
        assert!(runtime.block_on(task).err().unwrap().is_cancelled());
        assert_eq!((tally.polls(), tally.drops()), (1, 1));
    });
}

#[test]
fn p07_a_finished_task_keeps_its_output_when_aborted() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let task = runtime.handle().spawn(async { "finished" });
        turn_until(&runtime, || task.is_finished());
        task.abort();
        turn(&runtime);
        assert_eq!(runtime.block_on(task).unwrap(), "finished");
    });
}

/// A task that aborts itself in its first poll, which then answers `answer`.
fn aborted_in_its_poll(mode: Mode, answer: Poll<()>) -> (Result<(), bool>, usize) {
    let runtime = mode.runtime();
    let tally = Tally::new();
    let handle = Arc::new(Mutex::new(None::<JoinHandle<_>>));
    let own = handle.clone();
    let subject = Counted::new(&tally, move |_, _| {
        own.lock().unwrap().as_ref().unwrap().abort();
        answer
    });
    {
        // The poll waits here until the handle is in its place.
        let mut place = handle.lock().unwrap();
        *place = Some(runtime.handle().spawn(subject));
    }
    turn_until(&runtime, || tally.drops() == 1);
    let handle = handle.lock().unwrap().take().unwrap();
    let output = runtime.block_on(handle);
    (
        output.map(drop).map_err(|error| error.is_cancelled()),
        tally.polls(),
    )
}

#[test]
fn p07_a_task_that_returns_in_the_poll_of_its_abort_delivers_its_output() {
    in_both_modes(|mode| {
        assert_eq!(aborted_in_its_poll(mode, Poll::Ready(())), (Ok(()), 1));
    });
}

#[test]
fn p07_a_task_that_parks_in_the_poll_of_its_abort_is_not_polled_again() {
    in_both_modes(|mode| {
        assert_eq!(aborted_in_its_poll(mode, Poll::Pending), (Err(true), 1));
    });
}

#[test]
fn p07_abort_does_not_wait_for_a_poll_that_is_going_on() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (mut gate, wait) = Gate::new();
        let (entering, entered) = mpsc::channel();
        let task = runtime.handle().spawn(async move {
            entering.send(()).unwrap();
            wait();
            "polled to its end"
        });
        let task = thread::scope(|scope| {
            let aborting = scope.spawn(move || {
                entered.recv().unwrap();
                task.abort();
                assert!(!task.is_finished());
                // Only now does the poll return: had `abort` waited for it, neither would.
                gate.open();
                task
            });
            turn_until(&runtime, || aborting.is_finished());
            aborting.join().unwrap()
        });
        assert_eq!(runtime.block_on(task).unwrap(), "polled to its end");
    });
}

#[test]
fn p07_the_handle_resolves_only_after_the_future_is_gone() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let hand = Hand::new();
        let (mut gate, wait) = Gate::new();
        let (dropping, drops) = mpsc::channel();
        struct Slow<W: FnOnce()>(Option<W>, mpsc::Sender<()>);
        impl<W: FnOnce()> Drop for Slow<W> {
            fn drop(&mut self) {
                self.1.send(()).unwrap();
                self.0.take().unwrap()();
            }
        }
        let slow = Slow(Some(wait), dropping);
        let tally = Tally::new();
        let subject = Counted::new(&tally, move |_, _| {
            let _ = &slow;
            Poll::Pending
        });
        let mut task = runtime.handle().spawn(subject);
        turn_until(&runtime, || tally.polls() == 1);
        task.abort();
        let task = thread::scope(|scope| {
            let watching = scope.spawn(move || {
                drops.recv().unwrap();
                // The future is in its destructor.
                assert!(!task.is_finished());
                assert!(hand.poll(&mut task).is_pending());
                assert_eq!(hand.wakes(), 0);
                gate.open();
                while hand.wakes() == 0 {
                    thread::yield_now();
                }
                assert!(ready(hand.poll(&mut task)).err().unwrap().is_cancelled());
            });
            turn_until(&runtime, || watching.is_finished());
            watching.join()
        });
        task.unwrap();
    });
}
