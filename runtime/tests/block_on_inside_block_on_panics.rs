//! P24: `block_on` on a thread that polls tasks in another `block_on`, of any runtime, panics with
//! a message that names `spawn_blocking`. On a thread that may block it is allowed.

mod support;

use openwork::{block_on, spawn};
use std::sync::Arc;
use support::{MODES, Mode, in_both_modes, message_of, text_of, watched};

const WAY_OUT: &str = "spawn_blocking";

#[test]
fn p24_inside_block_on_each_kind_panics() {
    in_both_modes(|mode| {
        let (outer, inner) = (mode.runtime(), mode.runtime());
        let kinds: [&dyn Fn(); 4] = [
            &|| block_on(async {}),
            &|| inner.block_on(async {}),
            &|| inner.handle().block_on(async {}),
            &|| outer.handle().block_on(async {}),
        ];
        for kind in kinds {
            let messages = [
                block_on(async { message_of(kind) }),
                outer.block_on(async { message_of(kind) }),
                outer.handle().block_on(async { message_of(kind) }),
            ];
            for message in messages {
                assert!(message.contains(WAY_OUT), "{message}");
            }
        }
    });
}

#[test]
fn p24_inside_a_task_on_a_single_thread_it_panics() {
    watched(|| {
        let runtime = Mode::SingleThreaded.runtime();
        let task = runtime.handle().spawn(async { block_on(async {}) });
        let message = text_of(&*runtime.block_on(task).unwrap_err().into_panic());
        assert!(message.contains(WAY_OUT), "{message}");
    });
}

#[test]
fn p24_on_a_thread_of_the_pool_it_is_allowed() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let handle = runtime.handle().clone();
        let closure = runtime.handle().spawn_blocking(move || {
            let inner = handle.block_on(handle.spawn(async { 20 })).unwrap();
            inner + block_on(async { spawn(async { 22 }).await.unwrap() })
        });
        assert_eq!(runtime.block_on(closure).unwrap(), 42);
    });
}

#[test]
fn p24_in_a_task_that_a_thread_of_the_pool_polls_it_is_allowed() {
    watched(|| {
        let runtime = Mode::BlockingPool.runtime();
        let task = runtime.handle().spawn(async { block_on(async { 42 }) });
        assert_eq!(runtime.block_on(task).unwrap(), 42);
    });
}

#[test]
fn p24_within_enter_it_is_allowed() {
    watched(|| {
        for mode in MODES {
            let runtime = mode.runtime();
            let _inside = runtime.handle().enter();
            assert_eq!(block_on(async { 1 }), 1);
            assert_eq!(runtime.block_on(async { 2 }), 2);
        }
    });
}

#[test]
fn p24_after_block_on_the_thread_may_block_again() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        for _ in 0..3 {
            assert_eq!(runtime.block_on(async { 1 }), 1);
            message_of(|| runtime.block_on(async { panic!("inside") }));
            message_of(|| runtime.block_on(async { block_on(async {}) }));
            assert_eq!(block_on(async { 2 }), 2);
        }
    });
}

#[test]
fn p24_two_threads_may_block_on_one_runtime() {
    in_both_modes(|mode| {
        let runtime = Arc::new(mode.runtime());
        let threads = [1, 2, 3].map(|number| {
            let runtime = runtime.clone();
            std::thread::spawn(move || {
                for _ in 0..100 {
                    let task = runtime.handle().spawn(async move { number });
                    assert_eq!(runtime.block_on(task).unwrap(), number);
                }
            })
        });
        threads
            .into_iter()
            .for_each(|thread| thread.join().unwrap());
    });
}
