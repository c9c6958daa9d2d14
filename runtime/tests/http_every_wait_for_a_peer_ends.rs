//! P37: every wait for a peer ends: for a first octet, a head, a body, the next request, for the peer to
//! take a response, and for it to go. Each is on by default, and none ends early.

mod http_support;

use http_support::{post, request, site, start, start_with};
use openwork::http::{Limits, Request, Response, Router};
use std::io::Read;
use std::time::{Duration, Instant};

const SHORT: Duration = Duration::from_millis(60);

/// All times long but what is changed.
fn long() -> Limits {
    let long = Duration::from_secs(1000);
    Limits {
        head_timeout: long,
        keep_alive: long,
        body_timeout: long,
        write_timeout: long,
        linger: long,
        ..Limits::default()
    }
}

#[track_caller]
fn was_not_early(start: Instant) {
    assert!(start.elapsed() >= SHORT, "after {:?}", start.elapsed());
}

#[test]
fn p37_by_default_every_time_is_limited() {
    let limits = Limits::default();
    assert_eq!(limits.head_timeout, Duration::from_secs(10));
    assert_eq!(limits.keep_alive, Duration::from_secs(75));
    assert_eq!(limits.body_timeout, Duration::from_secs(10));
    assert_eq!(limits.write_timeout, Duration::from_secs(10));
    assert_eq!(limits.linger, Duration::from_secs(2));
    assert_eq!(limits.body_rate, 500);
}

#[test]
fn p37_a_peer_that_says_nothing_is_left_in_silence() {
    let server = start_with(
        site(),
        Limits {
            head_timeout: SHORT,
            ..long()
        },
    );
    let start = Instant::now();
    server.connect().ends();
    was_not_early(start);
}

#[test]
fn p37_a_head_that_does_not_come_is_408() {
    let server = start_with(
        site(),
        Limits {
            head_timeout: SHORT,
            linger: SHORT,
            ..long()
        },
    );
    let start = Instant::now();
    let mut client = server.connect();
    let answer = client.send("GET / HTTP/1.1\r\nHo").answer();
    assert_eq!((answer.status, answer.closes()), (408, true));
    was_not_early(start);
    client.ends();
}

#[test]
fn p37_octets_that_trickle_in_do_not_extend_the_time_for_a_head() {
    let limits = Limits {
        head_timeout: SHORT * 3,
        keep_alive: SHORT * 100,
        linger: SHORT,
        ..long()
    };
    let server = start_with(site(), limits);
    let mut client = server.connect();
    client.send(request("/")).answer();
    let start = Instant::now();
    client.stream.set_read_timeout(Some(SHORT / 3)).unwrap();
    client.send("GET / HTTP/1.1\r\nX: ");
    let mut reply = [0; 12];
    // An octet each time that nothing has come for a while: if each had its own time, none would end it.
    while client.stream.read_exact(&mut reply).is_err() {
        client.send_anyway("a");
        assert!(start.elapsed() < SHORT * 90);
    }
    assert_eq!(&reply, b"HTTP/1.1 408");
    was_not_early(start);
}

#[test]
fn p37_a_peer_with_no_further_request_is_left_in_silence() {
    let server = start_with(
        site(),
        Limits {
            keep_alive: SHORT,
            ..long()
        },
    );
    let mut client = server.connect();
    let start = Instant::now();
    for _ in 0..3 {
        assert!(!client.send(request("/")).answer().closes());
    }
    client.ends();
    was_not_early(start);
}

#[test]
fn p37_each_request_begins_the_keep_alive_time_anew() {
    let server = start_with(
        site(),
        Limits {
            keep_alive: SHORT * 2,
            ..long()
        },
    );
    let mut client = server.connect();
    let start = Instant::now();
    client.stream.set_read_timeout(Some(SHORT)).unwrap();
    while start.elapsed() < SHORT * 7 {
        assert_eq!(client.send(request("/")).answer().status, 200);
        let silence = client.stream.peek(&mut [0]).unwrap_err();
        assert_eq!(
            silence.kind(),
            std::io::ErrorKind::WouldBlock,
            "it has not ended"
        );
    }
}

#[test]
fn p37_a_body_that_does_not_come_is_408() {
    for path in ["/echo", "/plain"] {
        let server = start_with(
            site(),
            Limits {
                body_timeout: SHORT,
                linger: SHORT,
                ..long()
            },
        );
        let mut client = server.connect();
        let start = Instant::now();
        client.send(format!(
            "POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n12345"
        ));
        let answer = client.answer();
        assert_eq!((answer.status, answer.closes()), (408, true));
        was_not_early(start);
    }
}

#[test]
fn p37_a_body_that_trickles_in_is_408_though_no_pause_is_too_long() {
    let limits = Limits {
        body_timeout: SHORT * 2,
        body_rate: 500,
        linger: SHORT,
        ..long()
    };
    let server = start_with(site(), limits);
    let mut client = server.connect();
    client.stream.set_read_timeout(Some(SHORT / 3)).unwrap();
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9999\r\n\r\n");
    let mut reply = [0; 12];
    let mut octets = 0;
    while client.stream.read_exact(&mut reply).is_err() {
        client.send_anyway("a");
        octets += 1;
        assert!(octets < 9000, "the average does not matter");
    }
    assert_eq!(&reply, b"HTTP/1.1 408");
    assert!(octets > 2);
}

#[test]
fn p37_a_handler_may_take_longer_than_any_wait_for_the_peer() {
    let limits = Limits {
        head_timeout: SHORT / 2,
        keep_alive: SHORT / 2,
        body_timeout: SHORT / 2,
        write_timeout: SHORT / 2,
        ..long()
    };
    let router = Router::new().post("/", async |mut request: Request| {
        openwork::time::sleep(SHORT).await;
        let body = request.body().bytes().await?.to_vec();
        openwork::time::sleep(SHORT).await;
        Ok::<_, openwork::http::Refusal>(Response::bytes("text/plain", body))
    });
    let server = start_with(router, limits);
    let answer = server.connect().send(post("/", "patience")).answer();
    assert_eq!(answer.text(), "patience");
}

#[test]
fn p37_what_a_handler_takes_between_two_reads_does_not_count() {
    let (tell, told) = std::sync::mpsc::channel();
    let tell = std::sync::Mutex::new(tell);
    let router = Router::new().post("/", move |mut request: Request| {
        let tell = tell.lock().unwrap().clone();
        async move {
            let first = request.body().chunk().await?.unwrap_or_default();
            openwork::time::sleep(SHORT * 3).await;
            tell.send(()).unwrap();
            let second = request.body().bytes().await?;
            Ok::<_, openwork::http::Refusal>(Response::bytes(
                "text/plain",
                [&first, second].concat(),
            ))
        }
    });
    let server = start_with(
        router,
        Limits {
            body_timeout: SHORT * 2,
            ..long()
        },
    );
    let mut client = server.connect();
    client
        .send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n")
        .send("a");
    told.recv().unwrap();
    client.stream.set_read_timeout(Some(SHORT / 2)).unwrap();
    assert!(
        client.stream.peek(&mut [0]).is_err(),
        "it is waited for, now"
    );
    client
        .stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    assert_eq!(client.send("b").answer().text(), "ab");
}

#[test]
fn p37_a_peer_that_does_not_take_its_response_is_cut() {
    const LARGE: usize = 64 << 20;
    let router = Router::new().get("/", async |_: Request| "a".repeat(LARGE));
    let server = start_with(
        router,
        Limits {
            write_timeout: SHORT,
            linger: SHORT,
            ..long()
        },
    );
    let mut client = server.connect();
    client.send(request("/"));
    assert_eq!(client.stream.peek(&mut [0]).unwrap(), 1, "it has begun");
    // It is over when the server, stopping, has nobody left to wait for.
    let mut server = server;
    server.stop();
    assert_eq!(server.join().cut, 0);
    let mut received = Vec::new();
    let end = client.stream.read_to_end(&mut received);
    assert!(received.len() < LARGE, "{end:?}");
}

#[test]
fn p37_a_peer_that_does_not_go_is_not_waited_for_longer_than_linger() {
    let server = start_with(
        site(),
        Limits {
            linger: SHORT,
            ..long()
        },
    );
    let mut client = server.connect();
    let start = Instant::now();
    assert_eq!(client.send("nonsense\r\n\r\n").answer().status, 400);
    client.ends();
    let mut server = server;
    server.stop();
    assert_eq!(server.join().cut, 0);
    was_not_early(start);
    drop(client);
}

#[test]
fn p37_any_duration_is_accepted() {
    let never = Duration::MAX;
    let limits = Limits {
        head_timeout: never,
        keep_alive: never,
        body_timeout: never,
        write_timeout: never,
        linger: never,
        ..Limits::default()
    };
    let server = start_with(site(), limits);
    let mut client = server.connect();
    client
        .send("POST /echo HTTP/1.1\r\nHo")
        .send("st: a\r\nContent-Length: 2\r\n\r\na")
        .send("b");
    assert_eq!(client.answer().text(), "ab");
    assert_eq!(client.send(request("/")).answer().text(), "hello");
}

#[test]
fn p37_hundreds_of_slow_peers_do_not_delay_another_one() {
    let server = start(site(), |server| server);
    let mut slow: Vec<_> = (0..300).map(|_| server.connect()).collect();
    let mut quick = server.connect();
    for octet in "GET / HTTP/1.1\r\n".bytes() {
        for client in &mut slow {
            client.send([octet]);
        }
        assert_eq!(quick.send(request("/")).answer().text(), "hello");
    }
    for client in &mut slow {
        assert_eq!(client.send("Host: a\r\n\r\n").answer().text(), "hello");
    }
}

/// The body is read by another task than the connection's, with a waker of its own.
fn read_elsewhere() -> Router {
    site().post("/elsewhere", async |mut request: Request| {
        let reading = openwork::spawn(async move {
            let refusal = request.body().bytes().await.err();
            refusal.map_or(Response::text("read"), Response::from)
        });
        reading.await.expect("it does not panic")
    })
}

const HEAD: &str = "POST /elsewhere HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n";

#[test]
fn p37_a_body_that_another_task_reads_is_no_longer_waited_for() {
    let limits = Limits {
        keep_alive: 10 * SHORT,
        body_timeout: 10 * SHORT,
        ..long()
    };
    let server = start_with(read_elsewhere(), limits);
    let mut client = server.connect();
    // The connection's own alarm is set, and sooner than the body's must go off.
    client.send(request("/")).answer();
    server.connect().send(request("/")).answer();
    client.send(HEAD);
    assert_eq!(client.answer().status, 408);
    client.ends();
}

#[test]
fn p37_after_a_body_that_another_task_has_read_the_next_request_is_waited_for_no_longer() {
    let limits = Limits {
        keep_alive: 10 * SHORT,
        body_timeout: 8 * SHORT,
        ..long()
    };
    let server = start_with(read_elsewhere(), limits);
    let mut client = server.connect();
    client.send(HEAD);
    // Who comes later is answered: by then the other task waits, and its alarm is set.
    for _ in 0..2 {
        server.connect().send(request("/")).answer();
    }
    client.send("ab");
    assert_eq!(client.answer().text(), "read");
    client.ends();
}
