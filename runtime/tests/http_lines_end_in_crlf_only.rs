//! H03: a line ends in CR LF and nothing else, anywhere in a head, in chunk lines and in trailers.
//! One empty line before a request is skipped; a second one is refused.

mod http_support;

use http_support::{accepted, chunks_refused, decode, refused};

const HEAD: &str = "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n\r\n";

#[test]
fn h03_a_bare_lf_in_a_head_is_refused_wherever_it_is() {
    for (at, _) in HEAD.match_indices("\r\n") {
        let mut input = HEAD.to_owned();
        input.remove(at);
        assert_eq!(refused(input), 400, "without the CR at {at}");
    }
    assert_eq!(refused("\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"), 400);
    assert_eq!(
        refused("GET / HTTP/1.1\r\nHost: a\r\nX: b\nY: c\r\n\r\n"),
        400
    );
}

#[test]
fn h03_a_bare_cr_in_a_head_is_refused_wherever_it_is() {
    for at in 0..HEAD.len() {
        let mut input = HEAD.to_owned();
        input.insert(at, '\r');
        if at > 0 || !input.starts_with("\r\n") {
            assert_eq!(refused(&input), 400, "{input:?}");
        }
    }
}

#[test]
fn h03_one_empty_line_before_a_request_is_skipped_and_no_second() {
    assert_eq!(accepted(format!("\r\n{HEAD}")).method(), "GET");
    assert_eq!(refused(format!("\r\n\r\n{HEAD}")), 400);
    assert_eq!(refused(format!("\n{HEAD}")), 400);
    assert_eq!(refused(format!(" \r\n{HEAD}")), 400);
}

#[test]
fn h03_chunk_lines_and_trailers_end_in_crlf_only() {
    const BODY: &str = "5\r\nhello\r\n0\r\nX: 1\r\n\r\n";
    assert_eq!(decode(BODY).unwrap().unwrap().data, b"hello");
    for (at, _) in BODY.match_indices("\r\n") {
        let mut lf = BODY.to_owned();
        lf.remove(at);
        assert_eq!(chunks_refused(lf), 400, "without the CR at {at}");
        let mut cr = BODY.to_owned();
        cr.replace_range(at..at + 2, "\rX");
        assert_eq!(chunks_refused(cr), 400, "without the LF at {at}");
    }
}
