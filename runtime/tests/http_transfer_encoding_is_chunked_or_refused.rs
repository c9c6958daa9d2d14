//! H09: `Transfer-Encoding` is exactly one `chunked`, in HTTP/1.1, without a length beside it.
//! Anything else is refused; it never falls back to a length.

mod http_support;

use http_support::{get, head, refused};

fn with(fields: &str) -> Vec<u8> {
    get("/", &format!("Host: a\r\n{fields}"))
}

#[test]
fn h09_chunked_in_any_case_is_chunked() {
    for value in ["chunked", "Chunked", "CHUNKED", " \tchunked\t "] {
        assert_eq!(
            head(with(&format!("Transfer-Encoding: {value}\r\n"))).length,
            None
        );
    }
    assert_eq!(head(with("tRANSFER-eNCODING: chunked\r\n")).length, None);
}

#[test]
fn h09_a_body_without_a_known_end_is_refused() {
    for value in [
        "",
        ",",
        "identity",
        "gzip",
        "x",
        "chunked, gzip",
        "chunked;q=1",
        "xchunked",
        "chunkedx",
        "\"chunked\"",
        "chunked chunked",
        "chunked,",
        "chunked, identity",
        "chunk",
        "\u{a0}chunked",
    ] {
        assert_eq!(
            refused(with(&format!("Transfer-Encoding: {value}\r\n"))),
            400,
            "{value:?}"
        );
    }
    assert_eq!(refused(with("Transfer-Encoding: \u{b}chunked\r\n")), 400);
}

#[test]
fn h09_codings_in_front_of_chunked_are_not_known() {
    for value in [
        "gzip, chunked",
        "identity, chunked",
        "x,chunked",
        "gzip, deflate, Chunked",
        "chunked, chunked",
    ] {
        assert_eq!(
            refused(with(&format!("Transfer-Encoding: {value}\r\n"))),
            501,
            "{value:?}"
        );
    }
}

#[test]
fn h09_two_fields_are_refused() {
    for second in ["chunked", "identity", "gzip", ""] {
        let fields = format!("Transfer-Encoding: chunked\r\nTransfer-Encoding: {second}\r\n");
        assert_eq!(refused(with(&fields)), 400);
    }
}

#[test]
fn h09_with_a_length_beside_it_it_is_refused_in_either_order() {
    assert_eq!(
        refused(with("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n")),
        400
    );
    assert_eq!(
        refused(with("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n")),
        400
    );
    assert_eq!(
        refused(with("Content-Length: 0\r\nTransfer-Encoding: chunked\r\n")),
        400
    );
    assert_eq!(
        refused(with("Content-Length: 5\r\nTransfer-Encoding: identity\r\n")),
        400
    );
    assert_eq!(
        refused(with("Content-Length: 5\r\nTransfer-Encoding:\r\n")),
        400
    );
}

#[test]
fn h09_http_1_0_knows_none() {
    for value in ["chunked", "gzip, chunked", "identity"] {
        let input = format!("POST / HTTP/1.0\r\nTransfer-Encoding: {value}\r\n\r\n");
        assert!([400, 501].contains(&refused(input)));
    }
    let input = "POST / HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n";
    assert_eq!(refused(input), 400);
}
