//! P05: a panic in `poll` is caught, reported once by the panic hook and once by the handle, and
//! affects nothing else. So is a panic in the waker of somebody else.

mod support;

use futures::FutureExt;
use openwork::time::sleep;
use std::panic;
use std::sync::mpsc;
use std::task::Context;
use std::thread;
use std::time::Duration;
use support::hand::Act;
use support::reports;
use support::{Mode, in_both_modes, text_of, turn_until, watched};

#[test]
fn p05_a_panic_in_poll_reaches_the_hook_once_and_the_handle_once() {
    reports::listen();
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let text = format!("in the mode {mode:?}");
        let thrown = text.clone();
        let task = runtime.handle().spawn(async move { panic!("{thrown}") });
        let error: openwork::task::JoinError = runtime.block_on(task).unwrap_err();
        assert!(error.is_panic() && !error.is_cancelled() && !error.is_rejected());
        assert!(error.to_string().contains(&text), "{error}");
        assert!(error.to_string().contains(file!()), "{error}");
        assert_eq!(text_of(&*error.into_panic()), text);
        assert_eq!(reports::count(&text), 1);
    });
}

#[test]
fn p05_the_payload_reaches_the_handle_untouched() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let task = runtime
            .handle()
            .spawn(async { panic::panic_any(vec![1, 2, 3]) });
        let error = runtime.block_on(task).unwrap_err();
        let payload = error.into_panic();
        assert_eq!(*payload.downcast::<Vec<i32>>().unwrap(), [1, 2, 3]);
    });
}

#[test]
fn p05_other_tasks_and_the_threads_go_on() {
    in_both_modes(|mode| {
        let runtime = mode.builder().blocking_threads(1).build().unwrap();
        let before = runtime.handle().spawn(async {
            sleep(Duration::from_millis(5)).await;
            "before"
        });
        for _ in 0..100 {
            drop(runtime.handle().spawn(async { panic!("one of many") }));
        }
        let after = runtime.handle().spawn(async { "after" });
        let closure = runtime.handle().spawn_blocking(|| "closure");
        let all = async {
            (
                before.await.unwrap(),
                after.await.unwrap(),
                closure.await.unwrap(),
            )
        };
        assert_eq!(runtime.block_on(all), ("before", "after", "closure"));
    });
}

#[test]
fn p05_a_waker_that_panics_leaves_the_driver_whole() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let bad = Act::waker(|| panic!("a bad waker"));
        let inside = runtime.handle().enter();
        let mut bitten = sleep(Duration::from_millis(20));
        assert!(
            bitten
                .poll_unpin(&mut Context::from_waker(&bad))
                .is_pending()
        );
        drop(inside);
        let task = runtime.handle().spawn(async {
            sleep(Duration::from_millis(40)).await;
            "on time"
        });
        assert_eq!(runtime.block_on(task).unwrap(), "on time");
    });
}

#[test]
fn p05_a_waker_that_panics_leaves_the_task_that_wakes_it_whole() {
    in_both_modes(|mode| {
        let runtime = mode.builder().blocking_threads(1).build().unwrap();
        let bad = Act::waker(|| panic!("a bad waker"));
        let (release, released) = futures::channel::oneshot::channel();
        let mut task = runtime.handle().spawn(async { released.await.unwrap() });
        let polled = task.poll_unpin(&mut Context::from_waker(&bad));
        assert!(polled.is_pending());
        release.send("done").unwrap();
        turn_until(&runtime, || task.is_finished());
        assert_eq!(runtime.block_on(task).unwrap(), "done");
        assert_eq!(
            runtime
                .block_on(runtime.handle().spawn_blocking(|| 2))
                .unwrap(),
            2
        );
    });
}

#[test]
fn p05_a_panic_in_a_local_task_reaches_its_handle() {
    watched(|| {
        let runtime = Mode::SingleThreaded.runtime();
        runtime.block_on(async {
            let bad = openwork::task::spawn_local(async { panic!("local") });
            let good = openwork::task::spawn_local(async { "good" });
            let error = bad.await.unwrap_err();
            assert_eq!(text_of(&*error.into_panic()), "local");
            assert_eq!(good.await.unwrap(), "good");
        });
    });
}

#[test]
fn p05_a_task_that_panics_while_others_wait_for_it_wakes_them() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (ask, asked) = mpsc::channel::<()>();
        let task = runtime.handle().spawn(async move {
            openwork::spawn_blocking(move || asked.recv())
                .await
                .unwrap()
                .unwrap();
            panic!("after a while")
        });
        let waiter = runtime.handle().spawn(task);
        let asker = thread::spawn(move || ask.send(()).unwrap());
        let error = runtime.block_on(waiter).unwrap().unwrap_err();
        assert_eq!(text_of(&*error.into_panic()), "after a while");
        asker.join().unwrap();
    });
}
