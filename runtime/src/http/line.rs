//! Where the lines of a message end, in a buffer that grows.
//!
//! ```text
//! GET / HTTP/1.1␍␊Host: exam            input, as far as it has come
//!                 └start    └scanned    what is remembered between two calls
//! ```
//!
//! 1. A line is text and ends in CR LF: its first control character other than HTAB is that CR, or
//!    the message is refused. No grammar further on has to look for controls again.
//! 2. What has been looked at is not looked at again, but for up to eight octets at each call.
//! 3. Too long is too long whether or not the end is in sight, and comes before any other fault:
//!    so the outcome does not depend on the split either.
//!
//! Next: `grammar.rs`, which says what a line may contain.

use std::task::{Poll, ready};

use super::grammar::text_span;
use super::{Limits, Refusal, Verdict, require};

/// A place in a message made of lines.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// Where the line in progress began, which is where the last complete one ended.
    pub(super) start: usize,
    scanned: usize,
    fields: usize,
}

impl Lines {
    // ANCHOR: next
    /// The next line, which may have `most` octets, without its CR LF; pending until it is complete.
    /// `input` must begin with what earlier calls have seen.
    pub(super) fn next<'a>(&mut self, input: &'a [u8], most: usize, more: Refusal) -> Line<'a> {
        let unseen = &input[self.scanned..];
        let len = text_span(unseen);
        self.scanned += len;
        let line = &input[self.start..self.scanned];
        require(line.len() <= most, more)?;
        match unseen[len..] {
            [] | [b'\r'] => return Poll::Pending,
            [b'\r', b'\n', ..] => self.scanned += 2,
            _ => return Poll::Ready(Err(Refusal::CONTROL)),
        }
        self.start = self.scanned;
        Poll::Ready(Ok(line))
    }
    // ANCHOR_END: next

    /// The next line of a section of fields that may end at `end`; an empty line is its end.
    pub(super) fn field<'a>(&mut self, input: &'a [u8], end: usize, limits: &Limits) -> Line<'a> {
        let most = limits.line.min(end.saturating_sub(self.start + 2));
        let line = ready!(self.next(input, most, Refusal::FIELDS_TOO_LARGE))?;
        self.fields += usize::from(!line.is_empty());
        require(self.fields <= limits.fields, Refusal::FIELDS_TOO_LARGE)?;
        Poll::Ready(Ok(line))
    }
}

type Line<'a> = Poll<Verdict<&'a [u8]>>;
