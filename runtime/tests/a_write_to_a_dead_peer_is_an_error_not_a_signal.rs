//! P31: a write to a peer that is gone fails with `BrokenPipe` or `ConnectionReset`; it never
//! raises SIGPIPE, which ends a process that does not ignore it.
//!
//! Vectored writes send their first buffer only: the standard library's `writev` on a socket would
//! raise the signal.

mod support;

use futures::{AsyncReadExt, AsyncWriteExt};
use openwork::net::TcpStream;
use signal_hook::consts::SIGPIPE;
use std::io::{ErrorKind, IoSlice};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::SeqCst;
use support::MODES;
use support::child::Child;
use support::sockets::{pair, reset};

/// Runs `write` on streams whose peers are gone until it fails, and looks for the signal.
fn fails_without_a_signal(
    test: &'static str,
    write: impl AsyncFn(&mut TcpStream) -> std::io::Result<usize> + Copy + Send + 'static,
) {
    Child::of(test).run(move || {
        let raised = Arc::new(AtomicBool::new(false));
        // In the place of the `ignore` that the standard library sets.
        signal_hook::flag::register(SIGPIPE, raised.clone()).unwrap();
        for mode in MODES {
            for by_reset in [true, false] {
                let runtime = mode.runtime();
                let (theirs, mut ours) = pair(&runtime);
                if by_reset {
                    reset(theirs);
                } else {
                    drop(theirs);
                }
                let errors = runtime.block_on(async {
                    // The peer's end or reset has come.
                    let _ = ours.read(&mut [0]).await;
                    // A write may go well, and what the peer answers to it then ends the
                    // connection.
                    let mut errors = Vec::new();
                    while errors.len() < 3 {
                        errors.extend(write(&mut ours).await.err().map(|error| error.kind()));
                    }
                    errors
                });
                let expected = [ErrorKind::BrokenPipe, ErrorKind::ConnectionReset];
                assert!(
                    errors.iter().all(|kind| expected.contains(kind)),
                    "{errors:?}"
                );
                assert!(!raised.load(SeqCst), "SIGPIPE was raised");
            }
        }
        signal_hook::low_level::raise(SIGPIPE).unwrap();
        assert!(raised.load(SeqCst), "it would have been seen");
    });
}

#[test]
fn p31_a_plain_write_is_an_error() {
    fails_without_a_signal("p31_a_plain_write_is_an_error", async |stream| {
        stream.write(b"late").await
    });
}

#[test]
fn p31_a_vectored_write_is_an_error() {
    fails_without_a_signal("p31_a_vectored_write_is_an_error", async |stream| {
        let buffers = [IoSlice::new(b"too"), IoSlice::new(b"late")];
        stream.write_vectored(&buffers).await
    });
}

#[test]
fn p31_a_write_after_the_own_end_is_an_error() {
    fails_without_a_signal(
        "p31_a_write_after_the_own_end_is_an_error",
        async |stream| {
            stream.close().await?;
            stream.write(b"after the end").await
        },
    );
}
