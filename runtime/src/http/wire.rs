//! One peer's wire: octets in and out, heads and bodies among them, and how long the peer may pause.
//!
//! ```text
//!            receive                                  send
//! stream ──► scratch ──► input ──► head, body     output ──► stream
//!         (the thread's) └ nothing while idle     └ nothing while idle
//! ```
//!
//! 1. An idle wire owns next to nothing: octets land in a buffer of the thread's, and what has come
//!    is then kept in as many octets as it has.
//! 2. What is ready to leave leaves before anything is waited for.
//! 3. One alarm for every wait. It is set when there is something to wait for, and moved when it has
//!    gone off too early or would too late: a request that is answered at once sets no timer.
//! 4. After a refusal nothing more is parsed: the next octets might be anything.
//! 5. A peer that has failed is one that has ended: there is nobody left to tell.
//!
//! Next: `connection.rs`.

use std::cell::RefCell;
use std::mem::take;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker, ready};
use std::time::{Duration, Instant};

use futures_io::{AsyncRead, AsyncWrite};

use super::body::{Decoder, PollData};
use super::site::{STOPPING, Site};
use super::{Head, HeadParser, Refusal, Request, Response, Verdict, Version, require};
use crate::net::TcpStream;
use crate::time::{Sleep, sleep_until};

thread_local! {
    static SCRATCH: RefCell<[u8; 16 << 10]> = const { RefCell::new([0; 16 << 10]) };
}

type Octets = Poll<Verdict<usize>>;

/// A connection's octets, and where they stand in the message.
pub(super) struct Wire {
    stream: TcpStream,
    site: Arc<Site>,
    input: Vec<u8>,
    /// How much of the input is used up.
    used: usize,
    output: Vec<u8>,
    sent: usize,
    alarm: Sleep,
    /// Whom the alarm wakes: a body may be read by another task.
    waker: Waker,
    /// When the present wait began; `None`: the next one begins when it is first polled.
    since: Option<Instant>,
    /// What the clock said for a response, if nothing has been waited for since.
    now: Option<Instant>,
    has_responded: bool,
    parser: HeadParser,
    body: Decoder,
    /// Of the request that is being answered.
    head: Head,
    broken: Option<Refusal>,
    /// How long the present body has been waited for, less what its octets have made good.
    debt: Duration,
}

impl Wire {
    pub(super) fn new(stream: TcpStream, site: Arc<Site>) -> Wire {
        Wire {
            stream,
            site,
            input: Vec::new(),
            used: 0,
            output: Vec::new(),
            sent: 0,
            alarm: sleep_until(Instant::now()),
            waker: Waker::noop().clone(),
            since: None,
            now: None,
            has_responded: false,
            parser: HeadParser::default(),
            body: Decoder::default(),
            head: Head::default(),
            broken: None,
            debt: Duration::ZERO,
        }
    }

    /// The next request, its body not yet read; `None` where the connection ends in peace.
    pub(super) fn poll_request(&mut self, cx: &mut Context<'_>) -> Poll<Verdict<Option<Request>>> {
        let (keep_alive, head) = (self.site.limits.keep_alive, self.site.limits.head_timeout);
        // Responses to requests that came together leave together, but not too many.
        if self.output.len() > 16 << 10 && !ready!(self.poll_send(cx)) {
            return Poll::Ready(Ok(None));
        }
        loop {
            let unused = &self.input[self.used..];
            let has_begun = !unused.is_empty();
            if has_begun && let Poll::Ready(head) = self.parser.parse(unused, &self.site.limits)? {
                let octets = match head.len == self.input.len() {
                    true => take(&mut self.input),
                    false => unused[..head.len].to_vec(),
                };
                self.used = self.input.len().min(self.used + head.len);
                (self.parser, self.body) = (HeadParser::default(), Decoder::new(head.length));
                (self.head, self.since, self.now, self.debt) = (head, None, None, Duration::ZERO);
                return Poll::Ready(Ok(Some(Request::new(octets, head))));
            }
            if !has_begun && self.site.has_reached(STOPPING) {
                return Poll::Ready(Ok(None));
            }
            let is_idle = !has_begun && self.has_responded;
            let pause = if is_idle { keep_alive } else { head };
            match ready!(self.poll_read(cx, pause, Refusal::SLOW_HEAD)) {
                Ok(1..) => self.since = self.since.filter(|_| !is_idle),
                Err(late) if has_begun => return Poll::Ready(Err(late)),
                _ => return Poll::Ready(Ok(None)),
            }
        }
    }

    /// The next part of the present body; `None` is its end.
    pub(super) fn poll_body(&mut self, cx: &mut Context<'_>) -> PollData {
        self.broken.map_or(Ok(()), Err)?;
        if take(&mut self.head.expects_continue) {
            self.output.extend(b"HTTP/1.1 100 Continue\r\n\r\n");
        }
        let data = ready!(self.poll_data(cx));
        self.broken = data.as_ref().err().copied();
        Poll::Ready(data)
    }

    fn poll_data(&mut self, cx: &mut Context<'_>) -> PollData {
        loop {
            let mut rest = &self.input[self.used..];
            let data = self.body.decode(&mut rest, &self.site.limits);
            self.used = self.input.len() - rest.len();
            if data.is_ready() {
                return data;
            }
            let pause = self.site.limits.body_timeout;
            let octets = ready!(self.poll_read(cx, pause, Refusal::SLOW_BODY))?;
            require(octets > 0, Refusal::CUT_SHORT)?;
            let waited = self.since.take().map(|since| since.elapsed());
            let good = Duration::from_secs(octets as u64) / self.site.limits.body_rate.max(1);
            self.debt = (self.debt + waited.unwrap_or_default()).saturating_sub(good);
            require(self.debt <= pause, Refusal::SLOW_BODY)?;
        }
    }

    /// Makes a response ready to leave. If the connection lives on, as far as it can, says whether
    /// nothing is left of the body.
    pub(super) fn respond(&mut self, response: Response, can_live_on: bool) -> Option<bool> {
        let head = take(&mut self.head);
        let is_little = self.body.left <= self.site.limits.unread as u64;
        let is_sound = self.broken.is_none() && !head.expects_continue;
        let lives_on = can_live_on && head.keep_alive && is_little && is_sound;
        let connection = match head.version {
            _ if !lives_on => &b"connection: close\r\n"[..],
            Version::Http10 => b"connection: keep-alive\r\n",
            Version::Http11 => b"",
        };
        self.has_responded = true;
        let now = self.now.insert(Instant::now());
        response.write(&mut self.output, head.is_head, connection, *now);
        lives_on.then_some(head.length == Some(0))
    }

    /// Sends all that is ready to leave; says whether the peer takes it.
    pub(super) fn poll_send(&mut self, cx: &mut Context<'_>) -> Poll<bool> {
        let pause = self.site.limits.write_timeout;
        while self.sent < self.output.len() {
            match Pin::new(&mut self.stream).poll_write(cx, &self.output[self.sent..]) {
                Poll::Ready(Ok(sent @ 1..)) => self.sent += sent,
                Poll::Ready(_) => return Poll::Ready(false),
                Poll::Pending => return self.poll_pause(cx, pause).map(|()| false),
            }
            self.since = None;
        }
        self.output = Vec::new();
        self.sent = 0;
        Poll::Ready(true)
    }

    /// Receives some octets, and says how many; 0 is the end. Sends first.
    fn poll_read(&mut self, cx: &mut Context<'_>, pause: Duration, late: Refusal) -> Octets {
        if !ready!(self.poll_send(cx)) {
            return Poll::Ready(Ok(0));
        }
        self.input.drain(..take(&mut self.used));
        let received = SCRATCH.with_borrow_mut(|scratch| {
            let received = ready!(Pin::new(&mut self.stream).poll_read(cx, scratch)).unwrap_or(0);
            match self.input.is_empty() {
                true => self.input = scratch[..received].to_vec(),
                false => self.input.extend_from_slice(&scratch[..received]),
            }
            Poll::Ready(Ok(received))
        });
        if received.is_ready() {
            return received;
        }
        self.input.shrink_to_fit();
        self.poll_pause(cx, pause).map(|()| Err(late))
    }

    /// Ends the direction to the peer, once everything is sent; then drops what comes, up to `left`
    /// octets, and until the peer has ended too or is late.
    pub(super) fn poll_linger(&mut self, left: &mut usize, cx: &mut Context<'_>) -> Poll<()> {
        if ready!(self.poll_send(cx)) {
            let _ = ready!(Pin::new(&mut self.stream).poll_close(cx));
        }
        loop {
            self.used = self.input.len();
            match ready!(self.poll_read(cx, self.site.limits.linger, Refusal::SLOW_BODY)) {
                Ok(octets @ 1..) if octets <= *left => *left -= octets,
                _ => return Poll::Ready(()),
            }
        }
    }

    // ANCHOR: pause
    /// Ready when the present wait has lasted too long.
    fn poll_pause(&mut self, cx: &mut Context<'_>, pause: Duration) -> Poll<()> {
        let (begins, now) = (self.since.is_none(), self.now.take());
        let since = *(self.since).get_or_insert_with(|| now.unwrap_or_else(Instant::now));
        // A clock can name the end of 136 years, and nobody will see it.
        let deadline = since + pause.min(Duration::from_secs(1 << 32));
        let is_set = since < self.alarm.deadline() && self.alarm.deadline() <= deadline;
        if begins && is_set && self.waker.will_wake(cx.waker()) {
            // It will go off in time for all this to be looked at again.
            return Poll::Pending;
        }
        self.waker.clone_from(cx.waker());
        self.alarm.reset(deadline);
        Pin::new(&mut self.alarm).poll(cx)
    }
    // ANCHOR_END: pause
}
