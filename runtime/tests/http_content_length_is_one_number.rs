//! H08: `Content-Length` is digits, given once. What is no number is 400, what is beyond the limit
//! 413, before a body is read.

mod http_support;

use http_support::{decode_parts, get, head, refused};
use openwork::http::Limits;

fn with(value: &str) -> Vec<u8> {
    get("/", &format!("Host: a\r\nContent-Length: {value}\r\n"))
}

#[test]
fn h08_digits_are_a_length() {
    assert_eq!(head(get("/", "Host: a\r\n")).length, Some(0));
    for (value, length) in [
        ("0", 0),
        ("5", 5),
        ("0005", 5),
        (" 17\t", 17),
        ("2097152", 2 << 20),
    ] {
        assert_eq!(head(with(value)).length, Some(length), "{value:?}");
    }
    let lower = head(get("/", "Host: a\r\ncontent-length: 7\r\n"));
    assert_eq!(lower.length, Some(7));
}

#[test]
fn h08_what_is_no_number_is_refused() {
    for value in [
        "", "+5", "-5", "5,5", "5, 5", "5 5", "0x5", "5.0", "5e1", "five", "5;", "\u{663}",
        "5\u{a0}", "1_000", "'5'", "-0", "5,",
    ] {
        assert_eq!(refused(with(value)), 400, "{value:?}");
    }
}

#[test]
fn h08_two_are_refused_even_if_they_agree() {
    for second in ["5", "6", "0"] {
        let fields =
            format!("Host: a\r\nContent-Length: 5\r\nX: y\r\ncontent-length: {second}\r\n");
        assert_eq!(refused(get("/", &fields)), 400);
    }
}

#[test]
fn h08_beyond_the_limit_is_413_however_large() {
    for value in [
        "2097153",
        "18446744073709551615",
        "18446744073709551616",
        &"9".repeat(400),
    ] {
        assert_eq!(refused(with(value)), 413, "{value:?}");
    }
    let unlimited = Limits {
        body: u64::MAX,
        ..Limits::default()
    };
    let input = with("18446744073709551614");
    let outcome = http_support::parse_parts(&[&input], &unlimited);
    assert!(
        matches!(outcome, http_support::Outcome::Complete(head, _) if head.length == Some(u64::MAX - 1))
    );
}

#[test]
fn h08_a_body_ends_where_its_length_says() {
    let limits = Limits::default();
    let decoded = decode_parts(Some(5), &[b"hel", b"loGET /"], &limits)
        .unwrap()
        .unwrap();
    assert_eq!((decoded.data.as_slice(), decoded.used), (&b"hello"[..], 5));
    assert_eq!(decode_parts(Some(5), &[b"hell"], &limits), Ok(None));
    let empty = decode_parts(Some(0), &[b"GET /"], &limits)
        .unwrap()
        .unwrap();
    assert_eq!((empty.data.len(), empty.used), (0, 0));
}
