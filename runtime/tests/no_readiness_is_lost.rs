//! P29: readiness is forgotten only after an operation found nothing, and an event that comes
//! between that operation and the forgetting is not lost.
//!
//! The driver is taken by itself, as its floor allows: its files, without the rest of the crate.

mod support;

#[allow(dead_code)]
#[path = "../src/contain.rs"]
mod contain;
#[allow(dead_code, unreachable_pub, unused_imports)]
#[path = "../src/driver/mod.rs"]
mod driver;
#[allow(dead_code, unreachable_pub, unused_imports)]
#[path = "../src/sync.rs"]
mod sync;

use driver::{Clock, Direction, Driver, Left, Registered};
use mio::Interest;
use std::io::{self, ErrorKind, Read, Write};
use std::task::{Context, Poll};
use support::hand::{Hand, ready};
use support::sockets::std_pair;
use support::watched;

type Io = Registered<mio::net::TcpStream>;

/// A driver turned by hand, a stream that is tied to it, and the stream's peer.
fn tied() -> (Driver, Io, std::net::TcpStream) {
    let (mut driver, _waker) = Driver::new(Clock::System).unwrap();
    let (theirs, ours) = std_pair();
    ours.set_nonblocking(true).unwrap();
    let ours = mio::net::TcpStream::from_std(ours);
    let both = Interest::READABLE | Interest::WRITABLE;
    let io = Registered::new(ours, both, driver.shared.clone()).unwrap();
    driver.look();
    (driver, io, theirs)
}

/// One byte, and whether it was all there was, by how the read is described.
fn read_byte(mut io: &mio::net::TcpStream) -> io::Result<u8> {
    let mut byte = [0];
    io.read_exact(&mut byte).map(|()| byte[0])
}

#[test]
fn p29_an_event_between_an_empty_read_and_the_forgetting_is_not_lost() {
    watched(|| {
        let (mut driver, io, mut theirs) = tied();
        let hand = Hand::new();
        let waker = hand.waker();
        let mut cx = Context::from_waker(&waker);
        theirs.write_all(b"a").unwrap();
        driver.look();
        let read = io.poll_io(Direction::Read, &mut cx, |io| read_byte(io).map(Left::More));
        assert_eq!(ready(read).unwrap(), b'a');
        let mut attempts = 0;
        let read = io.poll_io(Direction::Read, &mut cx, |io| {
            attempts += 1;
            let read = read_byte(io);
            if attempts == 1 {
                assert_eq!(read.as_ref().unwrap_err().kind(), ErrorKind::WouldBlock);
                theirs.write_all(b"b").unwrap();
                driver.look();
            }
            read.map(Left::More)
        });
        assert_eq!((ready(read).unwrap(), attempts), (b'b', 2));
    });
}

#[test]
fn p29_an_event_between_a_short_read_and_the_forgetting_is_not_lost() {
    watched(|| {
        let (mut driver, io, mut theirs) = tied();
        let hand = Hand::new();
        let waker = hand.waker();
        let mut cx = Context::from_waker(&waker);
        theirs.write_all(b"a").unwrap();
        driver.look();
        let read = io.poll_io(Direction::Read, &mut cx, |io| {
            let read = read_byte(io);
            theirs.write_all(b"b").unwrap();
            driver.look();
            read.map(Left::Nothing)
        });
        assert_eq!(ready(read).unwrap(), b'a');
        let read = io.poll_io(Direction::Read, &mut cx, |io| read_byte(io).map(Left::More));
        assert_eq!(ready(read).unwrap(), b'b');
    });
}

#[test]
fn p29_readiness_is_forgotten_after_an_empty_read_and_told_again() {
    watched(|| {
        let (mut driver, io, mut theirs) = tied();
        let hand = Hand::new();
        let waker = hand.waker();
        let mut cx = Context::from_waker(&waker);
        theirs.write_all(b"a").unwrap();
        driver.look();
        let mut attempts = 0;
        let mut read = |cx: &mut Context<'_>| {
            io.poll_io(Direction::Read, cx, |io| {
                attempts += 1;
                read_byte(io).map(Left::More)
            })
        };
        assert_eq!(ready(read(&mut cx)).unwrap(), b'a');
        assert!(read(&mut cx).is_pending());
        assert!(read(&mut cx).is_pending());
        driver.look();
        assert_eq!(hand.wakes(), 0);
        theirs.write_all(b"b").unwrap();
        driver.look();
        assert_eq!(hand.wakes(), 1);
        assert_eq!(ready(read(&mut cx)).unwrap(), b'b');
        assert_eq!(attempts, 3, "nothing was tried while nothing was told");
    });
}

#[test]
fn p29_a_wake_comes_after_the_readiness_that_it_is_for() {
    watched(|| {
        let (mut driver, io, mut theirs) = tied();
        let hand = Hand::new();
        let waker = hand.waker();
        let mut cx = Context::from_waker(&waker);
        let mut poll = || io.poll_io(Direction::Read, &mut cx, |io| read_byte(io).map(Left::More));
        assert!(poll().is_pending());
        for byte in 0..100 {
            theirs.write_all(&[byte]).unwrap();
            driver.look();
            assert_eq!(hand.wakes(), usize::from(byte) + 1);
            assert_eq!(ready(poll()).unwrap(), byte);
            assert!(poll().is_pending());
        }
    });
}

#[test]
fn p29_an_operation_waits_until_it_is_told() {
    watched(|| {
        // Whoever has not been told tries nothing: the first operation of a fresh stream waits for
        // the reactor.
        let (mut driver, _waker) = Driver::new(Clock::System).unwrap();
        let (_theirs, ours) = std_pair();
        ours.set_nonblocking(true).unwrap();
        let ours = mio::net::TcpStream::from_std(ours);
        let io = Registered::new(ours, Interest::WRITABLE, driver.shared.clone()).unwrap();
        let hand = Hand::new();
        let waker = hand.waker();
        let mut cx = Context::from_waker(&waker);
        let mut write = || -> Poll<io::Result<usize>> {
            io.poll_io(Direction::Write, &mut cx, |mut io| {
                io.write(b"x").map(Left::More)
            })
        };
        assert!(write().is_pending());
        driver.look();
        assert_eq!(hand.wakes(), 1);
        assert_eq!(ready(write()).unwrap(), 1);
    });
}
