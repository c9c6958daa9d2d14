//! A response, from what a handler returns to octets.
//!
//! ```text
//! HTTP/1.1 200 OK␍␊                                       status
//! content-type: text/plain; charset=utf-8␍␊               ┐ the handler's
//! x-note: 7␍␊                                             ┘
//! content-length: 5␍␊                                     ┐
//! connection: close␍␊                                     │ the server's
//! date: Sun, 06 Nov 1994 08:49:37 GMT␍␊                   ┘
//! ␍␊
//! hello                                                   body, unless HEAD, 204 or 304
//! ```
//!
//! 1. The length is always the body's own: a handler cannot declare another, so that exactly one
//!    response can be read from the wire for each request.
//! 2. No field can hold CR, LF or NUL, or have a name that is no token: what a handler puts into a
//!    field cannot end it.
//!
//! Next: `handler.rs`.

use std::borrow::Cow;
use std::cell::RefCell;
use std::time::{Duration, Instant, SystemTime};

use super::grammar::{TOKEN, span, text_span};
use super::{Refusal, Status, require};

/// A response: what a handler returns, or is made [from](Response#trait-implementations) what it
/// returns.
#[derive(Clone, Debug)]
pub struct Response {
    /// The status.
    pub status: Status,
    /// The body.
    pub body: Cow<'static, [u8]>,
    fields: Cow<'static, [u8]>,
}

impl Response {
    /// A response without a body.
    pub fn new(status: Status) -> Response {
        Response {
            status,
            body: Cow::default(),
            fields: Cow::default(),
        }
    }

    /// 200 with plain text.
    pub fn text(text: impl Into<Cow<'static, str>>) -> Response {
        let mut response = Response::new(Status::OK);
        response.fields = Cow::Borrowed(b"content-type: text/plain; charset=utf-8\r\n");
        response.body = match text.into() {
            Cow::Borrowed(text) => text.as_bytes().into(),
            Cow::Owned(text) => text.into_bytes().into(),
        };
        response
    }

    /// 200 with JSON, which is text already.
    pub fn json(json: impl Into<String>) -> Response {
        Response::bytes("application/json", json.into().into_bytes())
    }

    /// 200 with any content.
    ///
    /// # Panics
    /// If the content type holds a control character.
    pub fn bytes(content_type: &str, body: impl Into<Cow<'static, [u8]>>) -> Response {
        let mut response = Response::new(Status::OK);
        response.body = body.into();
        let typed = response.with_header("content-type", content_type);
        typed.expect("a content type is text")
    }

    /// The same with another status.
    pub fn with_status(mut self, status: Status) -> Response {
        self.status = status;
        self
    }

    /// The same with one more field. Refused: a name that is no token, a value with a control
    /// character, and the fields that are the server's (rule 1).
    pub fn with_header(mut self, name: &str, value: &str) -> Result<Response, Refusal> {
        const OURS: [&str; 4] = ["connection", "content-length", "date", "transfer-encoding"];
        let is_ours = OURS.iter().any(|our| name.eq_ignore_ascii_case(our));
        let (name, value) = (name.as_bytes(), value.as_bytes());
        let is_name = !is_ours && !name.is_empty() && span(TOKEN, name) == name.len();
        let is_text = text_span(value) == value.len();
        require(is_name && is_text, Refusal::BAD_HEADER)?;
        let line = [name, b": ", value, b"\r\n"].concat();
        self.fields.to_mut().extend(line);
        Ok(self)
    }

    /// Appends the response to `out`. `connection` is what to say of it, if anything.
    pub(super) fn write(&self, out: &mut Vec<u8>, is_head: bool, connection: &[u8], now: Instant) {
        let has_body = ![Status::NO_CONTENT, Status::NOT_MODIFIED].contains(&self.status);
        if out.is_empty() {
            // As much as the allocator has at hand: others may follow.
            *out = Vec::with_capacity(1024.max(128 + self.fields.len() + self.body.len()));
        }
        out.extend_from_slice(b"HTTP/1.1 ");
        out.extend_from_slice(self.status.0.as_bytes());
        out.extend_from_slice(b"\r\n");
        out.extend_from_slice(&self.fields);
        if has_body {
            out.extend_from_slice(b"content-length: ");
            push_number(out, self.body.len());
            out.extend_from_slice(b"\r\n");
        }
        out.extend_from_slice(connection);
        push_date(out, now);
        if has_body && !is_head {
            out.extend_from_slice(&self.body);
        }
    }
}

fn push_number(out: &mut Vec<u8>, number: usize) {
    if number >= 10 {
        push_number(out, number / 10);
    }
    out.push(b'0' + (number % 10) as u8);
}

thread_local! {
    static DATE: RefCell<(Option<Instant>, String)> = const { RefCell::new((None, String::new())) };
}

/// Appends the last field, a date that is at most a second old, and the end of the head.
fn push_date(out: &mut Vec<u8>, now: Instant) {
    DATE.with_borrow_mut(|(until, date)| {
        if until.is_none_or(|until| until <= now) {
            *until = Some(now + Duration::from_secs(1));
            let today = httpdate::fmt_http_date(SystemTime::now());
            *date = format!("date: {today}\r\n\r\n");
        }
        out.extend_from_slice(date.as_bytes());
    });
}

impl From<&'static str> for Response {
    fn from(text: &'static str) -> Response {
        Response::text(text)
    }
}

impl From<String> for Response {
    fn from(text: String) -> Response {
        Response::text(text)
    }
}

impl From<Status> for Response {
    fn from(status: Status) -> Response {
        Response::text(status.0).with_status(status)
    }
}

impl From<Refusal> for Response {
    fn from(refusal: Refusal) -> Response {
        Response::text(refusal.0).with_status(refusal.status())
    }
}

/// An error that does not say otherwise is answered 500.
impl<R: Into<Response>, E: Into<Response>> From<Result<R, E>> for Response {
    fn from(result: Result<R, E>) -> Response {
        let is_error = result.is_err();
        let response = result.map_or_else(E::into, R::into);
        match is_error && response.status.code() < 400 {
            true => response.with_status(Status::INTERNAL_SERVER_ERROR),
            false => response,
        }
    }
}
