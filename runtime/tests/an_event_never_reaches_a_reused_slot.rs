//! P30: tokens carry a generation: an event for a source that is gone never reaches the one that
//! has its slot, or its descriptor's number, now.
//!
//! The driver is taken by itself, as its floor allows: its files, without the rest of the crate. A
//! source that does not untie itself stands for an event that was on its way when its source went.

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
use futures::{AsyncReadExt, AsyncWriteExt};
use mio::event::Source;
use mio::{Interest, Registry, Token};
use openwork::net::TcpListener;
use std::io::{self, Read, Write};
use std::task::Context;
use std::thread;
use support::hand::{Hand, ready};
use support::sockets::{reset, std_pair};
use support::{in_both_modes, watched};

/// A stream that stays in the selector when it is untied.
struct Stays(mio::net::TcpStream);

impl Source for Stays {
    fn register(&mut self, to: &Registry, token: Token, what: Interest) -> io::Result<()> {
        self.0.register(to, token, what)
    }

    fn reregister(&mut self, to: &Registry, token: Token, what: Interest) -> io::Result<()> {
        self.0.reregister(to, token, what)
    }

    fn deregister(&mut self, _: &Registry) -> io::Result<()> {
        Ok(())
    }
}

fn register(stream: std::net::TcpStream, driver: &Driver) -> Registered<Stays> {
    stream.set_nonblocking(true).unwrap();
    let both = Interest::READABLE | Interest::WRITABLE;
    let stream = Stays(mio::net::TcpStream::from_std(stream));
    Registered::new(stream, both, driver.shared.clone()).unwrap()
}

#[test]
fn p30_a_late_event_wakes_nobody() {
    watched(|| {
        let (mut driver, _waker) = Driver::new(Clock::System).unwrap();
        let (mut their_first, first) = std_pair();
        let (mut their_second, second) = std_pair();
        // While this clone lives the system goes on telling of the first.
        let kept = first.try_clone().unwrap();
        drop(register(first, &driver));
        assert_eq!(driver.shared.sources.len(), 0);
        let second = register(second, &driver);
        driver.look();
        let hand = Hand::new();
        let waker = hand.waker();
        let mut cx = Context::from_waker(&waker);
        let mut attempts = 0;
        let mut read = || {
            second.poll_io(Direction::Read, &mut cx, |stream| {
                attempts += 1;
                let mut byte = [0];
                (&stream.0)
                    .read_exact(&mut byte)
                    .map(|()| Left::More(byte[0]))
            })
        };
        assert!(read().is_pending());
        // Data, and then the worst: a reset.
        their_first.write_all(b"late").unwrap();
        driver.look();
        assert!(read().is_pending());
        reset(their_first);
        driver.look();
        assert!(read().is_pending());
        assert_eq!(hand.wakes(), 0);
        // Its own events reach it.
        their_second.write_all(b"x").unwrap();
        driver.look();
        assert_eq!(hand.wakes(), 1);
        assert_eq!(ready(read()).unwrap(), b'x');
        assert_eq!(attempts, 1, "nothing was tried for events of another");
        drop(kept);
    });
}

#[test]
fn p30_a_late_event_for_an_empty_slot_is_dropped() {
    watched(|| {
        let (mut driver, _waker) = Driver::new(Clock::System).unwrap();
        let (mut theirs, ours) = std_pair();
        let kept = ours.try_clone().unwrap();
        drop(register(ours, &driver));
        theirs.write_all(b"late").unwrap();
        driver.look();
        reset(theirs);
        driver.look();
        assert_eq!(driver.shared.sources.len(), 0);
        drop(kept);
    });
}

#[test]
fn p30_untying_twice_spares_the_successor() {
    watched(|| {
        let (mut driver, _waker) = Driver::new(Clock::System).unwrap();
        for _ in 0..1_000 {
            let (_, first) = std_pair();
            drop(register(first, &driver));
            let (mut theirs, second) = std_pair();
            let second = register(second, &driver);
            driver.look();
            theirs.write_all(b"x").unwrap();
            driver.look();
            let mut cx = Context::from_waker(std::task::Waker::noop());
            let read = second.poll_io(Direction::Read, &mut cx, |stream| {
                (&stream.0).read(&mut [0; 2]).map(Left::Nothing)
            });
            assert_eq!(ready(read).unwrap(), 1);
            assert_eq!(driver.shared.sources.len(), 1);
        }
    });
}

#[test]
fn p30_connections_that_come_and_go_do_not_disturb_one_another() {
    const CLIENTS: usize = 300;
    in_both_modes(|mode| {
        let runtime = mode.builder().blocking_threads(4).build().unwrap();
        let inside = runtime.handle().enter();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let listener = TcpListener::from_std(listener).unwrap();
        drop(inside);
        let address = listener.local_addr().unwrap();
        let server = runtime.handle().spawn(async move {
            let mut echoes = Vec::new();
            for _ in 0..CLIENTS {
                let (mut stream, _) = listener.accept().await.unwrap();
                echoes.push(openwork::spawn(async move {
                    let mut buffer = [0; 64];
                    while let Ok(count @ 1..) = stream.read(&mut buffer).await {
                        if stream.write_all(&buffer[..count]).await.is_err() {
                            break;
                        }
                    }
                }));
            }
            for echo in echoes {
                echo.await.unwrap();
            }
        });
        let clients = thread::spawn(move || {
            for number in 0..CLIENTS {
                let mut client = std::net::TcpStream::connect(address).unwrap();
                client.write_all(&[number as u8; 32]).unwrap();
                if number % 3 == 0 {
                    reset(client);
                    continue;
                }
                let mut echo = [0; 32];
                client.read_exact(&mut echo).unwrap();
                assert_eq!(echo, [number as u8; 32]);
            }
        });
        runtime.block_on(server).unwrap();
        clients.join().unwrap();
    });
}
