//! The body of a request: from octets, as they arrive, to data and where it ends.
//!
//! ```text
//! in chunks ──► Size ──n──► Data ──► ChunkEnd        with a length ──► Data ──► Done
//!               ▲ └───0──► Trailer ──► Done │
//!               └────────── CR LF ──────────┘
//! ```
//!
//! 1. A chunk's size is hexadecimal digits and nothing else. Extensions are checked, then ignored;
//!    their octets are limited in total, so that data in small chunks costs no more than in large.
//! 2. A framing line is used up only when it is complete: until then it is presented again, with
//!    more behind it, and only that is looked at.
//! 3. Trailers are checked like field lines and dropped: none has a meaning here, least of all one
//!    that would change the framing.
//!
//! Next: `request.rs`.

use std::mem::take;
use std::task::{Poll, ready};

use super::grammar::{TOKEN, field, span};
use super::line::Lines;
use super::{Limits, Refusal, Verdict, require};

/// An incremental decoder for one body. It remembers where it stopped.
#[derive(Debug, Default)]
pub struct Decoder {
    state: State,
    /// What comes after data.
    then: State,
    /// How much data is still to come, as far as has been announced.
    pub(super) left: u64,
    announced: u64,
    extensions: usize,
    lines: Lines,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum State {
    Size,
    Data,
    ChunkEnd,
    Trailer,
    #[default]
    Done,
}

/// Some data, or `None` at the end.
pub type PollData = Poll<Result<Option<Vec<u8>>, Refusal>>;

/// The most octets of chunk extensions in one body; beyond it 413.
const EXTENSIONS: usize = 16 << 10;
/// As many digits as 64 bits can hold.
const LONGEST_SIZE: usize = 16;

impl Decoder {
    /// A decoder for a body of so many octets, or one in chunks.
    pub fn new(length: Option<u64>) -> Decoder {
        let mut decoder = Decoder::default();
        (decoder.state, decoder.then, decoder.left) = match length {
            Some(0) => (State::Done, State::Done, 0),
            Some(length) => (State::Data, State::Done, length),
            None => (State::Size, State::ChunkEnd, 0),
        };
        decoder
    }

    /// The next data from the front of `input`, which is moved past what is used up; `None` is the
    /// end, pending means that more input is needed. After a refusal the connection is of no use.
    pub fn decode(&mut self, input: &mut &[u8], limits: &Limits) -> PollData {
        loop {
            let lines = &mut self.lines;
            let longest = EXTENSIONS.saturating_sub(self.extensions) + LONGEST_SIZE;
            let line = ready!(match self.state {
                State::Done => return Poll::Ready(Ok(None)),
                State::Data if input.is_empty() => return Poll::Pending,
                State::Data => return Poll::Ready(Ok(Some(self.data(input)))),
                State::ChunkEnd => lines.next(input, 0, Refusal::NO_CHUNK_END),
                State::Size => lines.next(input, longest, Refusal::LONG_EXTENSIONS),
                State::Trailer => lines.field(input, limits.head, limits),
            })?;
            match self.state {
                State::Size => self.size(line, limits)?,
                State::Trailer if line.is_empty() => self.state = State::Done,
                State::Trailer => {
                    field(line).ok_or(Refusal::NO_FIELD)?;
                    continue;
                }
                _ => self.state = State::Size,
            }
            *input = &input[take(&mut self.lines).start..];
        }
    }

    fn data(&mut self, input: &mut &[u8]) -> Vec<u8> {
        let taken = self.left.min(input.len() as u64);
        self.left -= taken;
        if self.left == 0 {
            self.state = self.then;
        }
        let data = input.split_off(..taken as usize);
        data.expect("so much is there").to_vec()
    }

    fn size(&mut self, line: &[u8], limits: &Limits) -> Verdict {
        let digits = line.iter().take_while(|b| b.is_ascii_hexdigit()).count();
        require((1..=LONGEST_SIZE).contains(&digits), Refusal::NO_SIZE)?;
        let (size, mut rest) = line.split_at(digits);
        self.extensions += rest.len();
        require(self.extensions <= EXTENSIONS, Refusal::LONG_EXTENSIONS)?;
        while !rest.is_empty() {
            rest = skip_extension(rest).ok_or(Refusal::NO_EXTENSION)?;
        }
        let size = str::from_utf8(size).expect("digits are ASCII");
        let len = u64::from_str_radix(size, 16).expect("64 bits hold so many digits");
        self.announced = self.announced.saturating_add(len);
        require(self.announced <= limits.body, Refusal::BODY_TOO_LARGE)?;
        (self.left, self.state) = (len, if len > 0 { State::Data } else { State::Trailer });
        Ok(())
    }
}

/// What follows one extension: `BWS ";" BWS name [ BWS "=" BWS ( token | quoted ) ]`.
fn skip_extension(octets: &[u8]) -> Option<&[u8]> {
    let rest = skip_token(octets.trim_ascii_start().strip_prefix(b";")?)?;
    match rest.trim_ascii_start().strip_prefix(b"=") {
        Some(value) => skip_token(value).or_else(|| skip_quoted(value)),
        None => Some(rest),
    }
}

fn skip_token(octets: &[u8]) -> Option<&[u8]> {
    let octets = octets.trim_ascii_start();
    let len = span(TOKEN, octets);
    (len > 0).then(|| &octets[len..])
}

fn skip_quoted(octets: &[u8]) -> Option<&[u8]> {
    let mut rest = octets.trim_ascii_start().strip_prefix(b"\"")?;
    loop {
        rest = match rest {
            [b'"', rest @ ..] => return Some(rest),
            [b'\\', _, rest @ ..] | [_, rest @ ..] => rest,
            [] => return None,
        };
    }
}
