//! Who is registered with the reactor, while sockets close and the runtime ends: `driver/reactor.rs`, with real
//! sockets under it.
//!
//! Proves
//! 1. P22: whoever waits for a socket while the runtime shuts down is told.
//! 2. P30: an event that is on its way to a closed socket does not wake who has got its slot.
//!
//! Explores about 40 executions.

use super::readiness::{Socket, socket};
use super::{Count, block_on, explore};
use crate::driver::Registered;
use ::loom::thread;
use futures_task::waker_ref;
use mio::Interest;
use mio::net::UnixStream;
use std::future::poll_fn;
use std::sync::Arc;
use std::task::Context;

#[test]
fn p22_who_waits_is_told_of_the_shutdown() {
    explore(10, || {
        let (socket, peer) = socket();
        thread::spawn(move || peer.driver.shared.close());
        assert!(block_on(poll_fn(|cx| socket.poll_read(cx, 1))).is_err());
    });
}

#[test]
fn p30_an_event_for_a_closed_socket_wakes_nobody_else() {
    explore(3, || {
        let (closed, mut peer) = socket();
        let (ours, _theirs) = UnixStream::pair().unwrap();
        let (driver, kernel) = (peer.driver.shared.clone(), peer.kernel.clone());
        peer.send();
        let turner = thread::spawn(move || peer.look());
        kernel.call();
        drop(closed);
        let source = Registered::new(ours, Interest::READABLE, driver).unwrap();
        let (socket, woken) = (Socket { source, kernel }, Arc::new(Count::default()));
        let waker = waker_ref(&woken);
        assert!(
            socket
                .poll_read(&mut Context::from_waker(&waker), 1)
                .is_pending()
        );
        turner.join().unwrap();
        assert_eq!(woken.get(), 0);
    });
}
