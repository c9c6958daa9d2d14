//! The warm-up, or the load: every client of a thread takes turns until there are none.
//!
//! ```text
//!   turn ──▶ has it come? ──▶ request ──▶ answer ──▶ record ──┐
//!    ▲        └─ not yet: the pacer                           │
//!    └────────────────────────────────────────────────────────┘
//! ```
//!
//! Next: `pacer.rs`, who tells that a turn has come.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures::channel::oneshot;
use futures::future::{Either, join_all, select};

use super::Answer;
use super::client::Client;
use super::pacer::Pacer;
use super::schedule::{Schedule, Turn};

/// What a thread's answers are given to.
pub(crate) trait Record: Send + 'static {
    /// Takes in how one request ended.
    fn record(&mut self, answer: Answer);
}

/// What is kept of a thread's answers.
pub(super) struct Ledger<R> {
    pub(super) record: R,
    /// How many it was given.
    pub(super) answers: usize,
}

/// The warm-up, which is not recorded, or the load.
pub(super) struct Phase<R> {
    pub(super) schedule: Arc<Schedule>,
    pub(super) ledger: Option<Arc<Mutex<Ledger<R>>>>,
    /// In the open loop only: in the closed one a turn comes as it is taken.
    pub(super) pacer: Option<Pacer>,
    pub(super) begin: Instant,
}

impl<R: Record> Phase<R> {
    /// Lets the clients take turns until there are none, and gives them back, unless stopped.
    pub(super) async fn all(
        self,
        clients: Vec<Client>,
        stopped: &mut oneshot::Receiver<()>,
    ) -> Vec<Client> {
        let phase = Arc::new(self);
        let clients = clients.into_iter();
        let tasks = clients.map(|client| openwork::spawn(phase.clone().one(client)));
        match select(join_all(tasks), stopped).await {
            Either::Left((clients, _)) => clients
                .into_iter()
                .map(|client| client.expect("a client neither panics nor is aborted"))
                .collect(),
            // They are dropped with the runtime.
            Either::Right(_) => Vec::new(),
        }
    }

    async fn one(self: Arc<Self>, mut client: Client) -> Client {
        while let Some((turn, start)) = self.turn().await {
            let outcome = client.request(turn.number).await;
            let finished = self.begin.elapsed();
            self.record(Answer {
                intended: turn.intended,
                awaited: start.awaited,
                started: start.at,
                finished,
                outcome: outcome.map(|response| (response.status, response.body)),
                received: client.received(),
            });
        }
        client
    }

    /// The next turn, when it has come.
    async fn turn(&self) -> Option<(Turn, Start)> {
        let now = self.begin.elapsed();
        let turn = self.schedule.next(now)?;
        let pacer = self.pacer.as_ref().filter(|_| now < turn.intended);
        let awaited = pacer.is_some();
        let mut at = now;
        if let Some(pacer) = pacer {
            pacer.until(self.begin + turn.intended).await;
            at = self.begin.elapsed();
        }
        self.schedule.begin();
        Some((turn, Start { at, awaited }))
    }

    fn record(&self, answer: Answer) {
        if let Some(ledger) = &self.ledger {
            let mut ledger = ledger.lock().unwrap_or_else(PoisonError::into_inner);
            ledger.answers += 1;
            ledger.record.record(answer);
        }
    }
}

/// When a request was started, and whether a client had waited to do so.
struct Start {
    at: Duration,
    awaited: bool,
}
