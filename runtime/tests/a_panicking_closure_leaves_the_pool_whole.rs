//! P19: a closure that panics resolves its handle to `is_panic`; the thread and the pool's counts
//! survive it. A closure that has started cannot be aborted. Threads with nothing to do leave after
//! their keep-alive.

mod support;

use std::panic;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use support::child::threads_named;
use support::{Gate, Mode, in_both_modes, text_of, turn_until, watched};

#[test]
fn p19_the_panic_of_a_closure_is_its_handles() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let closure = runtime.handle().spawn_blocking(|| panic!("in a closure"));
        let error = runtime.block_on(closure).unwrap_err();
        assert!(error.is_panic());
        assert_eq!(text_of(&*error.into_panic()), "in a closure");
    });
}

#[test]
fn p19_thread_and_counts_survive_it() {
    in_both_modes(|mode| {
        let runtime = mode.builder().blocking_threads(1).build().unwrap();
        let thread_of = || runtime.handle().spawn_blocking(|| thread::current().id());
        let thread = runtime.block_on(thread_of()).unwrap();
        for _ in 0..10 {
            let closure = runtime.handle().spawn_blocking(|| panic::panic_any(1));
            assert!(runtime.block_on(closure).unwrap_err().is_panic());
            drop(
                runtime
                    .handle()
                    .spawn_blocking(|| panic!("nobody awaits this one")),
            );
        }
        assert_eq!(runtime.block_on(thread_of()).unwrap(), thread);
        turn_until(&runtime, || runtime.handle().metrics().blocking_idle == 1);
        let metrics = runtime.handle().metrics();
        assert_eq!((metrics.blocking_threads, metrics.blocking_queued), (1, 0));
    });
}

#[test]
fn p19_a_closure_that_has_started_cannot_be_aborted() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (mut gate, wait) = Gate::new();
        let (start, started) = mpsc::channel();
        let closure = runtime.handle().spawn_blocking(move || {
            start.send(()).unwrap();
            wait();
            "to its end"
        });
        started.recv().unwrap();
        closure.abort();
        assert!(!closure.is_finished());
        gate.open();
        assert_eq!(runtime.block_on(closure).unwrap(), "to its end");
    });
}

#[test]
fn p19_idle_threads_leave_after_their_keep_alive() {
    in_both_modes(|mode| {
        let (name, stay) = match mode {
            Mode::SingleThreaded => ("p19-single", 0),
            // One stays for the tasks.
            Mode::BlockingPool => ("p19-pool", 1),
        };
        let builder = mode.builder().thread_name(name).blocking_threads(4);
        let builder = builder.thread_keep_alive(Duration::from_millis(20));
        let runtime = builder.build().unwrap();
        let gates = [(); 4].map(|()| Gate::hold_a_thread(&runtime));
        assert_eq!(runtime.handle().metrics().blocking_threads, 4);
        // A listing can leave out a thread while another one of the process ends.
        turn_until(&runtime, || threads_named(name) == 4);
        drop(gates);
        turn_until(&runtime, || {
            runtime.handle().metrics().blocking_threads == stay
        });
        turn_until(&runtime, || threads_named(name) == stay);
        // And come again when there is work.
        let closure = runtime.handle().spawn_blocking(|| "again");
        assert_eq!(runtime.block_on(closure).unwrap(), "again");
    });
}

#[test]
fn p19_idle_threads_stay_until_their_keep_alive_is_over() {
    watched(|| {
        let builder = Mode::SingleThreaded.builder().blocking_threads(1);
        let runtime = builder.thread_keep_alive(Duration::MAX).build().unwrap();
        let thread_of =
            || runtime.block_on(runtime.handle().spawn_blocking(|| thread::current().id()));
        let first = thread_of().unwrap();
        turn_until(&runtime, || runtime.handle().metrics().blocking_idle == 1);
        thread::sleep(Duration::from_millis(50));
        assert_eq!(
            thread_of().unwrap(),
            first,
            "one thread serves closure after closure"
        );
    });
}
