//! A request as a handler sees it: the octets of its head, and a body that is read on demand.
//!
//! ```text
//! Request ── octets  POST /notes HTTP/1.1␍␊Host: example.org␍␊…    one allocation
//!         ├─ head    what they say of the length of the body, and the like
//!         └─ body    reads the connection's wire, which it shares until the response
//! ```
//!
//! 1. What came is what is shown: no case folded, nothing decoded.
//! 2. Field lines are looked up in place. They were checked on arrival, so that finding one is a
//!    walk along the lines, and a request with many costs no more memory than their octets.
//!
//! Next: `response.rs`.

use std::sync::{Arc, Mutex};

use super::grammar::fields;
use super::wire::Wire;
use super::{Head, Refusal, target};

/// A request.
pub struct Request {
    octets: Vec<u8>,
    pub(super) head: Head,
    pub(super) body: Body,
}

impl Request {
    /// A request without a body. `octets` are those of the `head`.
    pub fn new(octets: Vec<u8>, head: Head) -> Request {
        let body = Body::default();
        Request { octets, head, body }
    }

    /// The method, in the case it came in.
    pub fn method(&self) -> &str {
        ascii(self.word(0))
    }

    /// The target as it came: usually a path and a query.
    pub fn target(&self) -> &str {
        ascii(self.word(1))
    }

    /// The path in the target, with its escapes; `*` for `OPTIONS *`.
    pub fn path(&self) -> &str {
        ascii(target::path(self.word(1)))
    }

    /// What follows the `?` in the target, with its escapes.
    pub fn query(&self) -> Option<&str> {
        self.target().split_once('?').map(|(_, query)| query)
    }

    /// The value of the first field of this name, in any case, if it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        let is_named = |other: &[u8]| other.eq_ignore_ascii_case(name.as_bytes());
        let (_, value) = self.headers().find(|(other, _)| is_named(other))?;
        str::from_utf8(value).ok()
    }

    /// All fields, names and values, in the order they came.
    pub fn headers(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        fields(&self.octets)
    }

    /// The body.
    pub fn body(&mut self) -> &mut Body {
        &mut self.body
    }

    /// The method or the target.
    pub(super) fn word(&self, nth: usize) -> &[u8] {
        let word = self.head.words[nth]..self.head.words[nth + 1].saturating_sub(1);
        self.octets.get(word).unwrap_or_default()
    }
}

fn ascii(octets: &[u8]) -> &str {
    str::from_utf8(octets).expect("methods and targets are ASCII")
}

/// The body of a request. A plain handler finds it [received](Body::received) in full.
///
/// It belongs to its handler: if it is kept beyond the response, the connection closes.
#[derive(Default)]
pub struct Body {
    pub(super) wire: Option<Arc<Mutex<Wire>>>,
    received: Vec<u8>,
}

impl Body {
    /// The next part of the body, as large as it happens to arrive; `None` at its end.
    pub async fn chunk(&mut self) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(wire) = &self.wire else {
            return Ok(None);
        };
        let wire = || wire.lock().expect("nothing panics in between");
        let data = std::future::poll_fn(|cx| wire().poll_body(cx)).await?;
        self.wire = self.wire.take().filter(|_| data.is_some());
        Ok(data)
    }

    /// All of the body that has not been taken in chunks.
    pub async fn bytes(&mut self) -> Result<&[u8], Refusal> {
        while let Some(chunk) = self.chunk().await? {
            self.received.extend_from_slice(&chunk);
        }
        Ok(&self.received)
    }

    /// What [`bytes`](Body::bytes) has received: for a plain handler, all of the body.
    pub fn received(&self) -> &[u8] {
        &self.received
    }
}
