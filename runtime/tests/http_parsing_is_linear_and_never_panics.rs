//! H02: no input makes a parser panic, loop or keep more than the limits allow, and its work is
//! linear, even when the octets come one at a time.

mod http_support;

use std::task::Poll;
use std::time::{Duration, Instant};

use http_support::{decode_parts, parse_parts, show};
use openwork::http::{Decoder, HeadParser, Limits};
use proptest::prelude::*;

/// The shortest time, of several, in which a head or body that comes octet by octet is refused or
/// known to be incomplete.
fn time(input: &[u8], parse: fn(&[u8])) -> Duration {
    let times = (0..5).map(|_| {
        let begin = Instant::now();
        parse(input);
        begin.elapsed()
    });
    times.min().expect("there were five")
}

fn head(input: &[u8]) {
    let limits = Limits {
        line: 1 << 20,
        head: 1 << 20,
        target: 1 << 20,
        fields: 1 << 20,
        ..Limits::default()
    };
    let mut parser = HeadParser::default();
    for end in 1..=input.len() {
        assert!(parser.parse(&input[..end], &limits).is_pending());
    }
}

fn chunks(input: &[u8]) {
    let mut decoder = Decoder::new(None);
    let mut start = 0;
    for end in 1..=input.len() {
        loop {
            let mut rest = &input[start..end];
            let data = decoder.decode(&mut rest, &Limits::default());
            start = end - rest.len();
            match data {
                Poll::Ready(data) => assert!(data.expect("it is well formed").is_some()),
                Poll::Pending => break,
            }
        }
    }
}

/// Sixteen times the input takes sixteen times as long, or 256 times if each octet that comes has
/// all before it looked at again.
fn grows_with(input: impl Fn(usize) -> Vec<u8>, parse: fn(&[u8])) {
    const FEW: usize = 1_000;
    let (few, many) = (input(FEW), input(16 * FEW));
    let ratio = time(&many, parse).as_secs_f64() / time(&few, parse).as_secs_f64();
    let begin = show(&few[..40]);
    assert!(
        ratio < 80.0,
        "16 times the input takes {ratio:.0} times as long: {begin:?}"
    );
}

#[test]
fn h02_the_work_grows_with_the_input_even_one_octet_at_a_time() {
    let begin = |line: &[u8]| [b"GET / HTTP/1.1\r\nHost: a\r\n", line].concat();
    grows_with(|n| [&b"GET /"[..], &b"a".repeat(n)].concat(), head);
    grows_with(|n| begin(&[&b"X: "[..], &b"a".repeat(n)].concat()), head);
    grows_with(|n| begin(&[&b"X:"[..], &b" ".repeat(n)].concat()), head);
    grows_with(
        |n| begin(&[&b"Connection: "[..], &b",".repeat(n)].concat()),
        head,
    );
    grows_with(|n| begin(&b"Name: b\r\n".repeat(n / 9)), head);
    grows_with(|n| b"1\r\na\r\n".repeat(n / 6), chunks);
    grows_with(|n| [&b"1;a="[..], &b"b".repeat(n)].concat(), chunks);
}

proptest! {
    #[test]
    fn h02_octets_of_any_kind_do_no_harm(input in prop::collection::vec(any::<u8>(), 0..300)) {
        let limits = Limits::default();
        parse_parts(&[&input], &limits);
        let _ = decode_parts(None, &[&input], &limits);
    }

    #[test]
    fn h02_octets_that_look_like_http_do_no_harm(
        input in "(GET|POST|X) (/|\\*|a:1|http://a)[ ?%]{0,2} HTTP/1[.01]{2}\r\n([A-Za-z-]{0,6}[: ]{0,2}[ -~]{0,9}\r?\n?){0,5}",
    ) {
        let limits = Limits::default();
        parse_parts(&[input.as_bytes()], &limits);
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
