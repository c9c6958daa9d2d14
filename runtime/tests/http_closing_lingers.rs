//! P42: after an error the server says so, ends its direction, and drops what still comes, for a
//! while and up to a limit: a peer in the middle of sending gets its answer, not a reset.

mod http_support;

use http_support::{request, site, start, start_with};
use openwork::http::Limits;
use std::io::Write;
use std::time::Duration;

#[test]
fn p42_a_peer_may_go_on_sending_after_it_was_refused() {
    let server = start(site(), |server| server);
    let mut client = server.connect();
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n");
    client.send("a".repeat(10_000));
    let answer = client.answer();
    assert_eq!((answer.status, answer.closes()), (413, true));
    client.ends();
    // A closed socket would answer the first of these with a reset, and the next would fail.
    for _ in 0..10 {
        client.send("b".repeat(1000));
    }
}

#[test]
fn p42_a_body_beyond_what_is_dropped_ends_it() {
    let limits = Limits {
        linger: Duration::from_secs(1000),
        ..Limits::default()
    };
    let mut server = start_with(site(), limits);
    let mut client = server.connect();
    assert_eq!(client.send("nonsense\r\n\r\n").answer().status, 400);
    client.send("a".repeat(60_000));
    server.stop();
    while client.stream.write_all(&[b'a'; 1000]).is_ok() {}
    assert_eq!(server.join().cut, 0);
}

#[test]
fn p42_the_end_of_the_peer_ends_it() {
    let limits = Limits {
        linger: Duration::from_secs(1000),
        ..Limits::default()
    };
    let mut server = start_with(site(), limits);
    let mut client = server.connect();
    client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assert_eq!(client.answer().text(), "hello");
    client.ends();
    server.stop();
    drop(client);
    assert_eq!(server.join().cut, 0);
}

#[test]
fn p42_a_refusal_reaches_a_peer_whose_octets_were_not_read() {
    let server = start(site(), |server| server);
    for _ in 0..20 {
        let mut client = server.connect();
        client.send("GET / HTTP/1.1\r\nno colon\r\n".to_owned() + &request("/").repeat(1000));
        let answer = client.answer();
        assert_eq!((answer.status, answer.closes()), (400, true));
        client.ends();
    }
}
