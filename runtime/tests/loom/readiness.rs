//! What the system last said of a socket: `driver/registration.rs`, with the reactor and real sockets under it.
//!
//! Proves
//! 1. P29: a byte that arrives between the read that found nothing and the keeping of the waker is read all the same,
//!    and only the event that the reader knew of is cleared, after `WouldBlock` as after a short read.
//! 2. P29: everybody who waits is woken.
//!
//! The kernel is the real one. Its calls do not block, and loom is told of each, so that it tries their orders too.
//! Explores about 11,000 executions.

use super::{block_on, explore};
use crate::driver::{Clock, Direction, Driver, Left, Registered};
use crate::sync::atomic::AtomicUsize;
use crate::sync::atomic::Ordering::Relaxed;
use ::loom::thread;
use mio::Interest;
use mio::net::UnixStream;
use std::future::poll_fn;
use std::io::{self, Read, Write};
use std::sync::Arc;
use std::task::{Context, Poll};

/// Stands before the system calls of a model: loom sees that it matters whose comes first.
#[derive(Clone)]
pub(super) struct Kernel(Arc<AtomicUsize>);

impl Kernel {
    pub(super) fn call(&self) {
        self.0.fetch_add(1, Relaxed);
    }
}

pub(super) struct Socket {
    pub(super) source: Registered<UnixStream>,
    pub(super) kernel: Kernel,
}

/// The other end of a socket and the driver of this one.
pub(super) struct Peer {
    stream: UnixStream,
    pub(super) driver: Driver,
    _waker: mio::Waker,
    pub(super) kernel: Kernel,
}

pub(super) fn socket() -> (Arc<Socket>, Peer) {
    let (driver, _waker) = Driver::new(Clock::System).unwrap();
    let (ours, stream) = UnixStream::pair().unwrap();
    let source = Registered::new(ours, Interest::READABLE, driver.shared.clone()).unwrap();
    let kernel = Kernel(Arc::new(AtomicUsize::new(0)));
    let ours = Socket {
        source,
        kernel: kernel.clone(),
    };
    (
        Arc::new(ours),
        Peer {
            stream,
            driver,
            _waker,
            kernel,
        },
    )
}

impl Peer {
    pub(super) fn send(&mut self) {
        self.kernel.call();
        self.stream.write_all(b"a").unwrap();
    }

    pub(super) fn look(&mut self) {
        self.kernel.call();
        self.driver.look();
    }

    fn send_two(mut self) {
        for _ in 0..2 {
            self.send();
            self.look();
        }
    }
}

impl Socket {
    pub(super) fn poll_read(&self, cx: &mut Context, most: usize) -> Poll<io::Result<usize>> {
        self.source.poll_io(Direction::Read, cx, |mut socket| {
            self.kernel.call();
            let n = socket.read(&mut vec![0; most])?;
            let all = n < most;
            Ok(if all { Left::Nothing(n) } else { Left::More(n) })
        })
    }

    fn read(&self, most: usize) -> usize {
        block_on(poll_fn(|cx| self.poll_read(cx, most))).unwrap()
    }
}

/// Two events, of which the second comes anywhere between the steps of the reader.
fn read_two_bytes(most: usize) {
    let (socket, peer) = socket();
    thread::spawn(move || peer.send_two());
    assert!(socket.read(most) == 2 || socket.read(most) == 1);
}

#[test]
fn p29_no_event_is_lost_after_would_block() {
    explore(200, || read_two_bytes(1));
}

#[test]
fn p29_no_event_is_lost_after_a_short_read() {
    explore(200, || read_two_bytes(16));
}

#[test]
fn p29_everybody_who_waits_is_woken() {
    explore(3_000, || {
        let (socket, mut peer) = socket();
        let other = socket.clone();
        thread::spawn(move || assert_eq!(other.read(1), 1));
        peer.stream.write_all(b"ab").unwrap();
        thread::spawn(move || peer.look());
        assert_eq!(socket.read(1), 1);
    });
}
