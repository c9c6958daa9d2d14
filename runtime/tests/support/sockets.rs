//! Connections over loopback, one end openwork's, the other the standard library's.

use openwork::Runtime;
use openwork::net::TcpStream;
use std::io::{ErrorKind, Write};
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

/// A blocking stream of the standard library and the openwork stream that it is connected with.
pub fn pair(runtime: &Runtime) -> (std::net::TcpStream, TcpStream) {
    let (theirs, ours) = std_pair();
    let _inside = runtime.handle().enter();
    (theirs, TcpStream::from_std(ours).unwrap())
}

/// Two ends of a connection, both of the standard library.
pub fn std_pair() -> (std::net::TcpStream, std::net::TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let theirs = std::net::TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (ours, _) = listener.accept().unwrap();
    theirs.set_nodelay(true).unwrap();
    ours.set_nodelay(true).unwrap();
    (theirs, ours)
}

/// Closes a connection with a reset instead of an end.
pub fn reset(stream: std::net::TcpStream) {
    let socket = socket2::Socket::from(stream);
    socket.set_linger(Some(Duration::ZERO)).unwrap();
    drop(socket);
}

/// Writes until the system takes no more: the stream is not writable until the peer reads.
pub fn fill(stream: &std::net::TcpStream) -> usize {
    stream.set_nonblocking(true).unwrap();
    let (chunk, mut written, mut before) = (vec![0; 1 << 16], 0, usize::MAX);
    loop {
        match (&*stream).write(&chunk) {
            Ok(sent) => written += sent,
            Err(error) if error.kind() != ErrorKind::WouldBlock => panic!("{error}"),
            Err(_) if written == before => return written,
            // What is on its way may make room once more.
            Err(_) => before = written,
        }
        if written == before {
            thread::sleep(Duration::from_millis(5));
        }
    }
}
