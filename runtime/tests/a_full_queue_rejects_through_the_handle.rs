//! P17: the pool's queue has a bound that can be set; at the bound the handle of one more closure
//! resolves to `is_rejected`, at once and with its closure dropped. Nothing is lost in silence, and
//! futures are never rejected.

mod support;

use openwork::Runtime;
use std::sync::{Arc, Mutex};
use std::task::Poll;
use support::hand::{Hand, ready};
use support::tally::{Counted, Tally};
use support::{Gate, Mode, in_both_modes, turn_until};

fn with_queue(mode: Mode, bound: Option<usize>) -> Runtime {
    let builder = mode.builder().blocking_threads(1);
    builder.blocking_queue(bound).build().unwrap()
}

#[test]
fn p17_one_closure_more_than_the_bound_is_rejected() {
    in_both_modes(|mode| {
        for bound in [0, 1, 7] {
            let runtime = with_queue(mode, Some(bound));
            let gate = Gate::hold_a_thread(&runtime);
            let closures: Vec<_> = (0..bound)
                .map(|number| runtime.handle().spawn_blocking(move || number))
                .collect();
            let kept = Arc::new(());
            let token = kept.clone();
            let mut late = runtime.handle().spawn_blocking(move || drop(token));
            assert_eq!(Arc::strong_count(&kept), 1, "its closure is dropped");
            assert!(late.is_finished());
            let error = ready(Hand::new().poll(&mut late)).unwrap_err();
            assert!(error.is_rejected() && !error.is_cancelled() && !error.is_panic());
            assert!(
                error
                    .to_string()
                    .contains("queue of the blocking pool is full"),
                "{error}"
            );
            let metrics = runtime.handle().metrics();
            assert_eq!(
                (metrics.blocking_queued, metrics.blocking_rejected),
                (bound, 1)
            );
            drop(gate);
            for (number, closure) in closures.into_iter().enumerate() {
                assert_eq!(
                    runtime.block_on(closure).unwrap(),
                    number,
                    "those before it are not"
                );
            }
        }
    });
}

#[test]
fn p17_there_is_room_again_when_a_closure_has_started() {
    in_both_modes(|mode| {
        let runtime = with_queue(mode, Some(1));
        let first = Gate::hold_a_thread(&runtime);
        // The second waits in the queue, then runs and holds the thread in its turn.
        let (mut second, wait) = Gate::new();
        let (start, started) = std::sync::mpsc::channel();
        let held = runtime.handle().spawn_blocking(move || {
            start.send(()).unwrap();
            wait();
        });
        let rejected = runtime.handle().spawn_blocking(|| ());
        assert!(runtime.block_on(rejected).unwrap_err().is_rejected());
        drop(first);
        started.recv().unwrap();
        let third = runtime.handle().spawn_blocking(|| "third");
        let rejected = runtime.handle().spawn_blocking(|| ());
        assert!(runtime.block_on(rejected).unwrap_err().is_rejected());
        second.open();
        runtime.block_on(held).unwrap();
        assert_eq!(runtime.block_on(third).unwrap(), "third");
        assert_eq!(runtime.handle().metrics().blocking_rejected, 2);
    });
}

#[test]
fn p17_without_a_bound_none_is_rejected() {
    in_both_modes(|mode| {
        let runtime = with_queue(mode, None);
        let gate = Gate::hold_a_thread(&runtime);
        let closures = [(); 5_000].map(|()| runtime.handle().spawn_blocking(|| ()));
        assert_eq!(runtime.handle().metrics().blocking_queued, 5_000);
        drop(gate);
        for closure in closures {
            runtime.block_on(closure).unwrap();
        }
        assert_eq!(runtime.handle().metrics().blocking_rejected, 0);
    });
}

#[test]
fn p17_a_queue_of_none_takes_a_closure_for_a_thread_that_is_free() {
    in_both_modes(|mode| {
        let runtime = with_queue(mode, Some(0));
        // One after the other: the thread may not be back in its bed, and then a closure may be
        // rejected, but when it is idle it takes one.
        for _ in 0..100 {
            let threads = || runtime.handle().metrics();
            turn_until(&runtime, || {
                threads().blocking_idle == 1 || threads().blocking_threads == 0
            });
            let closure = runtime.handle().spawn_blocking(|| "taken");
            assert_eq!(runtime.block_on(closure).unwrap(), "taken");
        }
    });
}

#[test]
fn p17_futures_are_never_rejected() {
    in_both_modes(|mode| {
        let runtime = with_queue(mode, Some(1));
        let gate = Gate::hold_a_thread(&runtime);
        let tally = Tally::new();
        let tasks = [(); 20].map(|()| runtime.handle().spawn(Counted::ready_at(&tally, 1)));
        drop(gate);
        for task in tasks {
            assert!(runtime.block_on(task).is_ok());
        }
        // A woken one comes back to a queue that closures have filled.
        let woken = Tally::new();
        let task = runtime.handle().spawn(Counted::ready_at(&woken, 2));
        turn_until(&runtime, || woken.polls() == 1);
        let gate = Gate::hold_a_thread(&runtime);
        let closure = runtime.handle().spawn_blocking(|| ());
        woken.waker().wake();
        drop(gate);
        assert!(runtime.block_on(task).is_ok());
        runtime.block_on(closure).unwrap();
        assert_eq!((tally.polls(), woken.polls()), (20, 2));
    });
}

#[test]
fn p17_a_task_that_wakes_itself_beside_a_full_queue_is_not_rejected() {
    in_both_modes(|mode| {
        let runtime = with_queue(mode, Some(1));
        let tally = Tally::new();
        let closures = Arc::new(Mutex::new(Vec::new()));
        let filling = closures.clone();
        let task = runtime
            .handle()
            .spawn(Counted::new(&tally, move |poll, cx| {
                if poll == 2 {
                    return Poll::Ready(());
                }
                // In the blocking pool the one thread is in this poll, and this closure waits for
                // it.
                filling
                    .lock()
                    .unwrap()
                    .push(openwork::spawn_blocking(|| ()));
                cx.waker().wake_by_ref();
                Poll::Pending
            }));
        assert!(runtime.block_on(task).is_ok());
        for closure in closures.lock().unwrap().drain(..) {
            runtime.block_on(closure).unwrap();
        }
    });
}
