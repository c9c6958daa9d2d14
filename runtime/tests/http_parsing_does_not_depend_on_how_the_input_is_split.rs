//! H01: the result for a sequence of octets does not depend on how it arrives, nothing is reported
//! before it is complete, and what is wrong is refused no later than at the end of its line.

#[path = "http_support/corpus.rs"]
mod corpus;
mod http_support;

use http_support::{Outcome, decode_parts, parse_parts, show};
use openwork::http::{HeadParser, Limits};
use proptest::prelude::*;
use std::task::Poll;

/// Limits so small that the corpus exceeds each of them, and the default.
fn both_limits() -> [Limits; 2] {
    let small = Limits {
        target: 3,
        line: 20,
        fields: 2,
        head: 40,
        body: 4,
        ..Limits::default()
    };
    [Limits::default(), small]
}

fn one_by_one(input: &[u8]) -> Vec<&[u8]> {
    input.chunks(1).collect()
}

#[test]
fn h01_a_head_is_the_same_at_every_split_point() {
    for limits in &both_limits() {
        for input in corpus::heads() {
            let whole = parse_parts(&[&input], limits);
            assert_eq!(
                parse_parts(&one_by_one(&input), limits),
                whole,
                "{:?}",
                show(&input)
            );
            for at in 0..input.len().min(400) {
                let (front, back) = input.split_at(at);
                assert_eq!(
                    parse_parts(&[front, back], limits),
                    whole,
                    "{:?} {at}",
                    show(&input)
                );
            }
        }
    }
}

#[test]
fn h01_a_body_is_the_same_at_every_split_point() {
    for limits in &both_limits() {
        for input in corpus::CHUNKS.iter().map(|text| text.as_bytes()) {
            let whole = decode_parts(None, &[input], limits);
            assert_eq!(
                decode_parts(None, &one_by_one(input), limits),
                whole,
                "{:?}",
                show(input)
            );
            for at in 0..input.len() {
                let (front, back) = input.split_at(at);
                assert_eq!(
                    decode_parts(None, &[front, back], limits),
                    whole,
                    "{:?}",
                    show(input)
                );
            }
        }
        for length in 0..8 {
            let whole = decode_parts(Some(length), &[b"hello"], limits);
            assert_eq!(
                decode_parts(Some(length), &one_by_one(b"hello"), limits),
                whole
            );
        }
    }
}

#[test]
fn h01_nothing_is_reported_before_the_head_is_complete() {
    let input = b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n";
    for len in 0..input.len() {
        assert_eq!(
            parse_parts(&[&input[..len]], &Limits::default()),
            Outcome::Partial
        );
    }
    assert!(matches!(
        parse_parts(&[input], &Limits::default()),
        Outcome::Complete(..)
    ));
}

#[test]
fn h01_what_is_wrong_is_refused_at_the_end_of_its_line_at_the_latest() {
    for line in [
        "GET",
        "GET / HTTP/9.9",
        "GET / HTTP/1.1\r\nno colon",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: a",
        "GET / HTTP/1.1\r\nContent-Length: +1",
        "GET / HTTP/1.1\r\nTransfer-Encoding: x",
        "GET / HTTP/1.1\r\nContent-Length: 99999999999",
        "GET / HTTP/1.1\r\n folded",
    ] {
        let mut parser = HeadParser::default();
        let input = format!("{line}\r\n");
        let outcome = parser.parse(input.as_bytes(), &Limits::default());
        assert!(matches!(outcome, Poll::Ready(Err(_))), "{line:?}");
    }
}

proptest! {
    #[test]
    fn h01_random_splits_of_random_heads_change_nothing(
        lines in prop::collection::vec("[ -~\\t]{0,30}", 0..6),
        noise in prop::collection::vec((0..200usize, any::<u8>()), 0..2),
        cuts in prop::collection::vec(0..250usize, 0..6),
    ) {
        let mut input = b"POST /a HTTP/1.1\r\nHost: a\r\n".to_vec();
        for line in &lines {
            input.extend_from_slice(b"X-");
            input.extend_from_slice(line.as_bytes());
            input.extend_from_slice(b"\r\n");
        }
        input.extend_from_slice(b"\r\nrest");
        for (at, octet) in noise {
            let len = input.len();
            input[at % len] = octet;
        }
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut % (input.len() + 1)).collect();
        cuts.extend([0, input.len()]);
        cuts.sort_unstable();
        let parts: Vec<&[u8]> = cuts.windows(2).map(|two| &input[two[0]..two[1]]).collect();
        for limits in &both_limits() {
            prop_assert_eq!(parse_parts(&parts, limits), parse_parts(&[&input], limits));
        }
    }
}
