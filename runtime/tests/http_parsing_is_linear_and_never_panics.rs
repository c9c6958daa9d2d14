//! H02: no input makes a parser panic, loop or keep more than the limits allow, and its work is
//! linear: at most four looks at each octet, even when they come one at a time.

#[path = "http_support/corpus.rs"]
mod corpus;
mod http_support;

use http_support::{decode_parts, parse_parts, show};
use openwork::http::{HeadParser, Limits};
use proptest::prelude::*;

/// How many looks it takes to parse an input that comes in parts of this size.
fn looks(input: &[u8], size: usize, limits: &Limits) -> usize {
    let mut parser = HeadParser::default();
    for end in (size..=input.len()).step_by(size) {
        if parser.parse(&input[..end], limits).is_ready() {
            break;
        }
    }
    parser.examined()
}

/// Four for each octet. A CR that comes alone is looked at once more when the LF has come.
fn most(input: &[u8]) -> usize {
    let lines = input.iter().filter(|b| **b == b'\r').count();
    4 * input.len() + 2 * lines + 4
}

#[test]
fn h02_the_corpus_takes_four_looks_an_octet_whatever_the_parts() {
    for input in corpus::heads() {
        for size in [1, 2, 3, 7, input.len().max(1)] {
            let looks = looks(&input, size, &Limits::default());
            assert!(
                looks <= most(&input),
                "{looks} for {:?} by {size}",
                show(&input)
            );
        }
    }
}

#[test]
fn h02_long_heads_take_four_looks_an_octet_even_one_at_a_time() {
    let limits = Limits {
        line: 1 << 20,
        head: 1 << 20,
        target: 1 << 20,
        ..Limits::default()
    };
    let long_field = [b"GET / HTTP/1.1\r\nHost: a\r\nX: ", &[b'a'; 60_000][..]].concat();
    let long_target = [b"GET /", &[b'a'; 60_000][..]].concat();
    let many_fields = [
        b"GET / HTTP/1.1\r\nHost: a\r\n",
        &b"Host-Name: b\r\n".repeat(99)[..],
    ]
    .concat();
    let blanks = [
        b"GET / HTTP/1.1\r\nHost: a\r\nX:",
        &[b' '; 60_000][..],
        b"\r\n\r\n",
    ]
    .concat();
    let codings = [
        &b"GET / HTTP/1.1\r\nHost: a\r\nConnection: "[..],
        &b",".repeat(60_000),
    ]
    .concat();
    for input in [long_field, long_target, many_fields, blanks, codings] {
        let looks = looks(&input, 1, &limits);
        assert!(looks <= most(&input), "{looks} for {} octets", input.len());
        assert!(
            looks >= input.len() - 1,
            "{looks} for {} octets: who counts?",
            input.len()
        );
    }
}

proptest! {
    #[test]
    fn h02_octets_of_any_kind_do_no_harm(input in prop::collection::vec(any::<u8>(), 0..300)) {
        let limits = Limits::default();
        parse_parts(&[&input], &limits);
        let _ = decode_parts(None, &[&input], &limits);
        prop_assert!(looks(&input, 1, &limits) <= most(&input));
    }

    #[test]
    fn h02_octets_that_look_like_http_do_no_harm(
        input in "(GET|POST|X) (/|\\*|a:1|http://a)[ ?%]{0,2} HTTP/1[.01]{2}\r\n([A-Za-z-]{0,6}[: ]{0,2}[ -~]{0,9}\r?\n?){0,5}",
    ) {
        let limits = Limits::default();
        parse_parts(&[input.as_bytes()], &limits);
        prop_assert!(looks(input.as_bytes(), 1, &limits) <= most(input.as_bytes()));
    }

    #[test]
    fn h02_chunks_of_any_kind_do_no_harm(
        input in "([0-9a-f]{0,3}[;= \"a\\\\]{0,5}\r?\n?[a-z]{0,4}\r?\n?){0,6}(0\r\n(a: b\r\n)?\r\n)?",
    ) {
        let limits = Limits::default();
        let parts: Vec<&[u8]> = input.as_bytes().chunks(1).collect();
        prop_assert_eq!(
            decode_parts(None, &parts, &limits),
            decode_parts(None, &[input.as_bytes()], &limits)
        );
    }
}
