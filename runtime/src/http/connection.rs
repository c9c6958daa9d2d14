//! One peer, from its first octet to its last.
//!
//! ```text
//!        ┌──────────────────────── keep-alive ─────────────────────────┐
//!        ▼                                                              │
//! receive a head ──► answer (router, handler) ──► respond ──► skip what is left of the body
//!   │       └ refused ──────────────────────────────┐ │ close           │ too much
//!   │ end, or idle too long                         ▼ ▼                 ▼
//!   └──────────► drop                             linger ──► drop
//! ```
//!
//! 1. One response for each request, in their order. While one is in the making nothing is read but
//!    its body; requests that have come already are answered in one go and leave together.
//! 2. To close with octets unread is to reset, and a reset can overtake the response. So first the
//!    direction to the peer ends, then what still comes is dropped, for a while.
//! 3. A handler that panics costs its peer a 500 and the connection, and nobody else anything.
//! 4. A peer that has ended its direction still gets what it has asked for.
//!
//! Next: `site.rs`.

use std::future::{poll_fn, ready};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{self, Context, Poll};

use super::site::{STOPPING, Site};
use super::wire::Wire;
use super::{Answer, Status};
use crate::net::TcpStream;

/// One peer's connection.
pub(super) struct Connection {
    wire: Arc<Mutex<Wire>>,
    site: Arc<Site>,
}

impl Connection {
    pub(super) fn new(stream: TcpStream, site: Arc<Site>) -> Connection {
        let wire = Arc::new(Mutex::new(Wire::new(stream, Arc::clone(&site))));
        Connection { wire, site }
    }

    fn wire(&self) -> MutexGuard<'_, Wire> {
        self.wire.lock().expect("nothing panics in between")
    }

    // ANCHOR: serve
    /// Serves until the connection ends.
    pub(super) async fn serve(&self) {
        while let Some(answer) = poll_fn(|cx| self.poll_begin(cx)).await {
            let mut answer = Some(answer);
            let is_read = poll_fn(|cx| self.poll_exchange(&mut answer, cx)).await;
            let lives_on = is_read == Some(true) || is_read.is_some() && self.skip_body().await;
            if !lives_on {
                // Closes without a reset (rule 2).
                let mut left = self.site.limits.unread;
                return poll_fn(|cx| self.wire().poll_linger(&mut left, cx)).await;
            }
        }
    }
    // ANCHOR_END: serve

    /// Hands the next request to its handler; `None` where the connection ends in peace.
    fn poll_begin(&self, cx: &mut Context<'_>) -> Poll<Option<Answer>> {
        let mut request = match task::ready!(self.wire().poll_request(cx)) {
            Ok(Some(request)) => request,
            Ok(None) => return Poll::Ready(None),
            Err(refusal) => return Poll::Ready(Some(Box::pin(ready(refusal.into())))),
        };
        if request.head.length != Some(0) {
            request.body.wire = Some(Arc::clone(&self.wire));
        }
        let start = AssertUnwindSafe(|| self.site.router.answer(request));
        let panicking = |payload| -> Answer { Box::pin(async { resume_unwind(payload) }) };
        Poll::Ready(Some(catch_unwind(start).unwrap_or_else(panicking)))
    }

    /// Runs the handler and answers with what it returns. If the connection lives on, says whether
    /// nothing is left of the body.
    fn poll_exchange(&self, answer: &mut Option<Answer>, cx: &mut Context) -> Poll<Option<bool>> {
        let handler = answer.as_mut().expect("it is polled until it is ready");
        let poll = catch_unwind(AssertUnwindSafe(|| handler.as_mut().poll(cx)));
        let (response, returned) = match poll {
            Ok(Poll::Ready(response)) => (response, true),
            Ok(Poll::Pending) => {
                // What is ready to leave does not wait. Whoever sends or receives next finds out
                // whether this went well.
                let _ = self.wire().poll_send(cx);
                return Poll::Pending;
            }
            Err(_) => (Status::INTERNAL_SERVER_ERROR.into(), false),
        };
        *answer = None;
        let is_back = returned && Arc::strong_count(&self.wire) == 1;
        let stays = is_back && !self.site.has_reached(STOPPING);
        Poll::Ready(self.wire().respond(response, stays))
    }

    /// Drops what the handler left of the body; says whether that was little enough.
    async fn skip_body(&self) -> bool {
        let mut left = self.site.limits.unread;
        loop {
            match poll_fn(|cx| self.wire().poll_body(cx)).await {
                Ok(None) => return true,
                Ok(Some(data)) if data.len() <= left => left -= data.len(),
                _ => return false,
            }
        }
    }
}
