//! The load generator: requests over real TCP, from threads and runtimes of its own.
//!
//! ```text
//!   closed   client 1 ──request──▶ response ──request──▶ response ──▶ …
//!            client 2 ──request──────────▶ response ──request──▶ …    each with one connection
//!
//!   open     turns    ──┬────┬────┬────┬────┬────▶ time                at a fixed rate
//!                       └▶ a free client, or the wait for one
//! ```
//!
//! 1. Closed loop: a client sends its next request when it has the response to its last one. A
//!    server that stalls is asked less while it does, and few requests tell of the stall.
//! 2. Open loop: requests come when the clock says so, and their latency is counted from then: also
//!    the wait for a free client. Whoever would have come during a stall is in the figures.
//! 3. A request starts before its connection is opened, and ends with the last byte of the
//!    response: what a user waits for.
//! 4. Every request ends as an `Answer`: with a status, or with the kind of its failure. None is
//!    dropped, none is sent twice.
//! 5. It shares nothing with the server under test: no thread, no runtime, no queue.
//!
//! Next: `schedule.rs`.

// A test that takes this folder in, as some do, needs a part of it.
#![allow(dead_code, unused_imports, reason = "each user takes its part")]

mod buffer;
mod client;
mod cpu;
mod crew;
mod failure;
mod framing;
mod message;
mod pacer;
mod phase;
pub(crate) mod reader;
mod schedule;

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

pub(crate) use cpu::ThreadTime;
pub(crate) use crew::{Crew, Run};
pub(crate) use failure::Failure;
pub(crate) use message::Message;
pub(crate) use phase::Record;

/// What to send, and how.
pub(crate) struct Load {
    /// The server.
    pub(crate) address: SocketAddr,
    /// Sent one after another, and from the beginning again.
    pub(crate) requests: Vec<Message>,
    /// When a request is sent.
    pub(crate) pace: Pace,
    /// How many are sent.
    pub(crate) amount: Amount,
    /// How many are sent before all that, in a closed loop, and not recorded.
    pub(crate) warm_up: usize,
    /// Whether a client keeps its connection for its next request.
    pub(crate) keep_alive: bool,
    /// How long a connection may take to open.
    pub(crate) connect_timeout: Duration,
    /// How long a response may take to be whole, from when its request is sent.
    pub(crate) response_timeout: Duration,
}

/// When a request is sent.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Pace {
    /// When a client has the response to its last one.
    Closed {
        /// How many of them.
        clients: usize,
    },
    /// At a fixed rate, however long the responses take.
    Open {
        /// How many a second.
        rate: f64,
        /// How many may be on their way at a time; what comes while all are busy waits.
        clients: usize,
    },
}

impl Pace {
    /// How many clients there are.
    pub(crate) fn clients(self) -> usize {
        match self {
            Pace::Closed { clients } | Pace::Open { clients, .. } => clients,
        }
    }
}

/// How many requests are sent.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Amount {
    /// So many.
    Requests(usize),
    /// As many as begin within this time.
    Time(Duration),
}

/// How one request ended.
pub(crate) struct Answer {
    /// When its turn came, from the start of the load; in the closed loop that is when it started.
    pub(crate) intended: Duration,
    /// When it was started, from the start of the load.
    pub(crate) started: Duration,
    /// When it was over, from the start of the load.
    pub(crate) finished: Duration,
    /// Whether a client was free when the turn came, and waited for it.
    pub(crate) awaited: bool,
    /// Its status and body, or why there is none.
    pub(crate) outcome: Result<(u16, Vec<u8>), Failure>,
    /// How many octets came for it, heads and all.
    pub(crate) received: usize,
}

impl Answer {
    /// How long its user waited, from the intended start.
    pub(crate) fn latency(&self) -> Duration {
        self.finished - self.intended
    }

    /// How long it took once it was started; in the open loop this leaves out the wait for a
    /// free client.
    pub(crate) fn service_time(&self) -> Duration {
        self.finished - self.started
    }

    /// How late the generator was by its own fault: a client was free, and did not start in time.
    pub(crate) fn own_delay(&self) -> Option<Duration> {
        self.awaited.then(|| self.started - self.intended)
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

/// Every answer, whole.
struct Exact<F> {
    answers: Vec<Answer>,
    seen: F,
}

impl<F: Fn() + Send + 'static> Record for Exact<F> {
    fn record(&mut self, answer: Answer) {
        self.answers.push(answer);
        (self.seen)();
    }
}

impl Load {
    /// Sends all of it from one thread and waits for the end; `seen` is called after each answer.
    pub(crate) fn run(self, seen: impl Fn() + Send + Sync + 'static) -> io::Result<Outcome> {
        let answers = Vec::new();
        let run = Crew::start(self, vec![Exact { answers, seen }])?.join();
        Ok(Outcome {
            answers: run
                .records
                .into_iter()
                .flat_map(|exact| exact.answers)
                .collect(),
            wall: run.wall,
        })
    }
}
