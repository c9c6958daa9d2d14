//! P45: a peer that has ended its direction gets the answers to the requests that it has sent in
//! full; then the connection closes.

mod http_support;

use http_support::{Gate, post, request, site, start};

#[test]
fn p45_requests_sent_in_full_are_answered() {
    let server = start(site(), |server| server);
    let mut client = server.connect();
    client.send(request("/") + &post("/echo", "one") + &post("/plain", "two") + "GET /half HT");
    client.finish();
    assert_eq!(client.answer().text(), "hello");
    assert_eq!(client.answer().text(), "one");
    assert_eq!(client.answer().text(), "two");
    client.ends();
}

#[test]
fn p45_a_slow_answer_still_comes() {
    let mut gate = Gate::new();
    let server = start(site().get("/gate", gate.handler()), |server| server);
    let mut client = server.connect();
    client.send(request("/gate")).finish();
    gate.wait();
    gate.open();
    assert_eq!(client.answer().text(), "through the gate");
    client.ends();
}

#[test]
fn p45_a_body_that_was_cut_short_is_refused_by_the_handler() {
    let server = start(site(), |server| server);
    let mut client = server.connect();
    client
        .send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf")
        .finish();
    let answer = client.answer();
    assert_eq!((answer.status, answer.closes()), (400, true));
    client.ends();
}

#[test]
fn p45_who_has_sent_nothing_or_half_a_head_gets_nothing() {
    let server = start(site(), |server| server);
    for half in ["", "GET", "GET / HTTP/1.1\r\nHost: a\r\n"] {
        server.connect().send(half).finish().ends();
    }
}
