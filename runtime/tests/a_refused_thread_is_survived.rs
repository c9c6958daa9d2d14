//! P18: when the operating system refuses a thread, the closure waits for a thread that lives; when
//! none does, its handle resolves to `is_rejected`. There is no panic and nothing hangs.
//!
//! strace refuses: in the child every `clone3` of a thread after its first fails with EAGAIN.

mod support;

use openwork::{Builder, Handle};
use std::io::ErrorKind;
use std::thread;
use std::time::Duration;
use support::Mode;
use support::child::{Child, has_strace};
use support::tally::{Counted, Tally};

/// Runs `body` in a child where only the first thread that `body` starts can be had.
fn with_one_thread(test: &'static str, body: impl FnOnce() + Send + 'static) {
    if has_strace(test) {
        let refuse = "inject=clone3,clone:error=EAGAIN:when=2+";
        let command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", refuse];
        Child::of(test).under(command).run(body);
    }
}

/// Takes the one thread that can be had.
fn take_the_thread() {
    thread::spawn(|| ()).join().unwrap();
    let refused = thread::Builder::new().spawn(|| ()).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::WouldBlock);
}

#[test]
fn p18_a_closure_waits_for_a_thread_that_lives() {
    with_one_thread("p18_a_closure_waits_for_a_thread_that_lives", || {
        let runtime = Mode::SingleThreaded.runtime();
        let mut gate = support::Gate::hold_a_thread(&runtime);
        // Both ask for a thread of their own and do not get it.
        let closures = [1, 2].map(|number| runtime.handle().spawn_blocking(move || number));
        let metrics = runtime.handle().metrics();
        assert_eq!((metrics.blocking_threads, metrics.blocking_queued), (1, 2));
        gate.open();
        for (number, closure) in closures.into_iter().enumerate() {
            assert_eq!(runtime.block_on(closure).unwrap(), number + 1);
        }
    });
}

#[test]
fn p18_without_a_thread_the_handle_says_so() {
    with_one_thread("p18_without_a_thread_the_handle_says_so", || {
        take_the_thread();
        let runtime = Mode::SingleThreaded.runtime();
        for round in 1..=3 {
            let closure = runtime.handle().spawn_blocking(|| ());
            let error = runtime.block_on(closure).unwrap_err();
            assert!(error.is_rejected(), "{error}");
            assert!(error.to_string().contains("the system refused"), "{error}");
            let metrics = runtime.handle().metrics();
            assert_eq!((metrics.blocking_threads, metrics.blocking_queued), (0, 0));
            assert_eq!(metrics.blocking_rejected, round);
        }
        assert_eq!(
            runtime
                .block_on(runtime.handle().spawn(async { 1 }))
                .unwrap(),
            1
        );
    });
}

#[test]
fn p18_a_blocking_pool_without_a_thread_for_its_driver_is_not_built() {
    let test = "p18_a_blocking_pool_without_a_thread_for_its_driver_is_not_built";
    with_one_thread(test, || {
        take_the_thread();
        let error = Mode::BlockingPool.builder().build().err().unwrap();
        assert_eq!(error.kind(), ErrorKind::WouldBlock);
    });
}

#[test]
fn p18_that_is_an_error_in_async_code_too() {
    with_one_thread("p18_that_is_an_error_in_async_code_too", || {
        take_the_thread();
        let error = openwork::block_on(async { Builder::blocking_pool().build().err().unwrap() });
        assert_eq!(error.kind(), ErrorKind::WouldBlock);
    });
}

#[test]
fn p18_a_blocking_pool_without_a_thread_for_its_tasks_says_so_through_their_handles() {
    let test = "p18_a_blocking_pool_without_a_thread_for_its_tasks_says_so_through_their_handles";
    with_one_thread(test, || {
        // The driver takes the thread.
        let runtime = Mode::BlockingPool.runtime();
        let tally = Tally::new();
        let task = runtime.handle().spawn(Counted::ready_at(&tally, 1));
        let error = runtime.block_on(task).err().unwrap();
        assert!(error.is_rejected(), "{error}");
        assert_eq!((tally.polls(), tally.drops()), (0, 1));
    });
}

#[test]
fn p18_a_woken_task_finds_the_thread_that_polled_it_first() {
    // The driver takes one thread, the task's first poll the other. It is not refused when it is
    // woken, however long its thread had nothing to do.
    let test = "p18_a_woken_task_finds_the_thread_that_polled_it_first";
    if has_strace(test) {
        let refuse = "inject=clone3,clone:error=EAGAIN:when=3+";
        let command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", refuse];
        Child::of(test).under(command).run(|| {
            let builder = Mode::BlockingPool.builder();
            let runtime = builder
                .thread_keep_alive(Duration::from_millis(1))
                .build()
                .unwrap();
            let task = runtime.handle().spawn(async {
                for _ in 0..10 {
                    openwork::time::sleep(Duration::from_millis(5)).await;
                }
            });
            runtime.block_on(task).unwrap();
        });
    }
}

#[test]
fn p18_names_cannot_be_looked_up_and_the_error_says_why() {
    with_one_thread(
        "p18_names_cannot_be_looked_up_and_the_error_says_why",
        || {
            take_the_thread();
            let error = openwork::block_on(openwork::net::TcpStream::connect("localhost:1"));
            let text = error.unwrap_err().to_string();
            assert!(text.contains("the system refused"), "{text}");
        },
    );
}

#[test]
fn p18_a_pool_that_could_not_grow_grows_later() {
    let test = "p18_a_pool_that_could_not_grow_grows_later";
    if has_strace(test) {
        // Each thread's second call alone is refused.
        let refuse = "inject=clone3,clone:error=EAGAIN:when=2";
        let command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", refuse];
        Child::of(test).under(command).run(|| {
            thread::spawn(|| ()).join().unwrap();
            let runtime = Mode::SingleThreaded.runtime();
            let refused = runtime.handle().spawn_blocking(|| ());
            assert!(runtime.block_on(refused).unwrap_err().is_rejected());
            let taken = runtime
                .handle()
                .spawn_blocking(|| Handle::try_current().is_some());
            assert!(runtime.block_on(taken).unwrap());
        });
    }
}
