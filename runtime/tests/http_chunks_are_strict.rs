//! H10: a chunk is its size in hexadecimal digits, extensions that are valid and ignored, data, and
//! CR LF. Sizes are added without overflow, extensions are limited in total.

mod http_support;

use http_support::{chunks_refused, decode, decode_parts};
use openwork::http::Limits;
use proptest::prelude::*;

fn data(input: &str) -> Vec<u8> {
    decode(input).unwrap().unwrap().data
}

#[test]
fn h10_sizes_are_hexadecimal_digits_and_nothing_else() {
    for size in ["a", "A", "0a", "000000000000000A"] {
        assert_eq!(
            data(&format!("{size}\r\n0123456789\r\n0\r\n\r\n")),
            b"0123456789"
        );
    }
    for size in [
        "",
        " a",
        "a ",
        "\ta",
        "+a",
        "-a",
        "0xa",
        "0Xa",
        "a_0",
        "1 0",
        "g",
        "ah",
        "a.",
        "0000000000000000a",
        "\u{ff21}",
        "'a'",
        "a,b",
    ] {
        assert_eq!(
            chunks_refused(format!("{size}\r\n0123456789\r\n0\r\n\r\n")),
            400,
            "{size:?}"
        );
    }
}

#[test]
fn h10_sizes_beyond_the_limit_are_413_and_never_wrap() {
    assert_eq!(chunks_refused("ffffffffffffffff\r\n"), 413);
    assert_eq!(chunks_refused("8000000000000000\r\n"), 413);
    assert_eq!(
        chunks_refused("10000000000000000\r\n"),
        400,
        "more digits than 64 bits have"
    );
    let limits = Limits {
        body: u64::MAX - 1,
        ..Limits::default()
    };
    let input = b"1\r\na\r\nffffffffffffffff\r\n";
    assert_eq!(
        decode_parts(None, &[input], &limits)
            .unwrap_err()
            .status()
            .code(),
        413
    );
    let limits = Limits {
        body: 7,
        ..Limits::default()
    };
    assert!(decode_parts(None, &[b"5\r\nhello\r\n2\r\nab\r\n0\r\n\r\n"], &limits).is_ok());
    let refusal = decode_parts(None, &[b"5\r\nhello\r\n3\r\n"], &limits).unwrap_err();
    assert_eq!(
        refusal.status().code(),
        413,
        "before the data of the chunk has come"
    );
}

#[test]
fn h10_valid_extensions_are_ignored() {
    for extensions in [
        ";a",
        ";a=b",
        ";a=b;c;d=e",
        " ;a",
        "\t; a \t= b",
        ";a=\"\"",
        ";a=\"b c\"",
        ";a=\"b\\\"c;\\\\\"",
        ";a=\"\u{e9}\";b",
        ";!#$%&'*+-.^_`|~=1",
    ] {
        let input = format!("5{extensions}\r\nhello\r\n0{extensions}\r\n\r\n");
        assert_eq!(data(&input), b"hello", "{extensions:?}");
    }
}

#[test]
fn h10_invalid_extensions_are_refused() {
    for extensions in [
        ";",
        "; ",
        ";;a",
        ";a;",
        "x",
        " a",
        ";=b",
        ";a=",
        ";a= ",
        ";a=b c",
        ";a b",
        ";a=\"b",
        ";a=\"b\"c",
        ";a=\"b\\",
        ";a=\"b\\\"",
        ";a==b",
        ";a=(b)",
        ";\u{e9}",
        ";a=b ",
        ",a",
        ";a=\"b\" ",
    ] {
        let input = format!("5{extensions}\r\nhello\r\n0\r\n\r\n");
        assert_eq!(chunks_refused(&input), 400, "{extensions:?}");
    }
    assert_eq!(chunks_refused("5;a=\"b\0\"\r\nhello\r\n"), 400);
    assert_eq!(chunks_refused("5;a=\u{7f}\r\nhello\r\n"), 400);
}

#[test]
fn h10_extensions_are_limited_in_total() {
    let status = |input: &str| match decode(input) {
        Ok(_) => 200,
        Err(refusal) => refusal.status().code(),
    };
    let chunk = format!("1;{}\r\nx\r\n", "a".repeat((8 << 10) - 1));
    assert_eq!(status(&format!("{}0\r\n\r\n", chunk.repeat(2))), 200);
    assert_eq!(status(&format!("{}0;\r\n\r\n", chunk.repeat(2))), 413);
    assert_eq!(status(&format!("{}0\r\n\r\n", chunk.repeat(3))), 413);
    assert_eq!(
        status(&"1;a\r\nx\r\n".repeat(9 << 10)),
        413,
        "many short ones"
    );
    let endless = format!("1;{}", "a".repeat(17 << 10));
    assert_eq!(status(&endless), 413, "before the line has ended");
}

#[test]
fn h10_data_is_followed_by_crlf() {
    for end in ["X\r\n", "\n", "\rX", "0\r\n\r\n", "\r\r\n", " \r\n", "\n\r"] {
        assert_eq!(
            chunks_refused(format!("5\r\nhello{end}0\r\n\r\n")),
            400,
            "{end:?}"
        );
    }
}

proptest! {
    #[test]
    fn h10_whatever_is_sent_in_chunks_arrives(
        chunks in prop::collection::vec(prop::collection::vec(any::<u8>(), 1..40), 0..8),
        cut in 1..50usize,
    ) {
        let mut input = Vec::new();
        for chunk in &chunks {
            input.extend_from_slice(format!("{:X};e=\"f\"\r\n", chunk.len()).as_bytes());
            input.extend_from_slice(chunk);
            input.extend_from_slice(b"\r\n");
        }
        input.extend_from_slice(b"0\r\n\r\n");
        let end = input.len();
        input.extend_from_slice(b"GET /next");
        let parts: Vec<&[u8]> = input.chunks(cut).collect();
        let decoded = decode_parts(None, &parts, &Limits::default()).unwrap().unwrap();
        prop_assert_eq!(decoded.data, chunks.concat());
        prop_assert_eq!(decoded.used, end);
    }
}
