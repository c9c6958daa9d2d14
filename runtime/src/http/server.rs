//! The server: accepts connections, gives each a task, and stops in good order.
//!
//! ```text
//!            ┌── the cap is reached: wait for one to end; more peers wait in the backlog
//! accept ────┼── a peer's own failure: next
//!   ▲        ├── descriptors or memory are short: wait 5 ms, 10 ms, … 1 s, by timer
//!   └────────┴── a connection: spawn a task
//! stop: close the listener ──► idle connections end, busy ones finish ──► deadline: cut the rest
//! ```
//!
//! 1. The accept loop never ends by itself, whatever `accept` says.
//! 2. After a failure for want of descriptors the reactor has nothing new to say, although peers
//!    wait: that is why it is a timer that is waited for.
//! 3. At the cap nobody is turned away: peers wait where the system keeps them, in the backlog.
//!
//! Next: the book's chapter "HTTP without sockets, then with".

use std::future::{pending, poll_fn};
use std::io::{self, ErrorKind};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Poll, ready};
use std::time::Duration;

use super::connection::Connection;
use super::site::{CUT, Place, STOPPING, Site};
use super::{Limits, Router};
use crate::net::{TcpListener, TcpStream};
use crate::spawn;
use crate::time::sleep;

/// Serves with all default limits, for ever.
///
/// # Errors
/// None: no failure of `accept` ends the loop. The type is the one that `main` and `?` like best.
pub async fn serve(listener: TcpListener, router: Router) -> io::Result<Served> {
    Ok(Server::new(listener, router).serve().await)
}

/// A future that says when.
pub trait Signal: Future<Output = ()> + Send + 'static {}

impl<F: Future<Output = ()> + Send + 'static> Signal for F {}

/// A server and its options.
pub struct Server {
    listener: TcpListener,
    site: Site,
    max_connections: usize,
    stop: Pin<Box<dyn Signal>>,
    cut: Pin<Box<dyn Signal>>,
}

/// What a server that has stopped has to tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Served {
    /// How many times `accept` had to wait because descriptors or memory were short.
    pub starved: u64,
    /// How many connections were cut when the time to finish was over.
    pub cut: usize,
}

const FIRST_PAUSE: Duration = Duration::from_millis(5);

impl Server {
    /// A server with all default limits: any number of connections, and no end.
    pub fn new(listener: TcpListener, router: Router) -> Server {
        let mut server = Server {
            listener,
            site: Site::default(),
            max_connections: usize::MAX,
            stop: Box::pin(pending()),
            cut: Box::pin(pending()),
        };
        server.site.router = router;
        server
    }

    /// How much and how long a peer may.
    pub fn limits(mut self, limits: Limits) -> Server {
        self.site.limits = limits;
        self
    }

    /// How many connections there may be at once; further ones wait in the backlog.
    pub fn max_connections(mut self, most: Option<usize>) -> Server {
        self.max_connections = most.unwrap_or(usize::MAX);
        self
    }

    /// Stops when `stop` is ready: accepts no more, ends idle connections and lets busy ones finish
    /// their request. Then `cut` is awaited, a timer or a second signal, and the rest is cut.
    pub fn graceful(mut self, stop: impl Signal, cut: impl Signal) -> Server {
        (self.stop, self.cut) = (Box::pin(stop), Box::pin(cut));
        self
    }

    /// Serves until told to stop, and until every connection has ended then. If this future is
    /// dropped, nobody is accepted any more, and who is connected stays.
    pub async fn serve(mut self) -> Served {
        let site = Arc::new(std::mem::take(&mut self.site));
        let mut served = Served::default();
        let (mut pause, mut rest) = (FIRST_PAUSE, sleep(Duration::ZERO));
        loop {
            let accepted = poll_fn(|cx| {
                if self.stop.as_mut().poll(cx).is_ready() {
                    return Poll::Ready(None);
                }
                ready!(Pin::new(&mut rest).poll(cx));
                ready!(site.poll_fewer(self.max_connections, cx));
                self.listener.poll_accept(cx).map(Some)
            });
            match accepted.await {
                None => break,
                Some(Ok((stream, _))) => {
                    pause = FIRST_PAUSE;
                    drop(spawn(attend(stream, Place::new(&site))));
                }
                Some(Err(error)) if concerns_one_peer(&error) => {}
                Some(Err(_)) => {
                    served.starved += 1;
                    rest = sleep(pause);
                    pause = Duration::from_secs(1).min(pause * 2);
                }
            }
        }
        drop(self.listener);
        site.advance(STOPPING);
        let is_over = poll_fn(|cx| match site.poll_fewer(1, cx) {
            Poll::Ready(()) => Poll::Ready(false),
            Poll::Pending => self.cut.as_mut().poll(cx).map(|()| true),
        });
        if is_over.await {
            served.cut = site.advance(CUT);
            poll_fn(|cx| site.poll_fewer(1, cx)).await;
        }
        served
    }
}

/// Whether an error of `accept` says nothing about the next connection.
fn concerns_one_peer(error: &io::Error) -> bool {
    use ErrorKind::*;
    match error.kind() {
        ConnectionAborted | ConnectionReset | ConnectionRefused | Interrupted | TimedOut => true,
        NetworkDown | NetworkUnreachable | HostUnreachable | PermissionDenied => true,
        _ => error.raw_os_error() == Some(71), // EPROTO
    }
}

/// One connection's task.
async fn attend(stream: TcpStream, place: Place) {
    // A response leaves in one write: there is nothing to collect.
    let _ = stream.set_nodelay(true);
    let connection = Connection::new(stream, Arc::clone(&place.site));
    poll_fn(|cx| place.poll_watch(cx)).await;
    let mut serving = pin!(connection.serve());
    let until_cut = poll_fn(|cx| match place.site.has_reached(CUT) {
        true => Poll::Ready(()),
        false => serving.as_mut().poll(cx),
    });
    until_cut.await;
}
