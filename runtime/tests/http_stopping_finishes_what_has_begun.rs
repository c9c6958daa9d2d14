//! P46: told to stop, the server accepts no more, ends idle connections and those that never started at
//! once, lets busy ones finish their request, and cuts the rest when told to; and says how many.

mod http_support;

use http_support::{Gate, Running, post, request, site, start};
use std::net::TcpStream;

fn gated() -> (Gate, Running) {
    let gate = Gate::new();
    let server = start(site().get("/gate", gate.handler()), |server| server);
    (gate, server)
}

#[test]
fn p46_idle_and_never_started_connections_end_now() {
    let (_gate, mut server) = gated();
    let (mut idle, mut never) = (server.connect(), server.connect());
    idle.send(request("/")).answer();
    // This answer shows that both were accepted before.
    server.connect().send(request("/")).answer();
    server.stop();
    idle.ends();
    never.ends();
    assert_eq!(server.join().cut, 0);
}

#[test]
fn p46_a_request_in_its_handler_is_answered_and_pipelined_ones_are_dropped() {
    let (mut gate, mut server) = gated();
    let mut client = server.connect();
    client.send(request("/gate") + &request("/"));
    gate.wait();
    server.stop();
    // Idle connections end: then it has been told.
    let address = server.address;
    while TcpStream::connect(address).is_ok_and(|stream| stream.set_nodelay(true).is_ok()) {}
    gate.open();
    let answer = client.answer();
    assert_eq!((answer.text(), answer.closes()), ("through the gate", true));
    client.ends();
    drop(client);
    assert_eq!(server.join().cut, 0);
}

#[test]
fn p46_a_head_and_a_body_that_are_on_their_way_are_finished() {
    let (_gate, mut server) = gated();
    let (mut idle, mut head, mut body) = (server.connect(), server.connect(), server.connect());
    head.send("GET / HTTP/1.1\r\nHo");
    body.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe");
    for _ in 0..3 {
        idle.send(request("/")).answer();
    }
    server.stop();
    idle.ends();
    let answer = head.send("st: a\r\n\r\n").answer();
    assert_eq!((answer.text(), answer.closes()), ("hello", true));
    let answer = body.send("llo").answer();
    assert_eq!((answer.text(), answer.closes()), ("hello", true));
    head.ends();
    body.ends();
    drop((head, body));
    assert_eq!(server.join().cut, 0);
}

#[test]
fn p46_a_response_on_its_way_is_finished() {
    let gate = Gate::new();
    let router = site().get("/large", async |_: openwork::http::Request| {
        "a".repeat(20 << 20)
    });
    let mut server = start(router.get("/gate", gate.handler()), |server| server);
    let (mut idle, mut client) = (server.connect(), server.connect());
    client.send(request("/large"));
    for _ in 0..3 {
        idle.send(request("/")).answer();
    }
    server.stop();
    idle.ends();
    assert_eq!(client.answer().body.len(), 20 << 20);
    drop(client);
    assert_eq!(server.join().cut, 0);
}

#[test]
fn p46_nobody_is_accepted_any_more() {
    let (mut gate, mut server) = gated();
    let mut busy = server.connect();
    busy.send(request("/gate"));
    gate.wait();
    server.stop();
    let address = server.address;
    while TcpStream::connect(address).is_ok() {}
    gate.open();
    busy.answer();
}

#[test]
fn p46_what_has_not_finished_is_cut_when_it_is_time_and_counted() {
    let (gate, mut server) = gated();
    let (mut one, mut two, mut head) = (server.connect(), server.connect(), server.connect());
    let mut idle = server.connect();
    one.send(request("/gate"));
    two.send(request("/gate"));
    head.send("GET / HT");
    for _ in 0..3 {
        idle.send(request("/")).answer();
    }
    gate.wait();
    gate.wait();
    server.stop();
    idle.ends();
    server.cut();
    one.ends();
    two.ends();
    head.ends();
    assert_eq!(server.join().cut, 3);
}

#[test]
fn p46_a_plain_handler_is_answered_too() {
    let (begun, wait) = (std::sync::mpsc::channel(), std::sync::mpsc::channel::<()>());
    let (begin, wait_for) = (
        std::sync::Mutex::new(begun.0),
        std::sync::Mutex::new(wait.1),
    );
    let router = site().post("/wait", move |_: openwork::http::Request| {
        begin.lock().unwrap().send(()).unwrap();
        _ = wait_for.lock().unwrap().recv();
        "at last"
    });
    let mut server = start(router, |server| server);
    let (mut idle, mut client) = (server.connect(), server.connect());
    idle.send(request("/")).answer();
    client.send(post("/wait", "x"));
    begun.1.recv().unwrap();
    server.stop();
    idle.ends();
    drop(wait.0);
    let answer = client.answer();
    assert_eq!((answer.text(), answer.closes()), ("at last", true));
}
