//! What a response says about its request, and everything that can be wrong with one.
//!
//! 1. A status is final: 200 to 599. The only interim one, 100, is the connection's own.
//! 2. A refusal names one mistake, behind the status that answers it. All of them are written down
//!    here in advance, so that to pass one on is to pass a pointer.
//!
//! Next: `limits.rs`, whose numbers many refusals are about.

use std::fmt;

use super::grammar::text_span;

/// The status of a response, such as `404 Not Found`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status(pub(super) &'static str);

#[rustfmt::skip] // One status a line.
#[allow(missing_docs, reason = "each one is its phrase")]
impl Status {
    pub const OK: Status = Status("200 OK");
    pub const CREATED: Status = Status("201 Created");
    pub const NO_CONTENT: Status = Status("204 No Content");
    pub const NOT_MODIFIED: Status = Status("304 Not Modified");
    pub const BAD_REQUEST: Status = Status("400 Bad Request");
    pub const NOT_FOUND: Status = Status("404 Not Found");
    pub const METHOD_NOT_ALLOWED: Status = Status("405 Method Not Allowed");
    pub const INTERNAL_SERVER_ERROR: Status = Status("500 Internal Server Error");
    pub const NOT_IMPLEMENTED: Status = Status("501 Not Implemented");
    pub const SERVICE_UNAVAILABLE: Status = Status("503 Service Unavailable");
}

impl Status {
    /// Any status by its code and phrase; `None` if they are not 200 to 599, a space and text.
    pub fn new(text: &'static str) -> Option<Status> {
        let (code, phrase) = text.split_once(' ')?;
        let is_code = code.len() == 3 && matches!(code.parse(), Ok(200..=599));
        (is_code && text_span(phrase.as_bytes()) == phrase.len()).then_some(Status(text))
    }

    /// The code, such as 404.
    pub fn code(self) -> u16 {
        let code = self.0[..3].parse();
        code.expect("a status begins with three digits")
    }
}

/// Why a request cannot be served as it stands, behind the status that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal(pub(super) &'static str);

#[rustfmt::skip] // One refusal a line.
impl Refusal {
    pub(super) const CONTROL: Refusal = Refusal("400 Bad Request: a line holds a control character, or ends in no CR LF");
    pub(super) const NO_METHOD: Refusal = Refusal("400 Bad Request: the request line does not begin with a method and a space");
    pub(super) const METHOD_TOO_LONG: Refusal = Refusal("501 Not Implemented: no method is that long");
    pub(super) const NO_TARGET: Refusal = Refusal("400 Bad Request: the target has none of the forms that the method allows");
    pub(super) const TARGET_TOO_LONG: Refusal = Refusal("414 URI Too Long: the target is too long");
    pub(super) const NO_VERSION: Refusal = Refusal("400 Bad Request: the request line does not end in a space and a version");
    pub(super) const NOT_SPOKEN: Refusal = Refusal("505 HTTP Version Not Supported: only HTTP/1.0 and 1.1 are spoken here");
    pub(super) const NO_FIELD: Refusal = Refusal("400 Bad Request: a field is not a name, a colon and a value");
    pub(super) const FIELDS_TOO_LARGE: Refusal = Refusal("431 Request Header Fields Too Large: the fields are too many or too long");
    pub(super) const NO_HOST: Refusal = Refusal("400 Bad Request: there is not one Host with an optional port");
    pub(super) const NO_LENGTH: Refusal = Refusal("400 Bad Request: Content-Length is no number");
    pub(super) const TWO_LENGTHS: Refusal = Refusal("400 Bad Request: the length of the body is given more than once");
    pub(super) const BODY_TOO_LARGE: Refusal = Refusal("413 Content Too Large: the body is larger than is accepted");
    pub(super) const NO_END: Refusal = Refusal("400 Bad Request: Transfer-Encoding does not end in chunked, or HTTP/1.0 has one");
    pub(super) const UNKNOWN_CODING: Refusal = Refusal("501 Not Implemented: a transfer coding is not known here");
    pub(super) const NO_SIZE: Refusal = Refusal("400 Bad Request: a chunk does not begin with its size in hexadecimal");
    pub(super) const NO_EXTENSION: Refusal = Refusal("400 Bad Request: a chunk's size is followed by what is no extension");
    pub(super) const LONG_EXTENSIONS: Refusal = Refusal("413 Content Too Large: the chunk extensions are too long");
    pub(super) const NO_CHUNK_END: Refusal = Refusal("400 Bad Request: a chunk is not followed by CR LF");
    pub(super) const SLOW_HEAD: Refusal = Refusal("408 Request Timeout: the head comes too slowly");
    pub(super) const SLOW_BODY: Refusal = Refusal("408 Request Timeout: the body comes too slowly");
    pub(super) const CUT_SHORT: Refusal = Refusal("400 Bad Request: the connection ended in the middle of the body");
    pub(super) const BAD_HEADER: Refusal = Refusal("500 Internal Server Error: a handler set a header that is malformed, or the server's own");
}

impl Refusal {
    /// The status to answer with.
    pub fn status(self) -> Status {
        Status(self.0.split_once(':').map_or(self.0, |(status, _)| status))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Refusal {}

/// What a check comes to.
pub(super) type Verdict<T = ()> = Result<T, Refusal>;

/// Goes on if the condition holds, refuses otherwise.
pub(super) fn require(condition: bool, refusal: Refusal) -> Verdict {
    if condition { Ok(()) } else { Err(refusal) }
}
