//! The two directions of a connection as two values.

use super::TcpStream;
use futures_io::{AsyncRead, AsyncWrite};
use std::io;
use std::net::Shutdown;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

/// The direction of a [`TcpStream`] that reads. The socket closes when both halves are gone.
#[derive(Debug)]
pub struct ReadHalf(Arc<TcpStream>);

/// The direction of a [`TcpStream`] that writes. Dropping it tells the peer that nothing more comes.
#[derive(Debug)]
pub struct WriteHalf(Arc<TcpStream>);

pub(super) fn split(stream: TcpStream) -> (ReadHalf, WriteHalf) {
    let stream = Arc::new(stream);
    (ReadHalf(stream.clone()), WriteHalf(stream))
}

/// Shuts the writing direction down. A connection that is gone needs no end.
pub(super) fn end_writing(stream: &TcpStream) -> io::Result<()> {
    match stream.shutdown(Shutdown::Write) {
        Err(error) if error.kind() == io::ErrorKind::NotConnected => Ok(()),
        result => result,
    }
}

impl AsyncRead for ReadHalf {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context,
        buf: &mut [u8],
    ) -> Poll<io::Result<usize>> {
        self.0.poll_read(cx, buf)
    }
}

impl AsyncWrite for WriteHalf {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context, buf: &[u8]) -> Poll<io::Result<usize>> {
        self.0.poll_write(cx, buf)
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_close(self: Pin<&mut Self>, _: &mut Context) -> Poll<io::Result<()>> {
        Poll::Ready(end_writing(&self.0))
    }
}

impl Drop for WriteHalf {
    fn drop(&mut self) {
        // The peer may have reset the connection; then it has been told.
        let _ = end_writing(&self.0);
    }
}
