//! Closed loop: each client has one request on its way at a time, on one connection where the
//! server keeps it, and on a new one each time where it is told to.
#![allow(dead_code, reason = "what the experiments need is not all needed here")]

#[path = "../lab/load/mod.rs"]
mod load;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

use load::{Amount, Load, Message, Pace};

/// The number of connections that it took.
fn connections(keep_alive: bool, requests: usize, concurrency: usize) -> usize {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let opened = Arc::new(AtomicUsize::new(0));
    let counted = opened.clone();
    thread::spawn(move || {
        for stream in listener.incoming() {
            counted.fetch_add(1, SeqCst);
            thread::spawn(|| answer_all(stream.unwrap()));
        }
    });
    let load = Load {
        address,
        requests: vec![Message::get("/")],
        pace: Pace::Closed {
            clients: concurrency,
        },
        amount: Amount::Requests(requests),
        warm_up: 0,
        keep_alive,
        connect_timeout: Duration::from_secs(10),
        response_timeout: Duration::from_secs(10),
    };
    let outcome = load.run(|| ()).unwrap();
    assert_eq!(outcome.answers.len(), requests);
    assert!(outcome.errors().is_empty(), "{:?}", outcome.errors());
    opened.load(SeqCst)
}

/// Answers each request when its head is whole, and asserts that nothing follows it yet.
fn answer_all(mut stream: TcpStream) {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    while let Ok(count @ 1..) = stream.read(&mut piece) {
        bytes.extend_from_slice(&piece[..count]);
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            assert_eq!(bytes.len(), end + 4, "one request on its way at a time");
            bytes.clear();
            stream
                .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n.")
                .unwrap();
        }
    }
}

#[test]
fn a_kept_connection_is_used_again() {
    assert_eq!(connections(true, 60, 3), 3);
}

#[test]
fn a_connection_for_each_request() {
    assert_eq!(connections(false, 20, 2), 20);
}

#[test]
fn no_more_clients_than_requests() {
    assert_eq!(connections(true, 2, 50), 2);
}
