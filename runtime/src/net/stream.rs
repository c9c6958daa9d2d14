//! A TCP connection: reads and writes are attempts on a non-blocking socket, made when they may
//! succeed.
//!
//! Rules
//! 1. Reading, writing and peeking pass through one `poll`, which asks the budget first and the
//!    registration then.
//! 2. Clones share one registration. Each may wait in each direction, and all of them are woken.
//! 3. A connection is made when the system calls the socket writable. It says that of a failed one
//!    too, and `take_error` tells which it is.
//!
//! Next: `net/listener.rs`.

use super::address::{Address, at};
use crate::context::Handle;
use crate::driver::{Direction, Left, Registered, Shared};
use crate::task::budget;
use futures_io::{AsyncRead, AsyncWrite};
use mio::Interest;
use std::fmt;
use std::future::poll_fn;
use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

/// A TCP connection. It reads and writes by the traits of `futures_io`.
///
/// Clones share the connection, as those of `std::net::TcpStream::try_clone` do: one task may read
/// while another writes. The socket closes when the last of them is dropped.
///
/// The waker of a task that stopped waiting, to read for example, is kept until the next event of
/// that direction.
///
/// ```
/// use futures::{AsyncReadExt, AsyncWriteExt};
/// use openwork::net::{TcpListener, TcpStream};
/// openwork::block_on(async {
///     let listener = TcpListener::bind("127.0.0.1:0").await?;
///     let (mut reader, mut writer) = TcpStream::connect(listener.local_addr()?).await?.split();
///     let echo = openwork::spawn(async move {
///         let (mut reader, mut writer) = listener.accept().await?.0.split();
///         futures::io::copy(&mut reader, &mut writer).await?;
///         writer.close().await
///     });
///     writer.write_all(b"there and back").await?;
///     writer.close().await?;
///     let mut text = String::new();
///     reader.read_to_string(&mut text).await?;
///     assert_eq!(text, "there and back");
///     echo.await?
/// })?;
/// # std::io::Result::Ok(())
/// ```
#[derive(Clone)]
pub struct TcpStream {
    io: Arc<Registered<mio::net::TcpStream>>,
}

impl TcpStream {
    /// Ties a stream to the driver of a runtime.
    pub(super) fn new(stream: mio::net::TcpStream, driver: Arc<Shared>) -> io::Result<TcpStream> {
        let io = Registered::new(stream, Interest::READABLE | Interest::WRITABLE, driver)?;
        Ok(TcpStream { io: Arc::new(io) })
    }

    /// Connects. Of a name's addresses the first that answers is taken.
    ///
    /// # Errors
    /// What `connect` says of the last address that was tried, with that address.
    ///
    /// # Panics
    /// Outside a runtime.
    pub async fn connect(address: impl Into<Address>) -> io::Result<TcpStream> {
        let mut connection = Err(io::ErrorKind::AddrNotAvailable.into());
        for address in address.into().resolve().await? {
            connection = TcpStream::connect_to(address)
                .await
                .map_err(|error| at(address, error));
            if connection.is_ok() {
                break;
            }
        }
        connection
    }

    async fn connect_to(address: SocketAddr) -> io::Result<TcpStream> {
        let driver = Handle::current().parts.driver.clone();
        let stream = TcpStream::new(mio::net::TcpStream::connect(address)?, driver)?;
        let connected = |io: &mio::net::TcpStream| match io.take_error()? {
            Some(error) => Err(error),
            None => Ok(Left::More(())),
        };
        // Writable is what the system says of a connection that was made, and of one that failed.
        poll_fn(|cx| stream.io.poll_io(Direction::Write, cx, connected)).await?;
        Ok(stream)
    }

    /// Takes over a stream of the standard library, and makes it non-blocking.
    ///
    /// # Errors
    /// What the system says when it is made non-blocking or tied to the reactor.
    ///
    /// # Panics
    /// Outside a runtime.
    #[track_caller]
    pub fn from_std(stream: std::net::TcpStream) -> io::Result<TcpStream> {
        let driver = Handle::current().parts.driver.clone();
        stream.set_nonblocking(true)?;
        TcpStream::new(mio::net::TcpStream::from_std(stream), driver)
    }

    /// The other end.
    ///
    /// # Errors
    /// What `getpeername` says; the connection may be gone.
    pub fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.io.source.peer_addr()
    }

    /// This end.
    ///
    /// # Errors
    /// What `getsockname` says.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.io.source.local_addr()
    }

    /// Whether small writes are sent at once (`TCP_NODELAY`).
    ///
    /// # Errors
    /// What `getsockopt` says.
    pub fn nodelay(&self) -> io::Result<bool> {
        self.io.source.nodelay()
    }

    /// Whether small writes are to be sent at once, instead of waiting for what was sent to be
    /// acknowledged.
    ///
    /// # Errors
    /// What `setsockopt` says.
    pub fn set_nodelay(&self, nodelay: bool) -> io::Result<()> {
        self.io.source.set_nodelay(nodelay)
    }

    /// Reads without taking: the next read gives the same bytes. 0 is the end of the stream.
    ///
    /// # Errors
    /// What `recv` says.
    pub async fn peek(&self, buf: &mut [u8]) -> io::Result<usize> {
        poll_fn(|cx| self.poll(cx, Direction::Read, |io| io.peek(buf).map(Left::More))).await
    }

    /// Ends one direction or both. After `Shutdown::Write` the peer reads to its end. A connection
    /// that is gone, by a reset for example, needs no end.
    ///
    /// # Errors
    /// What `shutdown` says.
    pub fn shutdown(&self, how: Shutdown) -> io::Result<()> {
        match self.io.source.shutdown(how) {
            Err(error) if error.kind() == io::ErrorKind::NotConnected => Ok(()),
            result => result,
        }
    }

    /// Two handles of the connection: by custom the first reads and the second writes, and closes
    /// when it is done.
    pub fn split(self) -> (TcpStream, TcpStream) {
        (self.clone(), self)
    }

    // ANCHOR: poll
    /// One operation, which costs the task a unit of its budget when it completes.
    fn poll<T>(
        &self,
        cx: &mut Context,
        direction: Direction,
        operation: impl FnMut(&mio::net::TcpStream) -> io::Result<Left<T>>,
    ) -> Poll<io::Result<T>> {
        ready!(budget::proceed(cx));
        let done = ready!(self.io.poll_io(direction, cx, operation));
        budget::spend();
        Poll::Ready(done)
    }
    // ANCHOR_END: poll
}

/// A transfer of less than was asked for took all there was (or all the room there was). 0 bytes
/// say nothing: they are the end of the stream, or an empty buffer.
fn left(done: usize, asked: usize) -> Left<usize> {
    match done {
        part if 0 < part && part < asked => Left::Nothing(part),
        all_or_none => Left::More(all_or_none),
    }
}

impl AsyncRead for TcpStream {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context,
        buf: &mut [u8],
    ) -> Poll<io::Result<usize>> {
        let asked = buf.len();
        let read = |mut io: &mio::net::TcpStream| io.read(buf).map(|read| left(read, asked));
        self.poll(cx, Direction::Read, read)
    }
}

/// Vectored writes send the first buffer: `writev` on a socket can raise SIGPIPE where `send` does
/// not.
impl AsyncWrite for TcpStream {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context, buf: &[u8]) -> Poll<io::Result<usize>> {
        let write = |mut io: &mio::net::TcpStream| io.write(buf).map(|sent| left(sent, buf.len()));
        self.poll(cx, Direction::Write, write)
    }

    /// Nothing is held back here, so there is nothing to flush.
    fn poll_flush(self: Pin<&mut Self>, _: &mut Context) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    /// Shuts the writing direction down.
    fn poll_close(self: Pin<&mut Self>, _: &mut Context) -> Poll<io::Result<()>> {
        Poll::Ready(self.shutdown(Shutdown::Write))
    }
}

impl fmt::Debug for TcpStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.io.source.fmt(f)
    }
}
