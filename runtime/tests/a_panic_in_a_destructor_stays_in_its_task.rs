//! P05: a panic in the future's destructor is its task's panic; one in the destructor of an output
//! that nobody takes, or of a panic's payload, is contained.

mod support;

use std::future::pending;
use std::panic;
use support::child::Child;
use support::reports;
use support::tally::{Bombs, Counted, Tally};
use support::{MODES, Mode, in_both_modes, text_of, turn, turn_until};

#[test]
fn p05_a_panic_in_the_futures_drop_during_an_abort_is_the_tasks_panic() {
    reports::listen();
    struct Bomb(String);
    impl Drop for Bomb {
        fn drop(&mut self) {
            panic!("{}", self.0);
        }
    }
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let text = format!("a drop in the mode {mode:?}");
        let bomb = Bomb(text.clone());
        let task = runtime.handle().spawn(async move {
            let _bomb = bomb;
            pending::<()>().await;
        });
        turn(&runtime);
        task.abort();
        let error = runtime.block_on(task).unwrap_err();
        assert!(error.is_panic(), "{error}");
        assert_eq!(text_of(&*error.into_panic()), text);
        assert_eq!(reports::count(&text), 1);
    });
}

#[test]
fn p05_a_panic_in_the_drop_of_an_unclaimed_output_is_contained() {
    let bombs = Bombs {
        future: false,
        output: true,
    };
    in_both_modes(move |mode| {
        let runtime = mode.builder().blocking_threads(1).build().unwrap();
        for handle_goes_first in [true, false] {
            let tally = Tally::new();
            let subject = Counted::ready_at(&tally, 1).with_bombs(bombs);
            let handle = runtime.handle().spawn(subject);
            if handle_goes_first {
                drop(handle);
                turn_until(&runtime, || tally.outputs().1 == 1);
            } else {
                turn_until(&runtime, || handle.is_finished());
                drop(handle);
            }
            assert_eq!(tally.outputs(), (1, 1));
        }
        assert_eq!(
            runtime
                .block_on(runtime.handle().spawn(async { 1 }))
                .unwrap(),
            1
        );
        assert_eq!(
            runtime
                .block_on(runtime.handle().spawn_blocking(|| 2))
                .unwrap(),
            2
        );
    });
}

#[test]
fn p05_a_panic_in_one_destructor_at_shutdown_spares_the_others() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (first, bomb, last) = (Tally::new(), Tally::new(), Tally::new());
        let bombs = Bombs {
            future: true,
            output: false,
        };
        let spawn = |task| drop(runtime.handle().spawn(task));
        spawn(Counted::pending(&first));
        spawn(Counted::pending(&bomb).with_bombs(bombs));
        spawn(Counted::pending(&last));
        turn_until(&runtime, || last.polls() == 1);
        drop(runtime);
        assert_eq!([first.drops(), bomb.drops(), last.drops()], [1, 1, 1]);
    });
}

/// A panic's payload that panics in its turn when it is dropped.
struct Chain(u32);

impl Drop for Chain {
    fn drop(&mut self) {
        if self.0 > 0 {
            panic::panic_any(Chain(self.0 - 1));
        }
    }
}

// In a child, for what is not contained here may end the process.
#[test]
fn p05_a_payload_that_panics_when_dropped_stays_in_its_task_too() {
    Child::of("p05_a_payload_that_panics_when_dropped_stays_in_its_task_too").run(|| {
        let outcome = panic::catch_unwind(|| MODES.map(drop_chains).len());
        if outcome.is_err() {
            // The test harness would drop what it panicked with, and panic in its turn.
            std::process::exit(1);
        }
    });
}

fn drop_chains(mode: Mode) {
    let runtime = mode.builder().blocking_threads(1).build().unwrap();
    drop(runtime.handle().spawn(async { Chain(3) }));
    let chain = Chain(3);
    let aborted = runtime.handle().spawn(async move {
        let _chain = chain;
        pending::<()>().await;
    });
    aborted.abort();
    turn_until(&runtime, || aborted.is_finished());
    drop(aborted);
    let after = runtime.handle().spawn(async { "after" });
    assert_eq!(runtime.block_on(after).unwrap(), "after");
}
