//! P05: a panic in `poll` is caught, reported once by the panic hook and once by the handle, and affects nothing
//! else; so is a panic in the future's destructor. A panic in the destructor of an output that nobody takes is contained.

mod support;

use futures::FutureExt;
use openwork::time::sleep;
use std::future::pending;
use std::panic;
use std::sync::{Mutex, Once, mpsc};
use std::task::Context;
use std::thread;
use std::time::Duration;
use support::child::Child;
use support::hand::Act;
use support::tally::{Bombs, Counted, Tally};
use support::{MODES, Mode, in_both_modes, text_of, turn, turn_until, watched};

static REPORTS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// How often the panic hook has reported a panic with this text.
fn reports(text: &str) -> usize {
    let reports = REPORTS.lock().unwrap();
    reports.iter().filter(|report| *report == text).count()
}

fn listen_to_the_panic_hook() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let text = info.payload_as_str().unwrap_or_default().to_owned();
            REPORTS.lock().unwrap().push(text);
            before(info);
        }));
    });
}

#[test]
fn p05_a_panic_in_poll_reaches_the_hook_once_and_the_handle_once() {
    listen_to_the_panic_hook();
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let text = format!("in the mode {mode:?}");
        let thrown = text.clone();
        let task = runtime.handle().spawn(async move { panic!("{thrown}") });
        let error: openwork::task::JoinError = runtime.block_on(task).map(|()| ()).unwrap_err();
        assert!(error.is_panic() && !error.is_cancelled() && !error.is_rejected());
        assert!(error.to_string().contains(&text), "{error}");
        assert!(error.to_string().contains(file!()), "{error}");
        assert_eq!(text_of(&*error.into_panic()), text);
        assert_eq!(reports(&text), 1);
    });
}

#[test]
fn p05_the_payload_reaches_the_handle_untouched() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let task = runtime
            .handle()
            .spawn(async { panic::panic_any(vec![1, 2, 3]) });
        let error = runtime.block_on(task).map(|()| ()).unwrap_err();
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
        let job = runtime.handle().spawn_blocking(|| "job");
        let all = async {
            (
                before.await.unwrap(),
                after.await.unwrap(),
                job.await.unwrap(),
            )
        };
        assert_eq!(runtime.block_on(all), ("before", "after", "job"));
    });
}

#[test]
fn p05_a_panic_in_the_futures_drop_during_an_abort_is_the_tasks_panic() {
    listen_to_the_panic_hook();
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
        assert_eq!(reports(&text), 1);
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
        for mode in MODES {
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
    });
}

#[test]
fn p05_a_waker_that_panics_leaves_the_driver_whole() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let bad = Act::waker(|| panic!("a bad waker"));
        let inside = runtime.handle().enter();
        let mut bitten = sleep(Duration::from_millis(1));
        assert!(
            bitten
                .poll_unpin(&mut Context::from_waker(&bad))
                .is_pending()
        );
        drop(inside);
        let task = runtime.handle().spawn(async {
            sleep(Duration::from_millis(10)).await;
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
        let mut task = runtime.handle().spawn(async {
            openwork::task::yield_now().await;
            "done"
        });
        let _ = task.poll_unpin(&mut Context::from_waker(&bad));
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
            let error = bad.await.map(|()| ()).unwrap_err();
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
        let waiter = runtime
            .handle()
            .spawn(async move { task.await.map(|()| ()) });
        let asker = thread::spawn(move || ask.send(()).unwrap());
        let error = runtime.block_on(waiter).unwrap().unwrap_err();
        assert_eq!(text_of(&*error.into_panic()), "after a while");
        asker.join().unwrap();
    });
}
