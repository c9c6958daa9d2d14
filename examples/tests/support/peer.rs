//! A server of a test's own: a thread a connection, and no more HTTP than a test needs.
#![allow(dead_code, reason = "each test uses its own part")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

/// A response with a body of one octet.
pub(crate) const OK: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n.";

/// Answers the n-th request, counted from 0 over all connections, with what `answer` says; no
/// octets close the connection.
pub(crate) fn serve(
    answer: impl Fn(usize, &str) -> &'static [u8] + Send + Sync + 'static,
) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (answer, count) = (Arc::new(answer), Arc::new(AtomicUsize::new(0)));
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (mut stream, answer, count) = (stream.unwrap(), answer.clone(), count.clone());
            thread::spawn(move || {
                while let Some(request) = read(&mut stream) {
                    let said = answer(count.fetch_add(1, SeqCst), &request);
                    // The client may be gone before the last byte; that is its affair.
                    if said.is_empty() || stream.write_all(said).is_err() {
                        break;
                    }
                }
            });
        }
    });
    address
}

/// One request, head and body, or the end.
fn read(stream: &mut TcpStream) -> Option<String> {
    let mut request = Vec::new();
    let mut byte = [0];
    while !request.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).ok()?;
        request.push(byte[0]);
    }
    let head = String::from_utf8(request).unwrap();
    let length = head.lines().find_map(|line| {
        let length = line.strip_prefix("Content-Length: ")?;
        Some(length.parse().unwrap())
    });
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).ok()?;
    Some(head + &String::from_utf8(body).unwrap())
}
