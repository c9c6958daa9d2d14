//! A server may close a kept connection while a request is on its way to it. That request is
//! counted as what it is, and is never sent again. Where the end is known before, the request goes
//! over a new connection.

#[path = "../lab/load/mod.rs"]
mod load;
#[path = "support/peer.rs"]
mod peer;

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

use load::{Amount, Load, Message, Outcome, Pace};

fn load(address: SocketAddr, pace: Pace) -> Outcome {
    let load = Load {
        address,
        requests: vec![Message::get("/")],
        pace,
        amount: Amount::Requests(20),
        warm_up: 0,
        keep_alive: true,
        connect_timeout: Duration::from_secs(10),
        response_timeout: Duration::from_secs(10),
    };
    let outcome = load.run(|| ()).unwrap();
    assert_eq!(outcome.answers.len(), 20);
    outcome
}

#[test]
fn a_kept_connection_that_closes_is_counted() {
    let received = Arc::new(AtomicUsize::new(0));
    let counted = received.clone();
    // Every second request is taken in and, as if it had crossed the end, not answered.
    let address = peer::serve(move |nth, _| {
        counted.fetch_add(1, SeqCst);
        if nth % 2 == 0 { peer::OK } else { b"" }
    });
    let outcome = load(address, Pace::Closed { clients: 1 });
    let expected: BTreeMap<_, _> = [("kept connection closed".to_owned(), 10)].into();
    assert_eq!(outcome.errors(), expected);
    assert_eq!(received.load(SeqCst), 20, "each was sent once");
}

#[test]
fn a_kept_connection_that_has_closed_is_replaced() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    // It says that it keeps the connection, and closes it.
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            stream.read_exact(&mut [0; 16]).unwrap();
            stream.write_all(peer::OK).unwrap();
            stream.shutdown(Shutdown::Write).unwrap();
            while stream.read(&mut [0; 4096]).is_ok_and(|count| count > 0) {}
        }
    });
    // Between a response and the next request the end has 50 ms to arrive.
    let (rate, clients) = (20.0, 1);
    let failed: usize = load(address, Pace::Open { rate, clients })
        .errors()
        .values()
        .sum();
    assert!(
        failed <= 5,
        "{failed} of 20 were sent to a closed connection"
    );
}
