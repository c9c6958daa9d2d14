//! A response, from what a handler returns to octets.
//!
//! ```text
//! HTTP/1.1 200 OK␍␊                                       status
//! date: Sun, 06 Nov 1994 08:49:37 GMT␍␊                   ┐
//! content-length: 5␍␊                                     │ the server's
//! connection: close␍␊                                     ┘
//! content-type: text/plain; charset=utf-8␍␊               ┐ the handler's
//! x-note: 7␍␊                                             ┘
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

use super::grammar::{TEXT, TOKEN, span};
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

const PLAIN: Cow<'_, [u8]> = Cow::Borrowed(b"content-type: text/plain; charset=utf-8\r\n");

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
        response.fields = PLAIN;
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
        let is_text = span(TEXT, value) == value.len();
        require(is_name && is_text, Refusal::BAD_HEADER)?;
        put(self.fields.to_mut(), &[name, b": ", value, b"\r\n"]);
        Ok(self)
    }

    /// Appends the response to `out`. `connection` is what to say of it, if anything.
    pub(super) fn write(&self, out: &mut Vec<u8>, is_head: bool, connection: &str) {
        let has_body = ![Status::NO_CONTENT, Status::NOT_MODIFIED].contains(&self.status);
        let status = self.status.0.as_bytes();
        out.reserve(96 + self.fields.len() + self.body.len());
        put(out, &[b"HTTP/1.1 ", status, b"\r\ndate: "]);
        push_date(out);
        if has_body {
            let length = self.body.len().to_string();
            put(out, &[b"\r\ncontent-length: ", length.as_bytes()]);
        }
        if !connection.is_empty() {
            put(out, &[b"\r\nconnection: ", connection.as_bytes()]);
        }
        put(out, &[b"\r\n", &self.fields, b"\r\n"]);
        if has_body && !is_head {
            out.extend_from_slice(&self.body);
        }
    }
}

fn put(out: &mut Vec<u8>, parts: &[&[u8]]) {
    parts.iter().for_each(|part| out.extend_from_slice(part));
}

thread_local! {
    static DATE: RefCell<(Option<Instant>, String)> = const { RefCell::new((None, String::new())) };
}

/// Appends a date that is at most a second old, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
fn push_date(out: &mut Vec<u8>) {
    let now = Instant::now();
    DATE.with_borrow_mut(|(until, date)| {
        if until.is_none_or(|until| until <= now) {
            *until = Some(now + Duration::from_secs(1));
            *date = httpdate::fmt_http_date(SystemTime::now());
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
