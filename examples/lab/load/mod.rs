//! The load generator: closed loop, on a thread and a runtime of its own, over real TCP.
//!
//! ```text
//!   client 1 ──request──▶ response ──request──▶ response ──▶ …
//!   client 2 ──request──────────▶ response ──request──▶ …       until `requests` were sent
//!   …        `concurrency` of them, each with one connection
//! ```
//!
//! 1. Closed loop: a client sends its next request when it has the response to its last one.
//! 2. A request starts before its connection is opened, and ends with the last byte of the
//!    response: what a user waits for.
//! 3. Every request ends as an `Answer`: with a status, or with the kind of its failure. None is
//!    dropped, none is sent twice.
//! 4. It shares nothing with the server under test: no thread, no runtime, no queue.
//!
//! Next: `client.rs`.

mod client;
mod failure;
mod framing;
pub(crate) mod reader;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use std::{io, thread};

use client::Client;
pub(crate) use failure::Failure;

/// What to send, and how.
pub(crate) struct Load {
    /// The server.
    pub(crate) address: SocketAddr,
    /// The path that every request asks for.
    pub(crate) path: String,
    /// How many requests in all.
    pub(crate) requests: usize,
    /// How many clients share them.
    pub(crate) concurrency: usize,
    /// Whether a client keeps its connection for its next request.
    pub(crate) keep_alive: bool,
    /// How long a connection may take to open.
    pub(crate) connect_timeout: Duration,
    /// How long a response may take to be whole.
    pub(crate) response_timeout: Duration,
}

/// How one request ended.
pub(crate) struct Answer {
    /// When it was started, from the start of the load.
    pub(crate) started: Duration,
    /// When it was over, from the start of the load.
    pub(crate) finished: Duration,
    /// Its status and body, or why there is none.
    pub(crate) outcome: Result<(u16, Vec<u8>), Failure>,
}

impl Answer {
    /// How long its user waited.
    pub(crate) fn latency(&self) -> Duration {
        self.finished - self.started
    }

    /// What to count it as, unless it is a success.
    pub(crate) fn error(&self) -> Option<String> {
        match &self.outcome {
            Ok((200..=299, _)) => None,
            Ok((status, _)) => Some(format!("status {status}")),
            Err(failure) => Some(failure.to_string()),
        }
    }
}

/// Everything that came of a load, in the order in which the requests ended.
pub(crate) struct Outcome {
    /// One entry for every request.
    pub(crate) answers: Vec<Answer>,
    /// From before the first request to after the last response.
    pub(crate) wall: Duration,
}

impl Outcome {
    /// How many requests ended otherwise than well, by kind.
    pub(crate) fn errors(&self) -> BTreeMap<String, usize> {
        let mut errors = BTreeMap::new();
        for error in self.answers.iter().filter_map(Answer::error) {
            *errors.entry(error).or_default() += 1;
        }
        errors
    }
}

struct Shared {
    load: Load,
    begin: Instant,
    sent: AtomicUsize,
    answers: Mutex<Vec<Answer>>,
    seen: Box<dyn Fn() + Send + Sync>,
}

impl Load {
    /// Sends all of it and waits for the end; `seen` is called after each answer.
    pub(crate) fn run(self, seen: impl Fn() + Send + Sync + 'static) -> io::Result<Outcome> {
        let generator = thread::Builder::new().name("load".into()).spawn(move || {
            let runtime = openwork::Builder::single_threaded().build()?;
            let shared = Arc::new(Shared {
                begin: Instant::now(),
                sent: AtomicUsize::new(0),
                answers: Mutex::new(Vec::with_capacity(self.requests)),
                seen: Box::new(seen),
                load: self,
            });
            runtime.block_on(shared.clone().everyone());
            let wall = shared.begin.elapsed();
            let mut answers = shared
                .answers
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            Ok(Outcome {
                answers: std::mem::take(&mut *answers),
                wall,
            })
        })?;
        generator
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }
}

impl Shared {
    async fn everyone(self: Arc<Self>) {
        let clients: Vec<_> = (0..self.load.concurrency)
            .map(|_| openwork::spawn(self.clone().one_client()))
            .collect();
        for client in clients {
            client
                .await
                .expect("a client neither panics nor is aborted");
        }
    }

    async fn one_client(self: Arc<Self>) {
        let mut client = Client::new(&self.load);
        while self.sent.fetch_add(1, Relaxed) < self.load.requests {
            let started = self.begin.elapsed();
            let response = client.request().await;
            let finished = self.begin.elapsed();
            let outcome = response.map(|response| (response.status, response.body));
            let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
            answers.push(Answer {
                started,
                finished,
                outcome,
            });
            drop(answers);
            (self.seen)();
        }
    }
}
