//! HTTP/1 responses out of a stream of bytes: no socket, no clock, nothing to wait for.
//!
//! ```text
//!   bytes ─filled─▶ [ head ─▶ sized body        ] ──next──▶ Response
//!                   [      ─▶ chunks ─▶ trailers ]
//!                   [      ─▶ until the end      ] ◀──end── the stream is over
//! ```
//!
//! 1. However the bytes are cut, the responses are the same.
//! 2. No byte is looked at more than a fixed number of times.
//! 3. What a server sends is bounded: a head by `HEAD_LIMIT`, a body by `BODY_LIMIT`.
//! 4. After a `HEAD` no body follows, which only the asker knows: `asked` tells.
//!
//! Next: `buffer.rs`, where the bytes wait.

use std::fmt;

use super::buffer::Buffer;
use super::framing::{Body, Framing};

const HEAD_LIMIT: usize = 64 * 1024;
/// The longest body that is taken in.
pub(crate) const BODY_LIMIT: usize = 64 * 1024 * 1024;
const CHUNK_LINE_LIMIT: usize = 4 * 1024;

/// One response, whole.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Response {
    /// The status code.
    pub(crate) status: u16,
    /// The body, chunks already joined.
    pub(crate) body: Vec<u8>,
    /// Whether the connection may carry another request.
    pub(crate) keep_alive: bool,
}

impl Response {
    /// The last one on its connection, whatever its head says.
    pub(super) fn last(self) -> Self {
        Response {
            keep_alive: false,
            ..self
        }
    }
}

/// Why the bytes are not a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Malformed {
    /// The head is not HTTP/1, or is longer than the limit.
    Head,
    /// The length of the body is missing, contradictory or too large, or a chunk is broken.
    Body,
    /// The stream ended before the response did.
    Early,
    /// More came than one response.
    Excess,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Malformed::Head => "malformed head",
            Malformed::Body => "malformed body",
            Malformed::Early => "closed early",
            Malformed::Excess => "more than one response",
        })
    }
}

#[derive(Clone, Copy)]
enum Stage {
    Head,
    Sized(usize),
    ChunkSize,
    Chunk(usize),
    ChunkEnd,
    Trailers,
    UntilEnd,
}

enum Step {
    Hungry,
    On,
    Complete,
}

/// Turns bytes into responses.
pub(crate) struct Reader {
    arrived: Buffer,
    bodiless: bool,
    stage: Stage,
    status: u16,
    keep_alive: bool,
    body: Vec<u8>,
}

impl Reader {
    pub(crate) fn new() -> Self {
        Reader {
            arrived: Buffer::default(),
            bodiless: false,
            stage: Stage::Head,
            status: 0,
            keep_alive: false,
            body: Vec::new(),
        }
    }

    /// What the next response answers: a request after which a body may follow, or none.
    pub(crate) fn asked(&mut self, bodiless: bool) {
        self.bodiless = bodiless;
    }

    /// Where to put what arrives.
    pub(crate) fn arrived(&mut self) -> &mut Buffer {
        &mut self.arrived
    }

    /// The next whole response, or `None` until more has arrived.
    pub(crate) fn next(&mut self) -> Result<Option<Response>, Malformed> {
        loop {
            let step = match self.stage {
                Stage::Head => self.head()?,
                Stage::Sized(left) => self.sized(left),
                Stage::ChunkSize => self.chunk_size()?,
                Stage::Chunk(left) => self.chunk(left),
                Stage::ChunkEnd => self.chunk_end()?,
                Stage::Trailers => self.trailers()?,
                Stage::UntilEnd => self.until_end()?,
            };
            match step {
                Step::Hungry => return Ok(None),
                Step::On => {}
                Step::Complete => return Ok(Some(self.complete())),
            }
        }
    }

    /// The stream is over: the response that only its end could complete.
    pub(crate) fn end(&mut self) -> Result<Response, Malformed> {
        match self.stage {
            Stage::UntilEnd => Ok(self.complete()),
            _ => Err(Malformed::Early),
        }
    }

    fn complete(&mut self) -> Response {
        self.stage = Stage::Head;
        Response {
            status: self.status,
            body: std::mem::take(&mut self.body),
            keep_alive: self.keep_alive,
        }
    }

    fn head(&mut self) -> Result<Step, Malformed> {
        let Some(length) = self.arrived.find(b"\r\n\r\n") else {
            return self.hungry_below(HEAD_LIMIT, Malformed::Head);
        };
        let mut headers = [httparse::EMPTY_HEADER; 64];
        let mut parsed = httparse::Response::new(&mut headers);
        let head = &self.arrived.waiting()[..length];
        match parsed.parse(head) {
            Ok(httparse::Status::Complete(_)) => {}
            Ok(httparse::Status::Partial) | Err(_) => return Err(Malformed::Head),
        }
        let status = parsed.code.ok_or(Malformed::Head)?;
        let framing = Framing::read(
            status,
            self.bodiless,
            parsed.version == Some(1),
            parsed.headers,
        )?;
        self.arrived.use_up(length);
        if (100..200).contains(&status) {
            // An interim response: the final one follows on the same connection.
            return Ok(Step::On);
        }
        self.status = status;
        self.keep_alive = framing.keep_alive;
        self.stage = match framing.body {
            Body::Sized(length) => Stage::Sized(length),
            Body::Chunked => Stage::ChunkSize,
            Body::UntilEnd => Stage::UntilEnd,
        };
        Ok(Step::On)
    }

    fn sized(&mut self, left: usize) -> Step {
        let left = self.take_body(left);
        self.stage = Stage::Sized(left);
        if left == 0 {
            Step::Complete
        } else {
            Step::Hungry
        }
    }

    fn chunk_size(&mut self) -> Result<Step, Malformed> {
        match httparse::parse_chunk_size(self.arrived.waiting()) {
            Ok(httparse::Status::Complete((length, size))) => {
                let size = usize::try_from(size).map_err(|_| Malformed::Body)?;
                if size > BODY_LIMIT - self.body.len() {
                    return Err(Malformed::Body);
                }
                self.arrived.use_up(length);
                self.stage = if size == 0 {
                    Stage::Trailers
                } else {
                    Stage::Chunk(size)
                };
                Ok(Step::On)
            }
            Ok(httparse::Status::Partial) => self.hungry_below(CHUNK_LINE_LIMIT, Malformed::Body),
            Err(_) => Err(Malformed::Body),
        }
    }

    fn chunk(&mut self, left: usize) -> Step {
        let left = self.take_body(left);
        self.stage = if left == 0 {
            Stage::ChunkEnd
        } else {
            Stage::Chunk(left)
        };
        if left == 0 { Step::On } else { Step::Hungry }
    }

    fn chunk_end(&mut self) -> Result<Step, Malformed> {
        match self.arrived.waiting() {
            [b'\r', b'\n', ..] => {
                self.arrived.use_up(2);
                self.stage = Stage::ChunkSize;
                Ok(Step::On)
            }
            [] | [b'\r'] => Ok(Step::Hungry),
            _ => Err(Malformed::Body),
        }
    }

    fn trailers(&mut self) -> Result<Step, Malformed> {
        let Some(length) = self.arrived.find(b"\r\n") else {
            return self.hungry_below(HEAD_LIMIT, Malformed::Body);
        };
        self.arrived.use_up(length);
        // An empty line ends the trailers.
        Ok(if length == 2 {
            Step::Complete
        } else {
            Step::On
        })
    }

    fn until_end(&mut self) -> Result<Step, Malformed> {
        let arrived = self.arrived.waiting().len();
        if arrived > BODY_LIMIT - self.body.len() {
            return Err(Malformed::Body);
        }
        self.take_body(arrived);
        Ok(Step::Hungry)
    }

    /// Asks for more, unless there is already more than `limit`.
    fn hungry_below(&self, limit: usize, otherwise: Malformed) -> Result<Step, Malformed> {
        if self.arrived.waiting().len() < limit {
            Ok(Step::Hungry)
        } else {
            Err(otherwise)
        }
    }

    /// Moves up to `left` bytes into the body and says how many are still to come.
    fn take_body(&mut self, left: usize) -> usize {
        let count = left.min(self.arrived.waiting().len());
        self.body
            .extend_from_slice(&self.arrived.waiting()[..count]);
        self.arrived.use_up(count);
        left - count
    }
}
