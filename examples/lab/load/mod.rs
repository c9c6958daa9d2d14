//! The load generator, on a thread and a runtime of its own, over real TCP.
//!
//! ```text
//!   closed   client 1 ──request──▶ response ──request──▶ response ──▶ …
//!            client 2 ──request──────────▶ response ──request──▶ …    each with one connection
//!
//!   open     turns    ──┬────┬────┬────┬────┬────▶ time                at a fixed rate
//!                       └▶ a free client, or the wait for one
//! ```
//!
//! 1. Closed loop: a client sends its next request when it has the response to its last one. Open
//!    loop: requests come when the clock says so, and their latency is counted from then.
//! 2. A request starts before its connection is opened, and ends with the last byte of the
//!    response: what a user waits for.
//! 3. Every request ends as an `Answer`: with a status, or with the kind of its failure. None is
//!    dropped, none is sent twice.
//! 4. It shares nothing with the server under test: no thread, no runtime, no queue.
//!
//! Next: `schedule.rs`.

#![allow(dead_code, reason = "the experiments use a part of it")]

mod client;
mod failure;
mod framing;
mod message;
pub(crate) mod reader;
mod schedule;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{io, thread};

use openwork::time::sleep_until;

use client::Client;
pub(crate) use failure::Failure;
pub(crate) use message::Message;
use schedule::{Schedule, Turn};

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
    /// How many are sent before all that, and not recorded.
    pub(crate) warm_up: usize,
    /// Whether a client keeps its connection for its next request.
    pub(crate) keep_alive: bool,
    /// How long a connection may take to open.
    pub(crate) connect_timeout: Duration,
    /// How long a response may take to be whole.
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
    /// When its turn came, from the start of the load.
    pub(crate) intended: Duration,
    /// When it was started, from the start of the load.
    pub(crate) started: Duration,
    /// When it was over, from the start of the load.
    pub(crate) finished: Duration,
    /// Its status and body, or why there is none.
    pub(crate) outcome: Result<(u16, Vec<u8>), Failure>,
}

impl Answer {
    /// How long its user waited: from the intended start, so that what waits for a free client in
    /// the open loop counts.
    pub(crate) fn latency(&self) -> Duration {
        self.finished - self.intended
    }

    /// How long it took once it was started.
    pub(crate) fn service_time(&self) -> Duration {
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
    load: Arc<Load>,
    octets: Vec<Vec<u8>>,
    answers: Mutex<Vec<Answer>>,
    seen: Box<dyn Fn() + Send + Sync>,
}

impl Load {
    /// Sends all of it and waits for the end; `seen` is called after each answer.
    pub(crate) fn run(self, seen: impl Fn() + Send + Sync + 'static) -> io::Result<Outcome> {
        let runtime = openwork::Builder::single_threaded().build()?;
        let generator = thread::Builder::new().name("load".into()).spawn(move || {
            let shared = Arc::new(Shared::new(self, Box::new(seen)));
            let load = &shared.load;
            let warm_up = load.phase(Amount::Requests(load.warm_up), false);
            let phase = load.phase(load.amount, true);
            let clients = (0..load.clients()).map(|_| Client::new(load.clone()));
            let clients = clients.collect();
            let clients = runtime.block_on(shared.clone().everyone(warm_up, clients));
            let begin = Instant::now();
            runtime.block_on(shared.clone().everyone(phase, clients));
            Outcome {
                wall: begin.elapsed(),
                answers: std::mem::take(&mut *shared.answers()),
            }
        })?;
        Ok(generator
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    }

    fn clients(&self) -> usize {
        match self.pace {
            Pace::Closed { clients } | Pace::Open { clients, .. } => clients,
        }
    }

    /// The warm-up is in a closed loop whatever the load is in: it is to be over soon.
    fn phase(&self, amount: Amount, recorded: bool) -> Phase {
        let clients = self.clients();
        let pace = if recorded {
            self.pace
        } else {
            Pace::Closed { clients }
        };
        Phase {
            schedule: Schedule::new(pace, amount),
            recorded,
        }
    }
}

/// The warm-up, or the load itself.
struct Phase {
    schedule: Schedule,
    recorded: bool,
}

impl Shared {
    fn new(load: Load, seen: Box<dyn Fn() + Send + Sync>) -> Self {
        let host = load.address.to_string();
        let octets = load.requests.iter();
        let octets = octets.map(|message| message.octets(&host, load.keep_alive));
        Shared {
            octets: octets.collect(),
            answers: Mutex::new(Vec::new()),
            seen,
            load: Arc::new(load),
        }
    }

    fn answers(&self) -> MutexGuard<'_, Vec<Answer>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn everyone(self: Arc<Self>, phase: Phase, clients: Vec<Client>) -> Vec<Client> {
        let (begin, phase) = (Instant::now(), Arc::new(phase));
        let tasks: Vec<_> = clients
            .into_iter()
            .map(|client| openwork::spawn(self.clone().one(client, phase.clone(), begin)))
            .collect();
        let mut clients = Vec::with_capacity(tasks.len());
        for task in tasks {
            clients.push(task.await.expect("a client neither panics nor is aborted"));
        }
        clients
    }

    async fn one(self: Arc<Self>, mut client: Client, phase: Arc<Phase>, begin: Instant) -> Client {
        loop {
            let now = begin.elapsed();
            let Some(Turn { number, intended }) = phase.schedule.next(now) else {
                return client;
            };
            let mut started = now;
            if now < intended {
                sleep_until(begin + intended).await;
                started = begin.elapsed();
            }
            let response = client
                .request(&self.octets[number % self.octets.len()])
                .await;
            let finished = begin.elapsed();
            if phase.recorded {
                self.answers().push(Answer {
                    intended,
                    started,
                    finished,
                    outcome: response.map(|response| (response.status, response.body)),
                });
                (self.seen)();
            }
        }
    }
}
