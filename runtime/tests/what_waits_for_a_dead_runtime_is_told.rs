//! P22: after shutdown pending and later I/O fails with one recognisable error, and who waits for
//! it is woken; a sleep polled then panics with a message that names the cause. Nothing hangs.

mod support;

use futures::{AsyncReadExt, AsyncWriteExt, FutureExt};
use openwork::Runtime;
use openwork::net::{TcpListener, TcpStream};
use openwork::time::{interval, sleep, timeout};
use std::fmt::Debug;
use std::future::pending;
use std::io;
use std::time::{Duration, Instant};
use support::hand::{Hand, ready};
use support::sockets::{fill, pair, std_pair};
use support::{in_both_modes, message_of, turn};

const ERROR: &str = "the openwork runtime that drives this socket has shut down";
const PANIC: &str = "a sleep was polled, but the runtime that drives it has shut down";
const LONG: Duration = Duration::from_secs(3600);

/// Polls an operation that must wait, drops the runtime, and expects a wake and the error.
fn outlives<T: Debug>(runtime: Runtime, operation: impl Future<Output = io::Result<T>>) {
    let (hand, mut operation) = (Hand::new(), Box::pin(operation));
    assert!(hand.poll(&mut operation).is_pending());
    turn(&runtime);
    drop(runtime);
    assert_eq!(hand.wakes(), 1, "it is woken");
    assert_eq!(
        ready(hand.poll(&mut operation)).unwrap_err().to_string(),
        ERROR
    );
}

fn listener(runtime: &Runtime) -> TcpListener {
    let _inside = runtime.handle().enter();
    TcpListener::from_std(std::net::TcpListener::bind("127.0.0.1:0").unwrap()).unwrap()
}

#[test]
fn p22_a_pending_read_is_woken_and_fails() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (_theirs, mut ours) = pair(&runtime);
        outlives(runtime, async move { ours.read(&mut [0]).await });
    });
}

#[test]
fn p22_a_pending_peek_is_woken_and_fails() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (_theirs, ours) = pair(&runtime);
        outlives(runtime, async move { ours.peek(&mut [0]).await });
    });
}

#[test]
fn p22_a_pending_write_is_woken_and_fails() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (_theirs, ours) = std_pair();
        fill(&ours);
        let inside = runtime.handle().enter();
        let mut ours = TcpStream::from_std(ours).unwrap();
        drop(inside);
        outlives(runtime, async move { ours.write(b"no room").await });
    });
}

#[test]
fn p22_a_pending_accept_is_woken_and_fails() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let listener = listener(&runtime);
        outlives(runtime, async move {
            listener.accept().await.map(|(stream, _)| stream)
        });
    });
}

#[test]
fn p22_later_operations_fail_with_the_same_error() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (_theirs, ours) = pair(&runtime);
        let (mut reader, mut writer) = ours.split();
        let listener = listener(&runtime);
        let address = listener.local_addr().unwrap();
        let handle = runtime.handle().clone();
        drop(runtime);
        let _inside = handle.enter();
        let errors = [
            reader
                .read(&mut [0])
                .now_or_never()
                .expect("at once")
                .map(drop),
            reader
                .peek(&mut [0])
                .now_or_never()
                .expect("at once")
                .map(drop),
            writer
                .write(b"late")
                .now_or_never()
                .expect("at once")
                .map(drop),
            listener.accept().now_or_never().expect("at once").map(drop),
            TcpStream::from_std(std_pair().0).map(drop),
        ];
        for error in errors {
            assert_eq!(error.unwrap_err().to_string(), ERROR);
        }
        // What says more says the cause too.
        let connect = TcpStream::connect(address).now_or_never().expect("at once");
        let bind = TcpListener::bind("127.0.0.1:0")
            .now_or_never()
            .expect("at once");
        for error in [connect.map(drop), bind.map(drop)] {
            let text = error.unwrap_err().to_string();
            assert!(text.contains(ERROR), "{text}");
        }
    });
}

#[test]
fn p22_a_pending_sleep_is_woken_and_panics() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let inside = runtime.handle().enter();
        let mut sleep = sleep(LONG);
        drop(inside);
        let hand = Hand::new();
        assert!(hand.poll(&mut sleep).is_pending());
        drop(runtime);
        assert_eq!(hand.wakes(), 1);
        assert!(message_of(|| hand.poll(&mut sleep)).contains(PANIC));
    });
}

#[test]
fn p22_a_later_sleep_panics_too() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let handle = runtime.handle().clone();
        let inside = handle.enter();
        let made_before = sleep(LONG);
        drop(runtime);
        let later: [Box<dyn FnOnce() -> bool>; 4] = [
            Box::new(|| made_before.now_or_never().is_some()),
            Box::new(|| sleep(LONG).now_or_never().is_some()),
            Box::new(|| timeout(LONG, pending::<()>()).now_or_never().is_some()),
            Box::new(|| {
                let mut ticks = interval(LONG);
                ticks.tick().now_or_never().expect("the first is due");
                ticks.tick().now_or_never().is_some()
            }),
        ];
        for sleep in later {
            assert!(message_of(sleep).contains(PANIC));
        }
        drop(inside);
    });
}

#[test]
fn p22_what_is_due_or_ready_needs_no_runtime() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let handle = runtime.handle().clone();
        drop(runtime);
        let _inside = handle.enter();
        assert_eq!(sleep(Duration::ZERO).now_or_never(), Some(()));
        assert_eq!(
            openwork::time::sleep_until(Instant::now()).now_or_never(),
            Some(())
        );
        assert_eq!(timeout(LONG, async { 1 }).now_or_never(), Some(Ok(1)));
    });
}
