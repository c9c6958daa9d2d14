//! P09: outside a runtime `spawn` and its like panic at the caller's line, and `try_current`
//! answers `None`. After shutdown `spawn` never panics: the future is dropped unpolled, and the
//! handle resolves to `is_cancelled` at once.

mod support;

use futures::task::{FutureObj, Spawn};
use openwork::net::{TcpListener, TcpStream};
use openwork::{Handle, task, time};
use std::future::pending;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};
use support::hand::{Hand, ready};
use support::reports;
use support::tally::{Counted, Tally};
use support::{MODES, in_both_modes, message_of, watched};

/// The message of the panic, which must blame `line` of this file.
fn blames<T>(line: u32, action: impl FnOnce() -> T) -> String {
    reports::listen();
    let message = message_of(action);
    assert_eq!(
        reports::last_blame(),
        (file!().to_owned(), line),
        "{message}"
    );
    message
}

#[test]
#[allow(clippy::redundant_closure)] // Without it the blame would fall on the standard library.
fn p09_outside_a_runtime_the_callers_line_is_blamed() {
    let (_, stream) = support::sockets::std_pair();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let (moment, now) = (Duration::from_millis(1), Instant::now());
    let messages = [
        blames(line!(), || openwork::spawn(async {})),
        blames(line!(), || openwork::spawn_blocking(|| ())),
        blames(line!(), || Handle::current()),
        blames(line!(), || time::sleep(moment)),
        blames(line!(), || time::sleep_until(now)),
        blames(line!(), || drop(time::timeout(moment, async {}))),
        blames(line!(), || time::interval(moment)),
        blames(line!(), || time::interval_at(now, moment)),
        blames(line!(), || TcpStream::from_std(stream)),
        blames(line!(), || TcpListener::from_std(listener)),
    ];
    for message in messages {
        assert!(message.contains("in no openwork runtime"), "{message}");
        assert!(message.contains("block_on"), "no way out: {message}");
    }
    let message = blames(line!(), || task::spawn_local(async {}));
    assert!(message.contains("block_on"), "no way out: {message}");
}

#[test]
fn p09_try_current_answers_instead() {
    in_both_modes(|mode| {
        assert!(Handle::try_current().is_none());
        let runtime = mode.runtime();
        let inside = runtime.handle().enter();
        assert!(Handle::try_current().is_some());
        drop(inside);
        assert!(Handle::try_current().is_none());
        let found = [
            runtime.block_on(async { Handle::try_current().is_some() }),
            runtime
                .block_on(
                    runtime
                        .handle()
                        .spawn(async { Handle::try_current().is_some() }),
                )
                .unwrap(),
            runtime
                .block_on(
                    runtime
                        .handle()
                        .spawn_blocking(|| Handle::try_current().is_some()),
                )
                .unwrap(),
        ];
        assert_eq!(found, [true; 3]);
    });
}

#[test]
fn p09_after_shutdown_a_future_is_dropped_unpolled_and_its_handle_cancelled() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let handle = runtime.handle().clone();
        drop(runtime);
        let tally = Tally::new();
        let mut task = handle.spawn(Counted::ready_at(&tally, 1));
        assert_eq!((tally.polls(), tally.drops()), (0, 1));
        assert!(task.is_finished());
        let error = ready(Hand::new().poll(&mut task)).err().unwrap();
        assert!(error.is_cancelled(), "{error}");
        let inside = handle.enter();
        let error = ready(Hand::new().poll(&mut openwork::spawn(pending::<()>())));
        assert!(error.unwrap_err().is_cancelled());
        drop(inside);
    });
}

#[test]
fn p09_after_shutdown_a_closure_is_dropped_uncalled_and_its_handle_cancelled() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let handle = runtime.handle().clone();
        drop(runtime);
        let kept = Arc::new(());
        let token = kept.clone();
        let mut closure = handle.spawn_blocking(move || drop(token));
        assert_eq!(Arc::strong_count(&kept), 1);
        let error = ready(Hand::new().poll(&mut closure)).unwrap_err();
        assert!(error.is_cancelled(), "{error}");
    });
}

#[test]
fn p09_after_shutdown_the_spawn_trait_answers_an_error() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let handle = runtime.handle().clone();
        assert!(handle.status().is_ok());
        handle
            .spawn_obj(FutureObj::new(Box::pin(async {})))
            .unwrap();
        drop(runtime);
        assert!(handle.status().unwrap_err().is_shutdown());
        let late = handle.spawn_obj(FutureObj::new(Box::pin(async {})));
        assert!(late.unwrap_err().is_shutdown());
    });
}

#[test]
fn p09_what_is_spawned_during_the_shutdown_resolves_too() {
    const ROUNDS: usize = 200;
    watched(|| {
        for mode in MODES {
            let cancelled = AtomicUsize::new(0);
            for _ in 0..ROUNDS {
                let runtime = mode.builder().blocking_threads(2).build().unwrap();
                let handle = runtime.handle().clone();
                let start = Barrier::new(2);
                thread::scope(|scope| {
                    let spawner = scope.spawn(|| {
                        start.wait();
                        let tasks = [(); 20].map(|()| handle.spawn(pending::<()>()));
                        let closures = [(); 20].map(|()| handle.spawn_blocking(|| ()));
                        (tasks, closures)
                    });
                    start.wait();
                    drop(runtime);
                    let (tasks, closures) = spawner.join().unwrap();
                    for mut task in tasks {
                        let error = ready(Hand::new().poll(&mut task)).unwrap_err();
                        assert!(error.is_cancelled());
                    }
                    for mut closure in closures {
                        if let Err(error) = ready(Hand::new().poll(&mut closure)) {
                            assert!(error.is_cancelled());
                            cancelled.fetch_add(1, SeqCst);
                        }
                    }
                });
            }
            println!(
                "{mode:?}: {cancelled:?} of {} closures came too late",
                ROUNDS * 20
            );
        }
    });
}
