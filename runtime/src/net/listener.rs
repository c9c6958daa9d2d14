//! A TCP socket that accepts connections.
//!
//! Rules
//! 1. One event may stand for many connections, so `accept` asks again until the system says that
//!    there is none.
//! 2. An error is that of one attempt. The listener goes on, and so should whoever accepts.
//! 3. What is accepted belongs to the runtime of the listener, whoever accepts it.
//!
//! Next: `net/address.rs`.

use super::TcpStream;
use super::address::{Address, at};
use crate::context::Handle;
use crate::driver::{Direction, Left, Registered};
use crate::task::budget;
use futures_core::Stream;
use mio::Interest;
use socket2::{Domain, Protocol, Socket, Type};
use std::fmt;
use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// How a [`TcpListener`] is set up.
///
/// ```
/// use openwork::net::ListenOptions;
/// openwork::block_on(async {
///     let options = ListenOptions { backlog: 16, reuse_port: true, ..ListenOptions::default() };
///     let listener = options.bind("127.0.0.1:0").await?;
///     assert_ne!(listener.local_addr()?.port(), 0);
///     std::io::Result::Ok(())
/// })?;
/// # std::io::Result::Ok(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ListenOptions {
    /// How many connections the system completes ahead of `accept`. Default 1024; the system has a
    /// limit of its own (`net.core.somaxconn` on Linux).
    pub backlog: u16,
    /// Whether an address may be bound while connections of an earlier listener are in `TIME_WAIT`.
    /// Default true.
    pub reuse_address: bool,
    /// Whether other listeners may bind the same port, and share its connections. Default false;
    /// Unix only.
    pub reuse_port: bool,
}

impl Default for ListenOptions {
    fn default() -> ListenOptions {
        ListenOptions {
            backlog: 1024,
            reuse_address: true,
            reuse_port: false,
        }
    }
}

impl ListenOptions {
    /// Binds and listens; port 0 lets the system choose.
    ///
    /// # Errors
    /// What `socket`, `bind` or `listen` says of the last address that was tried, with that
    /// address.
    ///
    /// # Panics
    /// Outside a runtime.
    pub async fn bind(self, address: impl Into<Address>) -> io::Result<TcpListener> {
        let mut listening = Err(io::ErrorKind::AddrNotAvailable.into());
        for address in address.into().resolve().await? {
            listening = self.listen(address).map_err(|error| at(address, error));
            if listening.is_ok() {
                break;
            }
        }
        listening
    }

    fn listen(self, address: SocketAddr) -> io::Result<TcpListener> {
        let domain = Domain::for_address(address);
        let socket = Socket::new(domain, Type::STREAM, Some(Protocol::TCP))?;
        socket.set_reuse_address(self.reuse_address)?;
        socket.set_reuse_port(self.reuse_port)?;
        socket.bind(&address.into())?;
        socket.listen(self.backlog.into())?;
        TcpListener::from_std(socket.into())
    }
}

/// A TCP socket that listens. Several tasks may accept from one, by reference.
///
/// ```
/// use futures::{AsyncReadExt, AsyncWriteExt};
/// use openwork::net::{TcpListener, TcpStream};
/// openwork::block_on(async {
///     let listener = TcpListener::bind("127.0.0.1:0").await?;
///     let address = listener.local_addr()?;
///     let client = openwork::spawn(async move {
///         TcpStream::connect(address).await?.write_all(b"hello").await
///     });
///     let (mut stream, _peer) = listener.accept().await?;
///     let mut text = String::new();
///     stream.read_to_string(&mut text).await?;
///     assert_eq!(text, "hello");
///     client.await?
/// })?;
/// # std::io::Result::Ok(())
/// ```
pub struct TcpListener {
    io: Registered<mio::net::TcpListener>,
}

impl TcpListener {
    /// Binds and listens with the default [`ListenOptions`].
    ///
    /// # Errors
    /// As [`ListenOptions::bind`].
    ///
    /// # Panics
    /// Outside a runtime.
    pub async fn bind(address: impl Into<Address>) -> io::Result<TcpListener> {
        ListenOptions::default().bind(address).await
    }

    /// Takes over a listener of the standard library, and makes it non-blocking.
    ///
    /// # Errors
    /// What the system says when it is made non-blocking or tied to the reactor.
    ///
    /// # Panics
    /// Outside a runtime.
    #[track_caller]
    pub fn from_std(listener: std::net::TcpListener) -> io::Result<TcpListener> {
        let driver = Handle::current().parts.driver.clone();
        listener.set_nonblocking(true)?;
        let listener = mio::net::TcpListener::from_std(listener);
        let io = Registered::new(listener, Interest::READABLE, driver)?;
        Ok(TcpListener { io })
    }

    /// Waits for the next connection.
    ///
    /// The waker of a task that stopped waiting is kept until the next connection comes.
    ///
    /// # Errors
    /// What `accept` says. A peer that hung up early (`ECONNABORTED`) concerns only itself; with no
    /// descriptor left (`EMFILE`) the connection stays in the backlog, and the next `accept` tries
    /// again.
    pub async fn accept(&self) -> io::Result<(TcpStream, SocketAddr)> {
        poll_fn(|cx| self.poll_accept(cx)).await
    }

    /// As [`accept`](TcpListener::accept), for use in a `poll` function.
    ///
    /// # Errors
    /// As [`accept`](TcpListener::accept).
    pub fn poll_accept(&self, cx: &mut Context) -> Poll<io::Result<(TcpStream, SocketAddr)>> {
        ready!(budget::proceed(cx));
        let accept = |io: &mio::net::TcpListener| io.accept().map(Left::More);
        let accepted = ready!(self.io.poll_io(Direction::Read, cx, accept));
        budget::spend();
        let (stream, peer) = accepted?;
        let stream = TcpStream::new(stream, self.io.driver.clone())?;
        Poll::Ready(Ok((stream, peer)))
    }

    /// The connections, one after the other, as a [`Stream`].
    pub fn incoming(&self) -> Incoming<'_> {
        Incoming { listener: self }
    }

    /// The address it is bound to.
    ///
    /// # Errors
    /// What `getsockname` says.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.io.source.local_addr()
    }
}

impl fmt::Debug for TcpListener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.io.source.fmt(f)
    }
}

/// The connections of a [`TcpListener`], or the error of one attempt each. It never ends.
#[derive(Debug)]
pub struct Incoming<'a> {
    listener: &'a TcpListener,
}

impl Stream for Incoming<'_> {
    type Item = io::Result<TcpStream>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context) -> Poll<Option<Self::Item>> {
        let accepted = ready!(self.listener.poll_accept(cx));
        Poll::Ready(Some(accepted.map(|(stream, _)| stream)))
    }
}
