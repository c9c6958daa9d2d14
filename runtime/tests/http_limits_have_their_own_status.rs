//! H13: every part of a request is limited, and each limit has its own status.

mod http_support;

use http_support::{Outcome, decode_parts, parse_parts};
use openwork::http::Limits;

fn status(input: &str, limits: Limits) -> u16 {
    let whole = match parse_parts(&[input.as_bytes()], &limits) {
        Outcome::Complete(..) => 200,
        Outcome::Partial => 0,
        Outcome::Refused(refusal) => refusal.status().code(),
    };
    let one_by_one: Vec<&[u8]> = input.as_bytes().chunks(1).collect();
    assert!(parse_parts(&one_by_one, &limits) == parse_parts(&[input.as_bytes()], &limits));
    whole
}

#[test]
fn h13_a_long_target_is_414() {
    let limits = || Limits {
        target: 100,
        ..Limits::default()
    };
    let input = |len: usize| format!("GET /{} HTTP/1.1\r\nHost: a\r\n\r\n", "a".repeat(len - 1));
    assert_eq!(status(&input(100), limits()), 200);
    assert_eq!(status(&input(101), limits()), 414);
    assert_eq!(status(&input(100_000), limits()), 414);
    assert_eq!(
        status(&format!("GET /{}", "a".repeat(200)), limits()),
        414,
        "before its end has come"
    );
}

#[test]
fn h13_a_long_method_is_501() {
    let input = |len| format!("{} / HTTP/1.1\r\nHost: a\r\n\r\n", "M".repeat(len));
    assert_eq!(status(&input(32), Limits::default()), 200);
    assert_eq!(status(&input(33), Limits::default()), 501);
}

#[test]
fn h13_a_long_field_too_many_fields_or_too_much_of_them_is_431() {
    let head = |fields: &str| format!("GET / HTTP/1.1\r\nHost: a\r\n{fields}\r\n");
    let line = || Limits {
        line: 50,
        ..Limits::default()
    };
    assert_eq!(
        status(&head(&format!("X: {}\r\n", "a".repeat(47))), line()),
        200
    );
    assert_eq!(
        status(&head(&format!("X: {}\r\n", "a".repeat(48))), line()),
        431
    );
    assert_eq!(
        status(&head(&format!("X: {}", "a".repeat(60))), line()),
        431
    );

    let fields = || Limits {
        fields: 10,
        ..Limits::default()
    };
    assert_eq!(status(&head(&"A: b\r\n".repeat(9)), fields()), 200);
    assert_eq!(status(&head(&"A: b\r\n".repeat(10)), fields()), 431);

    let section = || Limits {
        head: 100,
        ..Limits::default()
    };
    assert_eq!(status(&head(&"Abcd: efgh\r\n".repeat(7)), section()), 200);
    assert_eq!(status(&head(&"Abcd: efgh\r\n".repeat(8)), section()), 431);
}

#[test]
fn h13_by_default_each_limit_is_on() {
    let head = |fields: &str| format!("GET / HTTP/1.1\r\nHost: a\r\n{fields}\r\n");
    let status = |input: &str| status(input, Limits::default());
    assert_eq!(
        status(&format!(
            "GET /{} HTTP/1.1\r\nHost: a\r\n\r\n",
            "a".repeat(9000)
        )),
        414
    );
    assert_eq!(status(&head(&format!("X: {}\r\n", "a".repeat(9000)))), 431);
    assert_eq!(status(&head(&"A: b\r\n".repeat(100))), 431);
    assert_eq!(
        status(&head(&format!("X: {}\r\n", "a".repeat(1000)).repeat(40))),
        431
    );
    assert_eq!(status(&head("Content-Length: 2097153\r\n")), 413);
}

#[test]
fn h13_a_large_body_is_413_and_large_chunk_extensions_and_trailers_are_413_and_431() {
    let limits = Limits {
        body: 10,
        head: 10,
        ..Limits::default()
    };
    let status = |input: &str| match decode_parts(None, &[input.as_bytes()], &limits) {
        Ok(_) => 200,
        Err(refusal) => refusal.status().code(),
    };
    assert_eq!(status("b\r\n"), 413);
    assert_eq!(status("a\r\n0123456789\r\n1\r\n"), 413);
    assert_eq!(status(&format!("1;{}\r\n", "a".repeat(16 << 10))), 413);
    assert_eq!(status("0\r\nABCD: efgh\r\n\r\n"), 431);
}
