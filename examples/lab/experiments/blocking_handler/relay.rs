//! A network in between: a TCP relay that holds every octet up for as long as it is told.
//!
//! ```text
//!   client ──▶ relay ──── delay ────▶ server
//!          ◀── delay ──── relay ◀────
//! ```
//!
//! 1. Octets travel behind one another, as on a line: what was sent together arrives together, and
//!    a delay takes nothing from the throughput.
//! 2. Only octets are delayed: a connection opens as fast as over loopback.
//!
//! Next: `series.rs`.

use std::collections::VecDeque;
use std::net::{Shutdown, SocketAddr};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use std::{io, thread};

use futures::channel::oneshot;
use futures::future::{self, Either};
use futures::io::{AsyncReadExt, AsyncWriteExt};
use openwork::net::{TcpListener, TcpStream};
use openwork::time::sleep_until;
use std::pin::pin;

/// A relay on a thread of its own, until it is dropped.
pub(super) struct Relay {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Relay {
    pub(super) fn start(server: SocketAddr, delay: Duration) -> io::Result<Self> {
        let runtime = openwork::Builder::single_threaded().build()?;
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel();
        let thread = thread::Builder::new().name("relay".into());
        let thread = thread.spawn(move || {
            let accepting = runtime.handle().spawn(accept(listener, server, delay));
            // Dropped: either way it is time to stop.
            let _ = runtime.block_on(stopped);
            drop(accepting);
        })?;
        Ok(Relay {
            address,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Where it is to be reached in the server's place.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        drop(self.stop.take());
        // A panic of the relay shows in the requests that it did not carry.
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

async fn accept(listener: TcpListener, server: SocketAddr, delay: Duration) {
    // An error here is a client that gave up, or no descriptor; the load tells of both.
    while let Ok((client, _)) = listener.accept().await {
        openwork::spawn(async move {
            let server = TcpStream::connect(server).await?;
            client.set_nodelay(true)?;
            server.set_nodelay(true)?;
            let ((from_client, to_client), (from_server, to_server)) =
                (client.split(), server.split());
            openwork::spawn(carry(from_client, to_server, delay));
            carry(from_server, to_client, delay).await
        });
    }
}

/// Carries octets one way until their end, which it passes on too.
async fn carry(mut from: TcpStream, mut to: TcpStream, delay: Duration) -> io::Result<()> {
    let mut line: VecDeque<(Instant, Vec<u8>)> = VecDeque::new();
    let mut octets = vec![0; 16 * 1024];
    let mut open = true;
    while open || !line.is_empty() {
        let due = line.front().map(|(due, _)| *due);
        let next = if open {
            let read = pin!(from.read(&mut octets));
            match due {
                Some(due) => match future::select(read, pin!(sleep_until(due))).await {
                    Either::Left((count, _)) => Some(count?),
                    Either::Right(_) => None,
                },
                None => Some(read.await?),
            }
        } else {
            sleep_until(due.expect("what is left has a time")).await;
            None
        };
        match next {
            Some(0) => open = false,
            Some(count) => line.push_back((Instant::now() + delay, octets[..count].to_vec())),
            None => {
                let (_, octets) = line.pop_front().expect("it was due");
                to.write_all(&octets).await?;
            }
        }
    }
    to.shutdown(Shutdown::Write)
}
