//! H11: trailers are checked like field lines, have limits of their own, are kept apart from the
//! headers, and change nothing: no length, no host, no persistence.

mod http_support;

use http_support::{chunks_refused, decode, decode_parts, start};
use openwork::http::{Limits, Request, Response, Router};

#[test]
fn h11_trailers_are_checked_like_field_lines() {
    let decoded = decode("0\r\nA: 1\r\nb-C:\t2 \r\n\r\nGET").unwrap().unwrap();
    assert_eq!((decoded.data.len(), decoded.used), (0, 20));
    for trailer in [
        "no colon",
        "A : 1",
        ": 1",
        " A: 1",
        "A: 1\r\n folded",
        "A(: 1",
        "\u{e9}: 1",
    ] {
        assert_eq!(
            chunks_refused(format!("0\r\n{trailer}\r\n\r\n")),
            400,
            "{trailer:?}"
        );
    }
    assert_eq!(chunks_refused("0\r\nA: \0\r\n\r\n"), 400);
    assert_eq!(chunks_refused("0\r\nA: 1\nB: 2\r\n\r\n"), 400);
}

#[test]
fn h11_trailers_have_limits_of_their_own() {
    let limits = Limits {
        head: 40,
        line: 20,
        fields: 3,
        ..Limits::default()
    };
    let status = |trailers: &str| {
        let input = format!("0\r\n{trailers}\r\n");
        match decode_parts(None, &[input.as_bytes()], &limits) {
            Ok(Some(_)) => 200,
            Ok(None) => 0,
            Err(refusal) => refusal.status().code(),
        }
    };
    assert_eq!(status("A: 1\r\nB: 2\r\nC: 3\r\n"), 200);
    assert_eq!(status("A: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\n"), 431, "too many");
    assert_eq!(status("A: 345678901234567890\r\n"), 431, "one too long");
    assert_eq!(status("A: 34567890123456789\r\nB: 3456789012345\r\n"), 200);
    assert_eq!(
        status("A: 34567890123456789\r\nB: 34567890123456\r\n"),
        431,
        "too long in all"
    );
}

#[test]
fn h11_trailers_change_nothing_and_are_no_headers() {
    let router = Router::new().post("/", async |mut request: Request| {
        let body = request.body().bytes().await?.to_vec();
        assert_eq!(request.header("x-late"), None);
        assert_eq!(request.header("host"), Some("a"));
        assert_eq!(request.headers().count(), 2);
        Ok::<_, openwork::http::Refusal>(Response::bytes("text/plain", body))
    });
    let server = start(router, |server| server);
    let mut client = server.connect();
    for trailer in [
        "Content-Length: 100",
        "Host: b",
        "Connection: close",
        "Transfer-Encoding: x",
    ] {
        client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        client.send(format!("3\r\nabc\r\n0\r\nX-Late: 1\r\n{trailer}\r\n\r\n"));
        let answer = client.answer();
        assert_eq!((answer.status, answer.text()), (200, "abc"), "{trailer}");
        assert!(!answer.closes(), "{trailer}");
    }
}
