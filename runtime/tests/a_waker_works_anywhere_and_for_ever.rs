//! P04: wakers are cloned, woken and dropped anywhere: on other threads, in destructors, in
//! thread-local destructors, after the task or its runtime is gone. After completion or shutdown a
//! wake does nothing.
//!
//! Wakers are reference-counted by `Arc`, whose own guard against overflow ends the process.

mod support;

use openwork::Runtime;
use std::cell::RefCell;
use std::sync::Arc;
use std::task::{Poll, Waker};
use std::thread;
use support::tally::{Counted, Tally};
use support::{in_both_modes, turn, turn_until};

/// Wakes when it is dropped.
struct WakeOnDrop(Waker);

impl Drop for WakeOnDrop {
    fn drop(&mut self) {
        self.0.wake_by_ref();
    }
}

/// A task that is pending for ever, polled once.
fn parked(
    runtime: &Runtime,
) -> (
    Arc<Tally>,
    openwork::task::JoinHandle<support::tally::Output>,
) {
    let tally = Tally::new();
    let task = runtime.handle().spawn(Counted::pending(&tally));
    turn_until(runtime, || tally.polls() == 1);
    (tally, task)
}

#[test]
fn p04_a_waker_is_cloned_woken_and_dropped_on_other_threads() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (tally, _task) = parked(&runtime);
        let waker = tally.waker();
        let clone = thread::spawn(move || {
            let clone = waker.clone();
            waker.wake();
            clone
        });
        let clone = clone.join().unwrap();
        turn_until(&runtime, || tally.polls() == 2);
        clone.wake_by_ref();
        turn_until(&runtime, || tally.polls() == 3);
        assert!(clone.will_wake(&tally.waker()), "one task, one waker");
        thread::spawn(move || drop(clone)).join().unwrap();
    });
}

#[test]
fn p04_a_task_is_woken_from_the_destructor_of_another() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (tally, _task) = parked(&runtime);
        let bell = WakeOnDrop(tally.waker());
        let other = runtime.handle().spawn(async move {
            let _bell = bell;
            std::future::pending::<()>().await;
        });
        turn(&runtime);
        other.abort();
        assert!(runtime.block_on(other).unwrap_err().is_cancelled());
        turn_until(&runtime, || tally.polls() == 2);
    });
}

#[test]
fn p04_a_task_may_wake_itself_in_its_own_destructor() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let tally = Tally::new();
        let mut bells = Vec::new();
        let task = runtime.handle().spawn(Counted::new(&tally, move |_, cx| {
            bells.push(WakeOnDrop(cx.waker().clone()));
            Poll::Pending
        }));
        turn_until(&runtime, || tally.polls() == 1);
        task.abort();
        assert!(runtime.block_on(task).err().unwrap().is_cancelled());
        turn(&runtime);
        assert_eq!((tally.polls(), tally.drops()), (1, 1));
    });
}

thread_local! {
    static BELL: RefCell<Option<WakeOnDrop>> = const { RefCell::new(None) };
}

#[test]
fn p04_a_task_is_woken_from_thread_local_destructors() {
    in_both_modes(|mode| {
        let runtime = Arc::new(mode.runtime());
        let (tally, _task) = parked(&runtime);
        // Destructors run in the order in which the thread-locals were first used, or against it:
        // the bell comes before the runtime's own in one of the two threads, and after them in the
        // other.
        for bell_first in [true, false] {
            let (polls, bell) = (tally.polls(), WakeOnDrop(tally.waker()));
            let inner = runtime.clone();
            let thread = thread::spawn(move || {
                if bell_first {
                    BELL.set(Some(bell));
                    turn(&inner);
                } else {
                    turn(&inner);
                    BELL.set(Some(bell));
                }
            });
            thread.join().unwrap();
            turn_until(&runtime, || tally.polls() == polls + 1);
        }
    });
}

#[test]
fn p04_a_wake_after_completion_does_nothing() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let tally = Tally::new();
        let task = runtime.handle().spawn(Counted::ready_at(&tally, 1));
        turn_until(&runtime, || task.is_finished());
        let wakers = [tally.waker(), tally.waker()];
        tally.waker().wake();
        turn(&runtime);
        assert_eq!((tally.polls(), tally.drops()), (1, 1));
        assert!(runtime.block_on(task).is_ok(), "the output is untouched");
        for waker in wakers {
            thread::spawn(move || waker.wake()).join().unwrap();
        }
        turn(&runtime);
        assert_eq!((tally.polls(), tally.drops()), (1, 1));
    });
}

#[test]
fn p04_a_wake_after_shutdown_does_nothing() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (tally, task) = parked(&runtime);
        let waker = tally.waker();
        drop(runtime);
        waker.wake_by_ref();
        thread::spawn(move || waker.wake()).join().unwrap();
        assert_eq!((tally.polls(), tally.drops()), (1, 1));
        drop(task);
        tally.waker().wake();
        tally.forget_waker();
    });
}

#[test]
fn p04_the_waker_of_block_on_outlives_its_runtime() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let tally = Tally::new();
        drop(runtime.block_on(Counted::ready_at(&tally, 1)));
        tally.waker().wake();
        turn(&runtime);
        drop(runtime);
        let waker = tally.waker();
        thread::spawn(move || waker.wake()).join().unwrap();
        assert_eq!(tally.polls(), 1);
    });
}
