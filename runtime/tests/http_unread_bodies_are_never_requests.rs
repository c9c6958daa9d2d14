//! P44: what a handler leaves of a body is dropped, up to a limit, or the connection closes; it is
//! never taken for a request. What it keeps beyond the response is lost to it.

mod http_support;

use http_support::{post, request, start, start_with};
use openwork::http::{Body, Limits, Request, Router};
use std::future::ready;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};

fn router(smuggled: &Arc<AtomicUsize>) -> Router {
    let smuggled = smuggled.clone();
    Router::new()
        .post("/ignore", async |_: Request| "ignored")
        .post("/some", async |mut request: Request| {
            let chunk = request.body().chunk().await.unwrap().unwrap();
            format!("{}", chunk.len().min(1))
        })
        .get("/", async |_: Request| "hello")
        .get("/smuggled", move |_: Request| {
            smuggled.fetch_add(1, SeqCst);
            ready("smuggled")
        })
}

#[test]
fn p44_a_short_body_is_dropped_and_the_connection_stays() {
    let smuggled = Arc::default();
    let server = start(router(&smuggled), |server| server);
    let mut client = server.connect();
    let inner = request("/smuggled");
    let chunked = format!(
        "POST /ignore HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{inner}\r\n0\r\n\r\n",
        inner.len()
    );
    for body in [post("/ignore", &inner), post("/some", &inner), chunked] {
        client.send(body);
        assert!(!client.answer().closes());
        assert_eq!(client.send(request("/")).answer().text(), "hello");
    }
    // In parts, so that the rest comes after the response.
    client.send("POST /ignore HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n");
    assert!(!client.answer().closes());
    client.send(
        inner
            .repeat(60_000 / inner.len() + 1)
            .get(..60_000)
            .unwrap(),
    );
    assert_eq!(client.send(request("/")).answer().text(), "hello");
    assert_eq!(smuggled.load(SeqCst), 0);
}

#[test]
fn p44_a_long_body_closes_the_connection() {
    let smuggled = Arc::default();
    let server = start(router(&smuggled), |server| server);
    let inner = request("/smuggled");
    let body = inner.repeat(70_000 / inner.len());
    for path in ["/ignore", "/missing"] {
        let mut client = server.connect();
        client.send(format!(
            "POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: 70000\r\n\r\n"
        ));
        assert!(client.answer().closes());
        client.send_anyway(&body);
        client.ends();
    }
    // In chunks nobody knows in advance; then it closes when it has become too long.
    let mut client = server.connect();
    client.send("POST /ignore HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    assert!(!client.answer().closes());
    for _ in 0..70 {
        client.send_anyway(format!("{:x}\r\n{}\r\n", 1000, &body[..1000]));
    }
    client.send_anyway("0\r\n\r\n".to_owned() + &request("/smuggled"));
    client.ends();
    assert_eq!(smuggled.load(SeqCst), 0);
}

#[test]
fn p44_a_body_that_is_broken_closes_the_connection() {
    let smuggled = Arc::default();
    let server = start(router(&smuggled), |server| server);
    for path in ["/ignore", "/some"] {
        let mut client = server.connect();
        client.send(format!(
            "POST {path} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        ));
        client.send("5\r\nhello\r\nnonsense\r\n".to_owned() + &request("/smuggled"));
        assert_eq!(client.answer().status, 200);
        client.ends();
    }
    assert_eq!(smuggled.load(SeqCst), 0);
}

#[test]
fn p44_a_refusal_that_the_handler_ignores_closes_the_connection_all_the_same() {
    let smuggled = Arc::default();
    let router = router(&smuggled).post("/stubborn", async |mut request: Request| {
        let (first, second) = (
            request.body().bytes().await.map(drop),
            request.body().chunk().await.map(drop),
        );
        format!(
            "{} {}",
            first.unwrap_err().status().code(),
            second.unwrap_err().status().code()
        )
    });
    let server = start_with(
        router,
        Limits {
            body: 100,
            ..Limits::default()
        },
    );
    let mut client = server.connect();
    client.send("POST /stubborn HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n");
    client.send(request("/smuggled").repeat(10));
    let answer = client.answer();
    assert_eq!((answer.text(), answer.closes()), ("413 413", true));
    client.ends();
    assert_eq!(smuggled.load(SeqCst), 0);
}

#[test]
fn p44_a_body_that_is_kept_beyond_the_response_closes_the_connection() {
    let kept: Arc<Mutex<Vec<Body>>> = Arc::default();
    let keep = kept.clone();
    let smuggled = Arc::default();
    let router = router(&smuggled).post("/keep", move |mut request: Request| {
        keep.lock().unwrap().push(std::mem::take(request.body()));
        ready("kept")
    });
    let server = start(router, |server| server);
    let mut client = server.connect();
    client.send(post("/keep", "hello") + &request("/smuggled"));
    let answer = client.answer();
    assert_eq!((answer.text(), answer.closes()), ("kept", true));
    client.ends();
    assert_eq!(smuggled.load(SeqCst), 0);
    assert_eq!(kept.lock().unwrap().len(), 1);
}
