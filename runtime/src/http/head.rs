//! The head of a request: from octets, as they arrive, to what the rest of the server must know.
//!
//! ```text
//! POST /notes?draft=1 HTTP/1.1␍␊     request line ── method, target, version
//! Host: example.org␍␊                field lines ── checked here, kept as they came
//! Content-Length: 5␍␊                             └ five of them decide the framing
//! ␍␊                                 an empty line: the head is complete
//! ```
//!
//! | field | must be | else |
//! |---|---|---|
//! | `Host` | once in HTTP/1.1, never twice: `host [":" port]` or empty | 400 |
//! | `Content-Length` | once: digits | 400, beyond the limit 413 |
//! | `Transfer-Encoding` | once: `chunked`; not in HTTP/1.0, not beside a length | 400, or 501 |
//! | `Connection` | `close` anywhere wins over `keep-alive` anywhere | |
//! | `Expect` | `100-continue` is obeyed, all else ignored; not in HTTP/1.0 | |
//!
//! 1. Nothing is reported before the head is complete; what is wrong is refused no later than at
//!    the end of its line. Neither depends on how the input was split.
//! 2. The work is linear, also where octets come one by one: each is looked at for the end of its
//!    line (`line.rs`), and once the line is complete for its class, for the grammar around it, and
//!    if it belongs to the framing for what it says.
//! 3. Strict. Two readings of one request are how requests are smuggled past a proxy, so what the
//!    standard calls invalid is refused, never repaired. One empty line before the request line is
//!    all that is forgiven.
//! 4. The octets stay in the one buffer that they came in. The [`Head`] says where method and target
//!    are in it, and nothing of the fields that can be found there again at once.
//!
//! Next: `body.rs`.

use std::mem::replace;
use std::task::{Poll, ready};

use super::grammar::{TOKEN, field, list, number, span};
use super::line::Lines;
use super::{Limits, Refusal, Verdict, require, target};

/// The version of a request. Every 1.x above 1.1 is treated as 1.1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd)]
pub enum Version {
    /// HTTP/1.0
    #[default]
    Http10,
    /// HTTP/1.1
    Http11,
}

/// What a complete head says to the connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// How many octets it takes up, with the empty lines around it.
    pub len: usize,
    /// Where in them method, target and version begin, each one space after the one before.
    pub words: [usize; 3],
    /// The version of the request.
    pub version: Version,
    /// How long the body is; `None`: it comes in chunks, each with its own length.
    pub length: Option<u64>,
    /// Whether the peer lets the connection live on after this request.
    pub keep_alive: bool,
    /// Whether the method is HEAD, whose response has no body.
    pub is_head: bool,
    /// Whether the peer waits for `100 Continue` before it sends the body.
    pub expects_continue: bool,
}

/// No registered method is longer than 17 octets.
const LONGEST_METHOD: usize = 32;

/// An incremental parser for one head. It remembers where it stopped.
#[derive(Debug, Default)]
pub struct HeadParser {
    lines: Lines,
    /// What is known so far.
    head: Head,
    /// Where the request line ended; 0 before.
    fields: usize,
    // What the field lines have said.
    host: bool,
    length: Option<u64>,
    chunked: bool,
    close: bool,
}

impl HeadParser {
    /// Goes on where it stopped. `input` is everything since the end of the previous request;
    /// pending means that the head is not complete yet. Once complete or refused, it is used up.
    pub fn parse(&mut self, input: &[u8], limits: &Limits) -> Poll<Result<Head, Refusal>> {
        let longest = LONGEST_METHOD + limits.target + "  HTTP/1.1".len();
        loop {
            let start = self.lines.start;
            let line = ready!(match self.fields {
                0 => self.lines.next(input, longest, Refusal::TARGET_TOO_LONG),
                fields => self.lines.field(input, fields + limits.head, limits),
            })?;
            self.head.len = self.lines.start;
            match (self.fields, line) {
                (0, b"") if start == 0 => {}
                (0, _) => {
                    self.request_line(start, line, limits)?;
                    self.fields = self.head.len;
                }
                (_, b"") => return Poll::Ready(self.settle()),
                _ => {
                    let (name, value) = field(line).ok_or(Refusal::NO_FIELD)?;
                    self.note(name, value, limits)?;
                }
            }
        }
    }

    /// Takes note of a field that concerns the framing.
    fn note(&mut self, name: &[u8], value: &[u8], limits: &Limits) -> Verdict {
        let name_is = |field: &str| name.eq_ignore_ascii_case(field.as_bytes());
        if name_is("host") {
            let first = !replace(&mut self.host, true);
            let host = target::authority(value);
            require(first && host.is_some(), Refusal::NO_HOST)?;
        } else if name_is("content-length") {
            let length = number(value).ok_or(Refusal::NO_LENGTH)?;
            let first = self.length.replace(length).is_none();
            require(first && !self.chunked, Refusal::TWO_LENGTHS)?;
            require(length <= limits.body, Refusal::BODY_TOO_LARGE)?;
        } else if name_is("transfer-encoding") {
            let first = !replace(&mut self.chunked, true);
            require(first && self.length.is_none(), Refusal::TWO_LENGTHS)?;
            // With `chunked` last the end could be found, if the other codings were known.
            let is_chunked = |coding: &[u8]| coding.eq_ignore_ascii_case(b"chunked");
            require(list(value).last().is_some_and(is_chunked), Refusal::NO_END)?;
            require(is_chunked(value), Refusal::UNKNOWN_CODING)?;
        } else if name_is("connection") {
            for option in list(value) {
                self.close |= option.eq_ignore_ascii_case(b"close");
                self.head.keep_alive |= option.eq_ignore_ascii_case(b"keep-alive");
            }
        } else if name_is("expect") {
            self.head.expects_continue |= value.eq_ignore_ascii_case(b"100-continue");
        }
        Ok(())
    }

    fn request_line(&mut self, start: usize, line: &[u8], limits: &Limits) -> Verdict {
        let (method, rest) = line.split_at(span(TOKEN, line));
        require(method.len() <= LONGEST_METHOD, Refusal::METHOD_TOO_LONG)?;
        require(!method.is_empty(), Refusal::NO_METHOD)?;
        let rest = rest.strip_prefix(b" ").ok_or(Refusal::NO_METHOD)?;
        let space = rest.iter().position(|&b| b == b' ');
        let (target, rest) = rest.split_at(space.ok_or(Refusal::NO_VERSION)?);
        require(target.len() <= limits.target, Refusal::TARGET_TOO_LONG)?;
        self.head.version = match rest.strip_prefix(b" HTTP/") {
            Some(b"1.0") => Version::Http10,
            Some([b'1', b'.', b'1'..=b'9']) => Version::Http11,
            Some([b'0'..=b'9', b'.', b'0'..=b'9']) => return Err(Refusal::NOT_SPOKEN),
            _ => return Err(Refusal::NO_VERSION),
        };
        self.head.is_head = method == b"HEAD";
        let second = start + method.len() + 1;
        self.head.words = [start, second, second + target.len() + 1];
        require(target::is_valid(method, target), Refusal::NO_TARGET)
    }

    /// The head is complete: what does it all mean?
    fn settle(&self) -> Verdict<Head> {
        let mut head = self.head;
        let is_modern = head.version > Version::Http10;
        require(self.host || !is_modern, Refusal::NO_HOST)?;
        require(is_modern || !self.chunked, Refusal::NO_END)?;
        head.length = (!self.chunked).then_some(self.length.unwrap_or(0));
        head.keep_alive = !self.close && (head.keep_alive || is_modern);
        head.expects_continue &= is_modern && head.length != Some(0);
        Ok(head)
    }
}
