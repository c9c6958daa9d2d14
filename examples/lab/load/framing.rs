//! Where the body of a response ends (RFC 9112, section 6.3), told by its head.
//!
//! 1. 1xx, 204, 304 and what answers a `HEAD` have no body, whatever their headers say.
//! 2. `Transfer-Encoding` goes before `Content-Length`; two lengths that differ are refused.
//! 3. Without either, the body lasts until the connection ends.
//!
//! Next: `reader.rs`, which follows it.

use super::reader::{BODY_LIMIT, Malformed};

/// Where the body of a response ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Body {
    Sized(usize),
    Chunked,
    UntilEnd,
}

/// What the head says about the bytes after it.
pub(crate) struct Framing {
    pub(crate) body: Body,
    pub(crate) keep_alive: bool,
}

impl Framing {
    /// Where the body ends (RFC 9112, section 6.3) and whether the connection outlives it.
    pub(crate) fn read(
        status: u16,
        bodiless: bool,
        modern: bool,
        headers: &[httparse::Header<'_>],
    ) -> Result<Self, Malformed> {
        let mut length: Option<usize> = None;
        let mut coding: Option<bool> = None;
        let mut keep_alive = modern;
        for header in headers {
            let value = std::str::from_utf8(header.value)
                .map_err(|_| Malformed::Head)?
                .trim();
            if header.name.eq_ignore_ascii_case("content-length") {
                let said = value.parse().map_err(|_| Malformed::Body)?;
                if said > BODY_LIMIT || length.is_some_and(|before| before != said) {
                    return Err(Malformed::Body);
                }
                length = Some(said);
            } else if header.name.eq_ignore_ascii_case("transfer-encoding") {
                let last = value.rsplit(',').next().unwrap_or_default();
                coding = Some(last.trim().eq_ignore_ascii_case("chunked"));
            } else if header.name.eq_ignore_ascii_case("connection") {
                for word in value.split(',').map(str::trim) {
                    keep_alive &= !word.eq_ignore_ascii_case("close");
                    keep_alive |= !modern && word.eq_ignore_ascii_case("keep-alive");
                }
            }
        }
        let body = match (status, coding, length) {
            _ if bodiless => Body::Sized(0),
            (100..=199 | 204 | 304, ..) => Body::Sized(0),
            (_, Some(true), _) => Body::Chunked,
            (_, Some(false), _) | (_, None, None) => Body::UntilEnd,
            (_, None, Some(length)) => Body::Sized(length),
        };
        let keep_alive = keep_alive && !matches!(body, Body::UntilEnd);
        Ok(Framing { body, keep_alive })
    }
}
