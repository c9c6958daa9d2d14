//! H12: after any error of framing nothing more on that connection is parsed. `close` wins over
//! `keep-alive`, wherever it stands; HTTP/1.0 persists only with `keep-alive`.

mod http_support;

use http_support::{head, request, start};
use openwork::http::{Request, Router};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

#[test]
fn h12_a_request_behind_an_error_is_never_served() {
    let smuggled = Arc::new(AtomicUsize::new(0));
    let counter = smuggled.clone();
    let router = Router::new()
        .get("/smuggled", move |_: Request| {
            counter.fetch_add(1, SeqCst);
            std::future::ready("smuggled")
        })
        .post("/", async |mut request: Request| {
            request
                .body()
                .bytes()
                .await
                .map(|body| body.len().to_string())
        });
    let server = start(router, |server| server);
    for (input, status) in [
        ("GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET  HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
        (
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400,
        ),
        (
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5\r\n\r\nhello",
            400,
        ),
        (
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
            501,
        ),
        (
            "POST / HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400,
        ),
        (
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
            400,
        ),
        (
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloX\r\n0\r\n\r\n",
            400,
        ),
        (
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: 1\n\r\n",
            400,
        ),
        ("\r\n\r\n", 400),
    ] {
        let mut client = server.connect();
        client.send(input.to_owned() + &request("/smuggled"));
        let answer = client.answer();
        assert_eq!(
            (answer.status, answer.closes()),
            (status, true),
            "{input:?}"
        );
        client.ends();
    }
    assert_eq!(smuggled.load(SeqCst), 0);
}

#[test]
fn h12_close_wins_wherever_it_stands() {
    let keeps = |version: &str, fields: &str| {
        head(format!("GET / HTTP/{version}\r\nHost: a\r\n{fields}\r\n")).keep_alive
    };
    assert!(keeps("1.1", ""));
    assert!(keeps("1.1", "Connection: keep-alive\r\n"));
    assert!(keeps("1.1", "Connection: upgrade, closed, x-close\r\n"));
    assert!(keeps("1.1", "X-Connection: close\r\n"));
    assert!(!keeps("1.0", ""));
    assert!(!keeps("1.0", "Connection: upgrade\r\n"));
    assert!(keeps("1.0", "Connection: Keep-Alive\r\n"));
    assert!(keeps(
        "1.0",
        "Connection: x\r\nConnection: y , keep-alive\r\n"
    ));
    for fields in [
        "Connection: close\r\n",
        "connection: CLOSE\r\n",
        "Connection: keep-alive, close\r\n",
        "Connection: close, keep-alive\r\n",
        "Connection: , \t close\t,\r\n",
        "Connection: keep-alive\r\nConnection: x\r\nCONNECTION: y,Close\r\n",
        "Connection: close\r\nConnection: keep-alive\r\n",
    ] {
        assert!(!keeps("1.1", fields), "{fields:?}");
        assert!(!keeps("1.0", fields), "{fields:?}");
    }
}

#[test]
fn h12_what_the_head_says_is_what_happens() {
    let server = start(
        Router::new().get("/", async |_: Request| "hello"),
        |server| server,
    );
    let mut client = server.connect();
    client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    assert_eq!(client.answer().header("connection"), Some("keep-alive"));
    client.send("GET / HTTP/1.0\r\n\r\n");
    assert!(client.answer().closes());
    client.ends();
    let mut client = server.connect();
    assert_eq!(
        client.send(request("/")).answer().header("connection"),
        None
    );
    client
        .send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".to_owned() + &request("/"));
    assert!(client.answer().closes());
    client.ends();
}

#[test]
fn h12_who_asks_again_after_a_refusal_is_refused_again() {
    let router = Router::new().post("/", async |mut request: Request| {
        let mut answers = Vec::new();
        for _ in 0..3 {
            answers.push(
                request
                    .body()
                    .chunk()
                    .await
                    .map_err(|no| no.status().code()),
            );
        }
        format!("{answers:?}")
    });
    let server = start(router, |server| server);
    let mut client = server.connect();
    client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    client.send("ZZ\r\n5\r\nhello\r\n0\r\n\r\n");
    let answer = client.answer();
    assert_eq!(answer.text(), "[Err(400), Err(400), Err(400)]");
    assert!(answer.closes());
    client.ends();
}
