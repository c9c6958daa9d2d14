//! P43: `100 Continue` is sent when the handler first reads the body, to those who wait for it; a
//! handler that does not read answers at once, and the connection closes.

mod http_support;

use http_support::{Client, request, site, start};
use openwork::http::{Request, Response};

fn ask(client: &mut Client, path: &str, version: &str, body: &str) {
    client.send(format!(
        "POST {path} HTTP/{version}\r\nHost: a\r\nConnection: keep-alive\r\nExpect: 100-Continue\r\n{body}\r\n"
    ));
}

const LENGTH: &str = "Content-Length: 5\r\n";
const CHUNKED: &str = "Transfer-Encoding: chunked\r\n";

#[test]
fn p43_100_comes_when_the_handler_reads() {
    let server = start(site(), |server| server);
    let mut client = server.connect();
    for path in ["/echo", "/plain"] {
        ask(&mut client, path, "1.1", LENGTH);
        assert_eq!(client.answer().status, 100);
        client.send("hello");
        let answer = client.answer();
        assert_eq!((answer.text(), answer.closes()), ("hello", false));
        ask(&mut client, path, "1.1", CHUNKED);
        assert_eq!(client.answer().status, 100);
        client.send("5\r\nhello\r\n0\r\n\r\n");
        assert_eq!(client.answer().text(), "hello");
    }
}

#[test]
fn p43_100_comes_not_before_the_handler_reads() {
    let mut gate = http_support::Gate::new();
    let wait = std::sync::Arc::new(gate.handler());
    let router = site().post("/late", move |mut request: Request| {
        let wait = wait.clone();
        async move {
            wait(http_support::accepted(http_support::get(
                "/",
                "Host: a\r\n",
            )))
            .await;
            request
                .body()
                .bytes()
                .await
                .map(|body| Response::bytes("text/plain", body.to_vec()))
        }
    });
    let server = start(router, |server| server);
    let (mut client, mut other) = (server.connect(), server.connect());
    ask(&mut client, "/late", "1.1", LENGTH);
    gate.wait();
    for _ in 0..20 {
        other.send(request("/")).answer();
    }
    client.has_no_answer_yet();
    gate.open();
    assert_eq!(client.answer().status, 100);
    assert_eq!(client.send("hello").answer().text(), "hello");
}

#[test]
fn p43_a_handler_that_does_not_read_answers_at_once_and_the_connection_closes() {
    let server = start(
        site().post("/ignore", async |_: Request| "ignored"),
        |server| server,
    );
    for (path, status) in [("/ignore", 200), ("/missing", 404)] {
        let mut client = server.connect();
        ask(&mut client, path, "1.1", LENGTH);
        let answer = client.answer();
        assert_eq!((answer.status, answer.closes()), (status, true));
        client.ends();
    }
}

#[test]
fn p43_without_a_body_or_in_http_1_0_nobody_waits() {
    let server = start(site(), |server| server);
    let mut client = server.connect();
    ask(&mut client, "/echo", "1.1", "Content-Length: 0\r\n");
    let answer = client.answer();
    assert_eq!(
        (answer.status, answer.text(), answer.closes()),
        (200, "", false)
    );
    ask(&mut client, "/echo", "1.0", LENGTH);
    assert_eq!(client.send("hello").answer().text(), "hello");
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: tea\r\nContent-Length: 5\r\n\r\nhello");
    assert_eq!(client.answer().text(), "hello");
}

#[test]
fn p43_a_body_beyond_the_limit_is_refused_before_it_is_sent() {
    let server = start(site(), |server| server);
    let mut client = server.connect();
    ask(&mut client, "/echo", "1.1", "Content-Length: 9999999\r\n");
    assert_eq!(client.answer().status, 413);
    client.ends();
}
