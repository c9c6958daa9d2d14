//! P23: dropping a runtime on a thread that polls tasks in `block_on` panics with a message that
//! names `shutdown_background`, unless the thread is panicking already. The runtime is gone all the
//! same.

mod support;

use openwork::Runtime;
use std::sync::Arc;
use support::tally::{Counted, Tally};
use support::{Mode, in_both_modes, message_of, turn_until, watched};

const WAY_OUT: &str = "shutdown_background";

/// A runtime with a task that tells when it is gone.
fn with_a_task(mode: Mode) -> (Runtime, Arc<Tally>) {
    let runtime = mode.runtime();
    let tally = Tally::new();
    drop(runtime.handle().spawn(Counted::pending(&tally)));
    turn_until(&runtime, || tally.polls() == 1);
    (runtime, tally)
}

#[test]
fn p23_in_block_on_it_panics_with_the_way_out() {
    in_both_modes(|mode| {
        let (runtime, tally) = with_a_task(mode);
        let message = message_of(|| openwork::block_on(async { drop(runtime) }));
        assert!(message.contains(WAY_OUT), "{message}");
        assert_eq!(tally.drops(), 1, "it is gone all the same");
        let (runtime, tally) = with_a_task(mode);
        let outer = mode.runtime();
        let message = message_of(|| outer.handle().block_on(async { drop(runtime) }));
        assert!(message.contains(WAY_OUT), "{message}");
        assert_eq!(tally.drops(), 1);
        assert_eq!(outer.block_on(async { 1 }), 1);
    });
}

#[test]
fn p23_in_a_task_on_a_single_thread_it_is_the_tasks_panic() {
    in_both_modes(|mode| {
        let (runtime, tally) = with_a_task(mode);
        let outer = Mode::SingleThreaded.runtime();
        let task = outer.handle().spawn(async move { drop(runtime) });
        let message = support::text_of(&*outer.block_on(task).unwrap_err().into_panic());
        assert!(message.contains(WAY_OUT), "{message}");
        assert_eq!(tally.drops(), 1);
    });
}

#[test]
fn p23_while_the_thread_panics_it_is_silent() {
    in_both_modes(|mode| {
        let (runtime, tally) = with_a_task(mode);
        // Were the drop to panic too, the process would end.
        let message = message_of(|| {
            openwork::block_on(async {
                let _runtime = runtime;
                panic!("the first panic")
            })
        });
        assert_eq!(message, "the first panic");
        assert_eq!(tally.drops(), 1);
    });
}

#[test]
fn p23_where_a_thread_may_block_it_is_allowed() {
    in_both_modes(|mode| {
        let (in_a_closure, first) = with_a_task(mode);
        let (in_a_task, second) = with_a_task(mode);
        let (its_own, third) = with_a_task(mode);
        let outer = Mode::BlockingPool.runtime();
        outer
            .block_on(outer.handle().spawn_blocking(|| drop(in_a_closure)))
            .unwrap();
        outer
            .block_on(outer.handle().spawn(async { drop(in_a_task) }))
            .unwrap();
        let handle = its_own.handle().clone();
        let closure = handle.spawn_blocking(|| drop(its_own));
        openwork::block_on(closure).unwrap();
        assert_eq!([first, second, third].map(|tally| tally.drops()), [1; 3]);
    });
}

#[test]
fn p23_inside_enter_it_is_allowed() {
    watched(|| {
        let (runtime, tally) = with_a_task(Mode::SingleThreaded);
        let handle = runtime.handle().clone();
        let inside = handle.enter();
        drop(runtime);
        drop(inside);
        assert_eq!(tally.drops(), 1);
    });
}

#[test]
fn p23_shutdown_background_is_the_way_out() {
    in_both_modes(|mode| {
        let (runtime, tally) = with_a_task(mode);
        openwork::block_on(async { runtime.shutdown_background() });
        assert_eq!(tally.drops(), 1);
    });
}
