//! Whatever a server does, every request is counted once: as answered, or by the kind of its
//! failure.
#![allow(dead_code, reason = "what the experiments need is not all needed here")]

#[path = "../lab/load/mod.rs"]
mod load;

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

use load::{Amount, Load, Message, Outcome, Pace};

/// Answers the n-th request with what `answer` says for n, and closes; `None` is never answered.
fn server(answer: fn(usize) -> Option<&'static [u8]>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let mut silent = Vec::new();
        for (nth, stream) in listener.incoming().enumerate() {
            let mut stream = stream.unwrap();
            read_head(&mut stream);
            match answer(nth) {
                // The client may be gone before the last byte; that is its affair.
                Some(bytes) => drop(stream.write_all(bytes)),
                None => silent.push(stream),
            }
        }
    });
    address
}

fn read_head(stream: &mut TcpStream) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        head.push(byte[0]);
    }
}

fn send(address: SocketAddr, requests: usize, concurrency: usize) -> Outcome {
    let load = Load {
        address,
        requests: vec![Message::get("/")],
        pace: Pace::Closed {
            clients: concurrency,
        },
        amount: Amount::Requests(requests),
        warm_up: 0,
        keep_alive: false,
        connect_timeout: Duration::from_secs(5),
        response_timeout: Duration::from_millis(300),
    };
    let seen = Arc::new(AtomicUsize::new(0));
    let counted = seen.clone();
    let outcome = load
        .run(move || {
            counted.fetch_add(1, SeqCst);
        })
        .unwrap();
    assert_eq!(outcome.answers.len(), requests, "every request ends once");
    assert_eq!(seen.load(SeqCst), requests, "and is seen once");
    outcome
}

#[test]
fn each_kind_has_its_count() {
    let address = server(|nth| match nth % 9 {
        0 | 1 => Some(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"),
        2 => Some(b"HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n"),
        3 => Some(b"HTTP/1.1 404 Not Found\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"),
        4 => Some(b"220 this is no web server\r\n\r\n"),
        5 => Some(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nshort"),
        6 => Some(b""),
        7 => Some(b"HTTP/1.1 204 Empty\r\n\r\nHTTP/1.1 204 Empty\r\n\r\n"),
        _ => None,
    });
    let outcome = send(address, 18, 1);
    let expected = [
        ("closed early", 4),
        ("malformed head", 2),
        ("more than one response", 2),
        ("response timeout", 2),
        ("status 404", 2),
        ("status 503", 2),
    ];
    let expected: BTreeMap<_, _> = expected.map(|(kind, n)| (kind.to_owned(), n)).into();
    assert_eq!(outcome.errors(), expected);
}

#[test]
fn nobody_listening_is_counted() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let errors = send(address, 7, 3).errors();
    let kinds: Vec<_> = errors.iter().collect();
    let [(kind, 7)] = kinds.as_slice() else {
        panic!("one kind, seven times: {errors:?}")
    };
    assert!(kind.starts_with("connect: "), "{kind}");
}
