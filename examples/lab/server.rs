//! A server under test: one thread and one runtime a worker, all accepting from one socket.
//!
//! ```text
//!                  ┌─▶ worker 1: single-threaded runtime + blocking pool + router
//!   listener ──────┤
//!                  └─▶ worker 2: …             (as the worker processes of a Python server)
//! ```
//!
//! 1. Socket and runtimes are made before a thread starts, so that what cannot be had is told at
//!    once, and no client is faster than the server.
//! 2. A pool of the write-up that is not the runtime's own is a second runtime's; it outlives the
//!    server and is dropped outside async code.
//!
//! Next: `experiments/four_handlers/mod.rs`, which is served.

use std::net::{Ipv6Addr, SocketAddr, TcpListener, ToSocketAddrs};
use std::panic::resume_unwind;
use std::thread::JoinHandle;
use std::time::Duration;
use std::{io, thread};

use futures::channel::oneshot;
use openwork::Runtime;
use openwork::http::{Router, Server};
use socket2::{Domain, Protocol, Socket, Type};

/// As of the runtime's own listeners. With the 128 of the standard library, one of 160 clients that
/// come at once may find no place, and tries again a second later.
const BACKLOG: i32 = 1024;

/// What one worker serves, and with what.
pub(crate) struct Site {
    /// What answers.
    pub(crate) router: Router,
    /// The bound of the runtime's blocking pool, where plain handlers run.
    pub(crate) blocking_threads: usize,
    /// A pool beside the runtime's own, where there is one.
    pub(crate) executor: Option<Runtime>,
}

/// A server that runs until it is told to stop.
pub(crate) struct Serving {
    address: SocketAddr,
    stops: Vec<oneshot::Sender<()>>,
    workers: Vec<JoinHandle<usize>>,
}

impl Serving {
    /// Serves each site on a thread of its own. After `stop`, requests that have begun are given
    /// as long as `grace`.
    pub(crate) fn start(
        listener: TcpListener,
        sites: impl IntoIterator<Item = Site>,
        grace: Duration,
    ) -> io::Result<Self> {
        let mut serving = Serving {
            address: reachable(listener.local_addr()?),
            stops: Vec::new(),
            workers: Vec::new(),
        };
        for site in sites {
            let (stop, stopped) = oneshot::channel();
            let worker = Worker::new(site, listener.try_clone()?)?;
            let thread = thread::Builder::new().name("server".into());
            let thread = thread.spawn(move || worker.serve(stopped, grace))?;
            serving.stops.push(stop);
            serving.workers.push(thread);
        }
        Ok(serving)
    }

    /// Where a client finds it.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// What stops it, for another thread to drop.
    pub(crate) fn stops(&mut self) -> Vec<oneshot::Sender<()>> {
        std::mem::take(&mut self.stops)
    }

    /// Waits until every worker has ended and answers how many connections were cut.
    pub(crate) fn join(self) -> usize {
        let ended = self.workers.into_iter().map(JoinHandle::join);
        ended
            .map(|cut| cut.unwrap_or_else(|panic| resume_unwind(panic)))
            .sum()
    }

    /// Stops it and waits for the end.
    pub(crate) fn finish(mut self) -> usize {
        drop(self.stops());
        self.join()
    }
}

/// A site with the runtime that serves it.
struct Worker {
    site: Site,
    runtime: Runtime,
    listener: openwork::net::TcpListener,
}

impl Worker {
    fn new(site: Site, listener: TcpListener) -> io::Result<Self> {
        let runtime = openwork::Builder::single_threaded()
            .blocking_threads(site.blocking_threads)
            .build()?;
        let entered = runtime.handle().enter();
        let listener = openwork::net::TcpListener::from_std(listener)?;
        drop(entered);
        Ok(Worker {
            site,
            runtime,
            listener,
        })
    }

    fn serve(self, stopped: oneshot::Receiver<()>, grace: Duration) -> usize {
        // Told or dropped: either way it is time to stop.
        let stop = async {
            let _ = stopped.await;
        };
        // In a block of its own, so that the time runs from when the server asks for it.
        let cut = async move { openwork::time::sleep(grace).await };
        let server = Server::new(self.listener, self.site.router).graceful(stop, cut);
        let served = self.runtime.block_on(server.serve());
        // Here, and not inside: to drop a runtime is to wait for its threads.
        drop(self.runtime);
        drop(self.site.executor);
        served.cut
    }
}

/// Binds, or says what to do instead.
pub(crate) fn bind(host: &str, port: u16) -> io::Result<TcpListener> {
    listen(host, port).map_err(|error| {
        let advice = match error.kind() {
            io::ErrorKind::AddrInUse => format!(
                "Another program listens there; `ss -ltnp` lists who has which port.\n\
                 Choose another (--port {}), or any that is free (--port 0).",
                port.checked_add(1).unwrap_or(8000)
            ),
            io::ErrorKind::PermissionDenied => {
                "Ports below 1024 need privileges. Choose a higher one, such as --port 8000.".into()
            }
            _ => "Choose an address of this machine, such as --host 127.0.0.1.".to_owned(),
        };
        io::Error::new(
            error.kind(),
            format!("cannot listen on {host}:{port}: {error}\n{advice}"),
        )
    })
}

fn listen(host: &str, port: u16) -> io::Result<TcpListener> {
    let mut listening = Err(io::ErrorKind::AddrNotAvailable.into());
    for address in (host, port).to_socket_addrs()? {
        listening = listen_at(address);
        if listening.is_ok() {
            break;
        }
    }
    listening
}

fn listen_at(address: SocketAddr) -> io::Result<TcpListener> {
    let domain = Domain::for_address(address);
    let socket = Socket::new(domain, Type::STREAM, Some(Protocol::TCP))?;
    socket.set_reuse_address(cfg!(unix))?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    Ok(socket.into())
}

/// An address that a client can use: the unspecified one is only for listening.
fn reachable(address: SocketAddr) -> SocketAddr {
    match address {
        SocketAddr::V4(v4) if v4.ip().is_unspecified() => ([127, 0, 0, 1], v4.port()).into(),
        SocketAddr::V6(v6) if v6.ip().is_unspecified() => (Ipv6Addr::LOCALHOST, v6.port()).into(),
        address => address,
    }
}
