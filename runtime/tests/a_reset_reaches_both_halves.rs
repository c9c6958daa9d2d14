//! P33: after a reset pending and later reads and writes of both halves end, the first of them with
//! the error, and who waited in either half is woken. `shutdown` after a reset is well or says
//! `ConnectionReset`.

mod support;

use futures::{AsyncReadExt, AsyncWriteExt, FutureExt};
use openwork::net::TcpStream;
use openwork::time::sleep;
use std::io::{self, ErrorKind};
use std::net::Shutdown;
use std::time::Duration;
use support::hand::{Hand, ready};
use support::sockets::{fill, pair, reset, std_pair};
use support::{in_both_modes, turn_until};

/// Whether this is what a reset connection says: the error once, then its ends.
fn is_the_end(outcome: &io::Result<usize>) -> bool {
    match outcome {
        Ok(count) => *count == 0,
        Err(error) => [ErrorKind::ConnectionReset, ErrorKind::BrokenPipe].contains(&error.kind()),
    }
}

fn is_reset(outcome: &io::Result<usize>) -> bool {
    let kind = outcome.as_ref().map_err(io::Error::kind);
    kind == Err(ErrorKind::ConnectionReset)
}

#[test]
fn p33_waiting_readers_and_writers_of_both_halves_are_woken_and_end() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (theirs, ours) = std_pair();
        fill(&ours);
        let inside = runtime.handle().enter();
        let (mut reader, mut writer) = TcpStream::from_std(ours).unwrap().split();
        drop(inside);
        let (reading, writing) = (Hand::new(), Hand::new());
        let mut buffer = [0];
        let mut read = reader.read(&mut buffer);
        let mut write = writer.write(b"no room");
        assert!(reading.poll(&mut read).is_pending());
        assert!(writing.poll(&mut write).is_pending());
        runtime.block_on(async { sleep(Duration::from_millis(5)).await });
        assert_eq!((reading.wakes(), writing.wakes()), (0, 0));
        reset(theirs);
        turn_until(&runtime, || reading.wakes() == 1 && writing.wakes() == 1);
        let outcomes = [
            ready(reading.poll(&mut read)),
            ready(writing.poll(&mut write)),
        ];
        assert!(outcomes.iter().all(is_the_end), "{outcomes:?}");
        assert!(outcomes.iter().any(is_reset), "{outcomes:?}");
    });
}

#[test]
fn p33_tasks_in_both_halves_end() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (theirs, ours) = pair(&runtime);
        let (mut reader, mut writer) = ours.split();
        let reading = runtime
            .handle()
            .spawn(async move { reader.read(&mut [0]).await });
        let writing = runtime.handle().spawn(async move {
            let mut outcome = Ok(1);
            while outcome.is_ok() {
                outcome = writer.write(&[0; 65_536]).await;
            }
            outcome
        });
        runtime.block_on(async { sleep(Duration::from_millis(5)).await });
        reset(theirs);
        let outcomes = runtime.block_on(async { [reading.await.unwrap(), writing.await.unwrap()] });
        assert!(outcomes.iter().all(is_the_end), "{outcomes:?}");
        assert!(outcomes.iter().any(is_reset), "{outcomes:?}");
    });
}

#[test]
fn p33_later_operations_end_too() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (theirs, mut ours) = pair(&runtime);
        reset(theirs);
        runtime.block_on(async {
            let first = ours.read(&mut [0]).await;
            assert!(is_reset(&first), "{first:?}");
            for _ in 0..3 {
                let later = [
                    ours.read(&mut [0]).await,
                    ours.write(b"late").await,
                    ours.peek(&mut [0]).await,
                ];
                assert!(later.iter().all(is_the_end), "{later:?}");
            }
        });
    });
}

#[test]
fn p33_a_reset_drops_the_data_before_it_and_is_not_taken_for_an_end() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (mut theirs, mut ours) = pair(&runtime);
        io::Write::write_all(&mut theirs, b"never read").unwrap();
        reset(theirs);
        let mut text = Vec::new();
        let outcome = runtime.block_on(ours.read_to_end(&mut text));
        assert!(is_reset(&outcome), "{outcome:?}");
    });
}

#[test]
fn p33_shutdown_after_a_reset_is_well_or_says_so() {
    in_both_modes(|mode| {
        for told in [true, false] {
            for how in [Shutdown::Write, Shutdown::Read, Shutdown::Both] {
                let runtime = mode.runtime();
                let (theirs, mut ours) = pair(&runtime);
                reset(theirs);
                if told {
                    assert!(is_reset(&runtime.block_on(ours.read(&mut [0]))));
                }
                for _ in 0..2 {
                    match ours.shutdown(how) {
                        Ok(()) => {}
                        Err(error) => assert_eq!(error.kind(), ErrorKind::ConnectionReset),
                    }
                }
            }
        }
    });
}

#[test]
fn p33_closing_after_a_reset_is_well_or_says_so() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (theirs, mut ours) = pair(&runtime);
        reset(theirs);
        assert!(is_reset(&runtime.block_on(ours.read(&mut [0]))));
        for _ in 0..2 {
            let closed = ours.close().now_or_never().expect("it does not wait");
            closed
                .or_else(|error| match error.kind() {
                    ErrorKind::ConnectionReset => Ok(()),
                    _ => Err(error),
                })
                .unwrap();
        }
    });
}
