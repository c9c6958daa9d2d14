//! HTTP without sockets: what the octets of a request mean, asked of nobody but the parser.
//!
//! You will see what the parser answers to each octet as it arrives: `.` is "not yet", `!` is an
//! answer, `x` a refusal. In a body the data shows and its framing does not. The last lines are
//! about a request that is one to one reader, and two to the next.
//!
//! Run: `cargo run --example 15a-http-without-sockets`
//!
//! Expected output:
//! ```text
//! POST /notes HTTP/1.1\r\n                        ......................
//! Host: example.org\r\n                           ...................
//! Transfer-Encoding: chunked\r\n                  ............................
//! \r\n                                            .!
//! cut in two at each of its 70 places: the same head
//! 6\r\n                                           ...
//! hello \r\n                                      hello ..
//! 5\r\n                                           ...
//! world\r\n                                       world..
//! 0\r\n                                           ...
//! \r\n                                            .!
//! GET  / HTTP/1.1\r\n                             ................x 400
//! GET / HTTP/2.0\r\n                              ...............x 505
//! GET /too/long HTTP/1.1\r\n                      .......................x 414
//! Host: example.org\n                             .................x 400
//! Host : example.org\r\n                          ...................x 400
//! X-Note: this line is without an end in sight    ................................x 431
//! Content-Length: 11\r\n                          ...................x 413
//! Transfer-Encoding: gzip, chunked\r\n            .................................x 501
//! by its length: a body of 47 octets, and nothing after it
//! by its chunks: no body, and then GET /admin
//! by the parser: 400 Bad Request: the length of the body is given more than once
//! ```
//!
//! Book: `book/src/http-without-sockets.md`
//!
//! Try:
//! 1. (10 minutes) Put an empty line before `HEAD`, then a second one. Predict the marks each time.
//!    Which faults can be seen at the first octet of a request, and which only at the last?
//! 2. (1 hour) Serve a request from standard input: read it in pieces of three octets, and print
//!    its method, path and body. Which line of yours would a socket change?

use std::task::Poll;

use openwork::http::{Decoder, Head, HeadParser, Limits, Refusal, Request};

const HEAD: &str =
    "POST /notes HTTP/1.1\r\nHost: example.org\r\nTransfer-Encoding: chunked\r\n\r\n";
const BODY: &str = "6\r\nhello \r\n5\r\nworld\r\n0\r\n\r\n";

fn main() {
    let head = a_head_arrives();
    a_body_arrives(head);
    some_are_refused();
    one_request_or_two();
}

// ANCHOR: head
fn a_head_arrives() -> Head {
    let (marks, answer) = step(HEAD, &Limits::default());
    show(HEAD, &marks);
    let head = ready(answer).expect("the head is sound");
    assert_eq!(marks.find('!'), Some(HEAD.len() - 1), "with its last octet");
    assert_eq!((head.len, head.length), (HEAD.len(), None));

    for at in 1..HEAD.len() {
        let mut parser = HeadParser::default();
        let mut parse = |len| parser.parse(&HEAD.as_bytes()[..len], &Limits::default());
        assert_eq!(parse(at), Poll::Pending);
        assert_eq!(parse(HEAD.len()), Poll::Ready(Ok(head)));
    }
    let places = HEAD.len() - 1;
    println!("cut in two at each of its {places} places: the same head");
    head
}

/// What the parser answers to each octet of `input` as it arrives.
fn step(input: &str, limits: &Limits) -> (String, Poll<Result<Head, Refusal>>) {
    let (mut parser, mut marks) = (HeadParser::default(), String::new());
    for came in 1..=input.len() {
        let answer = parser.parse(&input.as_bytes()[..came], limits);
        marks.push(match answer {
            Poll::Pending => '.',
            Poll::Ready(Ok(_)) => '!',
            Poll::Ready(Err(_)) => 'x',
        });
        if answer.is_ready() {
            return (marks, answer);
        }
    }
    (marks, Poll::Pending)
}
// ANCHOR_END: head

fn a_body_arrives(head: Head) {
    let mut decoder = Decoder::new(head.length);
    let (mut kept, mut marks) = (Vec::new(), String::new());
    for octet in BODY.bytes() {
        kept.push(octet);
        let mut rest = &kept[..];
        let data = decoder.decode(&mut rest, &Limits::default());
        match data.map(|data| data.expect("the body is sound")) {
            Poll::Pending => marks.push('.'),
            Poll::Ready(Some(data)) => marks += &String::from_utf8_lossy(&data),
            Poll::Ready(None) => marks.push('!'),
        }
        // What is used up may be forgotten; the beginning of a framing line may not.
        kept = rest.to_vec();
    }
    show(BODY, &marks);
    assert_eq!(marks.replace(['.', '!'], ""), "hello world");
}

fn some_are_refused() {
    let mut limits = Limits::default();
    (limits.target, limits.line, limits.body) = (8, 32, 10);
    let begun = "GET / HTTP/1.1\r\n";
    for (before, line, status) in [
        ("", "GET  / HTTP/1.1\r\n", 400),
        ("", "GET / HTTP/2.0\r\n", 505),
        ("", "GET /too/long HTTP/1.1\r\n", 414),
        (begun, "Host: example.org\n", 400),
        (begun, "Host : example.org\r\n", 400),
        (begun, "X-Note: this line is without an end in sight", 431),
        (begun, "Content-Length: 11\r\n", 413),
        (begun, "Transfer-Encoding: gzip, chunked\r\n", 501),
    ] {
        let (marks, answer) = step(&format!("{before}{line}"), &limits);
        let refusal = ready(answer).expect_err("something is wrong in each");
        let (line, marks) = (visible(line), &marks[before.len()..]);
        println!("{line:<48}{marks} {}", refusal.status().code());
        assert_eq!(refusal.status().code(), status);
    }
}

// ANCHOR: two
fn one_request_or_two() {
    let limits = Limits::default();
    let head = "POST /notes HTTP/1.1\r\nHost: example.org\r\n\
        Content-Length: 47\r\nTransfer-Encoding: chunked\r\n\r\n";
    let after = "0\r\n\r\nGET /admin HTTP/1.1\r\nHost: example.org\r\n\r\n";

    let read = |mut decoder: Decoder| {
        let mut rest = after.as_bytes();
        while let Poll::Ready(Ok(Some(_))) = decoder.decode(&mut rest, &limits) {}
        rest
    };
    let by_length = read(Decoder::new(Some(after.len() as u64)));
    assert_eq!(by_length, b"", "nothing is left");
    println!("by its length: a body of 47 octets, and nothing after it");

    let by_chunks = read(Decoder::new(None));
    let second = ready(HeadParser::default().parse(by_chunks, &limits));
    let second = Request::new(by_chunks.to_vec(), second.expect("it is a request"));
    assert_eq!((second.method(), second.path()), ("GET", "/admin"));
    println!("by its chunks: no body, and then GET /admin");

    let both = ready(HeadParser::default().parse(head.as_bytes(), &limits));
    let refusal = both.expect_err("two readings are one too many");
    assert_eq!(refusal.status().code(), 400);
    println!("by the parser: {refusal}");
}
// ANCHOR_END: two

/// An answer that is more than "not yet".
fn ready(answer: Poll<Result<Head, Refusal>>) -> Result<Head, Refusal> {
    match answer {
        Poll::Ready(answer) => answer,
        Poll::Pending => panic!("the input says all that is needed"),
    }
}

/// A line and what was answered to its octets, side by side.
fn show(input: &str, mut marks: &str) {
    for line in input.split_inclusive('\n') {
        let (of_this_line, more) = marks.split_at(line.len().min(marks.len()));
        println!("{:<48}{of_this_line}", visible(line));
        marks = more;
    }
}

fn visible(line: &str) -> String {
    line.escape_default().to_string()
}
