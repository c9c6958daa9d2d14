//! The load generator reads the same responses out of the same bytes, wherever they are cut, and
//! refuses what is not HTTP.
#![allow(dead_code, reason = "the generator is here for its reader")]

#[path = "../lab/load/mod.rs"]
mod load;

use load::reader::{Malformed, Reader, Response};

const STREAM: &[u8] = b"HTTP/1.1 100 Continue\r\n\r\n\
    HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello\
    HTTP/1.1 204 No Content\r\nconnection: keep-alive\r\n\r\n\
    HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n\
    3;name=value\r\nab\r\r\n0A\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n\
    HTTP/1.0 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nok\
    HTTP/1.0 503 Busy\r\n\r\nuntil the end";

fn expected() -> Vec<Response> {
    let response = |status, body: &[u8], keep_alive| Response {
        status,
        body: body.to_vec(),
        keep_alive,
    };
    vec![
        response(200, b"hello", true),
        response(204, b"", true),
        response(404, b"ab\r0123456789", true),
        response(200, b"ok", true),
        response(503, b"until the end", false),
    ]
}

fn push(reader: &mut Reader, mut bytes: &[u8]) {
    while !bytes.is_empty() {
        let room = reader.arrived().room();
        let count = bytes.len().min(room.len());
        room[..count].copy_from_slice(&bytes[..count]);
        reader.arrived().filled(count);
        bytes = &bytes[count..];
    }
}

fn read(pieces: &[&[u8]]) -> Result<Vec<Response>, Malformed> {
    let mut reader = Reader::new();
    let mut responses = Vec::new();
    for piece in pieces {
        push(&mut reader, piece);
        while let Some(response) = reader.next()? {
            responses.push(response);
        }
    }
    responses.push(reader.end()?);
    Ok(responses)
}

#[test]
fn whole() {
    assert_eq!(read(&[STREAM]), Ok(expected()));
}

#[test]
fn byte_by_byte() {
    let bytes: Vec<_> = STREAM.chunks(1).collect();
    assert_eq!(read(&bytes), Ok(expected()));
}

#[test]
fn cut_at_any_two_places() {
    for first in 0..STREAM.len() {
        for second in first..STREAM.len() {
            let pieces = [&STREAM[..first], &STREAM[first..second], &STREAM[second..]];
            assert_eq!(read(&pieces), Ok(expected()), "cut at {first} and {second}");
        }
    }
}

#[test]
fn what_is_not_http_is_refused() {
    let refused: &[(&[u8], Malformed)] = &[
        (b"220 mail.example SMTP\r\n\r\n", Malformed::Head),
        (
            b"HTTP/1.1 200 OK\r\ncontent-length: 3, 4\r\n\r\n",
            Malformed::Body,
        ),
        (
            b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\n",
            Malformed::Body,
        ),
        (
            b"HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
            Malformed::Body,
        ),
        (
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nx\r\n",
            Malformed::Body,
        ),
        (
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nabc",
            Malformed::Body,
        ),
        (
            b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nab",
            Malformed::Early,
        ),
        (b"HTTP/1.1 200 OK\r\n", Malformed::Early),
        (b"", Malformed::Early),
    ];
    for (bytes, why) in refused {
        assert_eq!(
            read(&[bytes]),
            Err(*why),
            "{}",
            String::from_utf8_lossy(bytes)
        );
    }
}

#[test]
fn a_head_without_end_is_refused() {
    let mut reader = Reader::new();
    push(&mut reader, b"HTTP/1.1 200 OK\r\n");
    let refused = (0..10_000).find_map(|_| {
        push(&mut reader, b"x-padding: 0123456789\r\n");
        reader.next().err()
    });
    assert_eq!(refused, Some(Malformed::Head));
}

#[test]
fn no_body_answers_a_head() {
    let mut reader = Reader::new();
    push(
        &mut reader,
        b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello",
    );
    reader.asked(true);
    let head = reader.next().unwrap().unwrap();
    assert_eq!((head.body.len(), head.keep_alive), (0, true));
    reader.asked(false);
    assert_eq!(reader.next().unwrap().unwrap().body, b"hello");
    assert!(reader.arrived().is_empty());
}
