//! P06: a panic in the future given to `block_on` reaches its caller, and the runtime stays usable.

mod support;

use openwork::time::sleep;
use std::future::pending;
use std::panic;
use std::time::Duration;
use support::tally::{Counted, Tally};
use support::{in_both_modes, message_of, panic_of, turn, turn_until, watched};

#[test]
fn p06_the_panic_is_the_callers() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let payload = panic_of(|| runtime.block_on(async { panic::panic_any(7_u8) }));
        assert_eq!(*payload.downcast::<u8>().unwrap(), 7);
        let handle = runtime.handle();
        let payload = panic_of(|| handle.block_on(async { panic::panic_any(8_u8) }));
        assert_eq!(*payload.downcast::<u8>().unwrap(), 8);
    });
}

#[test]
fn p06_the_runtime_stays_usable() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        for round in 0..3 {
            let message = message_of(|| {
                runtime.block_on(async {
                    // In its second poll, woken by the driver, the panic finds the runtime in
                    // another state.
                    if round > 0 {
                        sleep(Duration::from_millis(round)).await;
                    }
                    panic!("round {round}")
                })
            });
            assert_eq!(message, format!("round {round}"));
            let task = runtime.handle().spawn(async {
                sleep(Duration::from_millis(1)).await;
                openwork::spawn_blocking(|| "usable").await.unwrap()
            });
            assert_eq!(runtime.block_on(task).unwrap(), "usable");
        }
    });
}

#[test]
fn p06_tasks_survive_the_panic_of_block_on() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let parked = Tally::new();
        let task = runtime.handle().spawn(Counted::ready_at(&parked, 2));
        turn_until(&runtime, || parked.polls() == 1);
        let queued = panic_of(|| {
            runtime.block_on(async {
                let queued = openwork::spawn(async { "queued" });
                panic::panic_any(queued)
            })
        });
        assert_eq!(parked.drops(), 0);
        parked.waker().wake();
        assert!(runtime.block_on(task).is_ok());
        let queued = queued
            .downcast::<openwork::task::JoinHandle<&str>>()
            .unwrap();
        assert_eq!(runtime.block_on(queued).unwrap(), "queued");
    });
}

#[test]
fn p06_the_thread_may_block_and_leave_the_runtime_afterwards() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        panic_of(|| runtime.block_on(async { panic!("first") }));
        assert!(openwork::Handle::try_current().is_none());
        drop(runtime);
        assert_eq!(openwork::block_on(async { 1 }), 1);
    });
}

#[test]
fn p06_the_panic_of_the_free_function_is_the_callers_and_ends_its_runtime() {
    watched(|| {
        let tally = Tally::new();
        let seen = tally.clone();
        let message = message_of(|| {
            openwork::block_on(async move {
                drop(openwork::spawn(Counted::pending(&seen)));
                openwork::task::yield_now().await;
                drop(openwork::task::spawn_local(pending::<()>()));
                panic!("at the top")
            })
        });
        assert_eq!(message, "at the top");
        assert_eq!((tally.polls(), tally.drops()), (1, 1));
    });
}

#[test]
fn p06_what_was_queued_before_the_panic_is_polled_by_the_next_block_on() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let tally = Tally::new();
        let subject = Counted::ready_at(&tally, 1);
        panic_of(|| {
            runtime.block_on(async {
                drop(openwork::spawn(subject));
                panic!("with a task in the queue")
            })
        });
        turn_until(&runtime, || tally.drops() == 1);
        turn(&runtime);
        assert_eq!(tally.polls(), 1);
    });
}
