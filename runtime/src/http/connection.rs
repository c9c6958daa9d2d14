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

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::Poll;

use super::site::{STOPPING, Site};
use super::wire::Wire;
use super::{Answer, Request, Status};
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
        let mut lives_on = true;
        while lives_on {
            lives_on = match poll_fn(|cx| self.wire().poll_request(cx)).await {
                Ok(Some(request)) => self.exchange(self.begin(request)).await,
                Ok(None) => return,
                Err(refusal) => self.wire().respond(refusal.into(), false).is_some(),
            };
        }
        // Closes without a reset (rule 2).
        let mut left = self.site.limits.unread;
        poll_fn(|cx| self.wire().poll_linger(&mut left, cx)).await;
    }
    // ANCHOR_END: serve

    /// Hands a request to its handler. What it leaves to be awaited is not large.
    fn begin(&self, mut request: Request) -> Answer {
        if request.head.length != Some(0) {
            request.body.wire = Some(Arc::clone(&self.wire));
        }
        let start = AssertUnwindSafe(|| self.site.router.answer(request));
        let panicking = |payload| -> Answer { Box::pin(async { resume_unwind(payload) }) };
        catch_unwind(start).unwrap_or_else(panicking)
    }

    /// Answers one request; says whether the connection lives on.
    async fn exchange(&self, mut answer: Answer) -> bool {
        let response = poll_fn(|cx| {
            let poll = catch_unwind(AssertUnwindSafe(|| answer.as_mut().poll(cx)));
            if let Ok(Poll::Pending) = poll {
                // What is ready to leave does not wait. Whoever sends or receives next finds out
                // whether this went well.
                let _ = self.wire().poll_send(cx);
            }
            poll.map_or(Poll::Ready(None), |poll| poll.map(Some))
        });
        let response = response.await;
        drop(answer);
        let is_back = response.is_some() && Arc::strong_count(&self.wire) == 1;
        let stays = is_back && !self.site.has_reached(STOPPING);
        let response = response.unwrap_or_else(|| Status::INTERNAL_SERVER_ERROR.into());
        let has_been_read = self.wire().respond(response, stays);
        has_been_read == Some(true) || has_been_read.is_some() && self.skip_body().await
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
