//! A second parser keeps the first honest: whatever openwork accepts, httparse accepts too, and both
//! see the same method, target, version, names and values.

#[path = "http_support/corpus.rs"]
mod corpus;
mod http_support;

use http_support::{Outcome, parse};
use openwork::http::{Request, Version};
use proptest::prelude::*;

/// Compares, if the input is accepted; says whether it was.
fn agrees(input: &[u8]) -> bool {
    let Outcome::Complete(head, octets) = parse(input) else {
        return false;
    };
    let request = Request::new(octets, head);
    // httparse knows no minor version above 1; the standard has them treated as 1.
    let line = input
        .windows(2)
        .skip(2)
        .position(|two| two == b"\r\n")
        .unwrap()
        + 2;
    let mut input = input.to_vec();
    if head.version == Version::Http11 {
        input[line - 1] = b'1';
    }
    let input = &input[..];
    let mut headers = [httparse::EMPTY_HEADER; 128];
    let mut theirs = httparse::Request::new(&mut headers);
    assert_eq!(
        theirs.parse(input),
        Ok(httparse::Status::Complete(head.len))
    );
    assert_eq!(theirs.method, Some(request.method()));
    assert_eq!(theirs.path, Some(request.target()));
    let minor = if head.version == Version::Http10 {
        0
    } else {
        1
    };
    assert_eq!(theirs.version, Some(minor));
    let names: Vec<_> = theirs
        .headers
        .iter()
        .map(|h| (h.name.as_bytes(), h.value))
        .collect();
    assert_eq!(names, request.headers().collect::<Vec<_>>());
    true
}

#[test]
fn h04_h06_the_corpus_is_read_alike() {
    let accepted = corpus::heads().iter().filter(|input| agrees(input)).count();
    assert!(accepted >= 10, "{accepted}: the corpus must show something");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn h04_h06_random_heads_are_read_alike(
        method in "[A-Za-z!#$%&'*+.^_`|~-]{1,8}",
        target in "/[a-z0-9/?&=%:@!$'()*+,;._~-]{0,20}",
        version in "1\\.[01]",
        fields in prop::collection::vec(("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,10}", "[ -~\\t]{0,20}"), 0..6),
    ) {
        let mut input = format!("{method} {target} HTTP/{version}\r\nHost: example.org\r\n");
        for (name, value) in &fields {
            input += &format!("{name}:{value}\r\n");
        }
        agrees((input + "\r\n").as_bytes());
    }

    #[test]
    fn h04_h06_mutilated_heads_are_read_alike(
        at in prop::collection::vec((0..60usize, any::<u8>()), 1..3),
    ) {
        let mut input = b"GET /a?b HTTP/1.1\r\nHost: example.org\r\nX-Y: a b\tc\r\nZ:\r\n\r\n".to_vec();
        for (at, octet) in at {
            let len = input.len();
            input[at % len] = octet;
        }
        agrees(&input);
    }
}
