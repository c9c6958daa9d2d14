//! The threads of a load: each has a runtime, a record and its share of the clients.
//!
//! ```text
//!   thread 1   warm-up ──┐ all of them ┌── turn, request, answer, turn, … ──┐
//!   thread 2   warm-up ──┘    begin    └── turn, request, answer, turn, … ──┴─▶ Run
//! ```
//!
//! 1. Runtimes are made before a thread starts, so that what cannot be had is told at once.
//! 2. Connections that the warm-up opened are kept for the load.
//! 3. Told to stop, a thread drops what is on its way: that is counted, and not recorded.
//!
//! Next: `pacer.rs`, who tells that a turn has come.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Barrier, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};
use std::{io, thread};

use futures::channel::oneshot;
use futures::future::{Either, join_all, select};
use openwork::Runtime;

use super::client::{Client, Wire};
use super::pacer::Pacer;
use super::schedule::{Schedule, Turn};
use super::{Amount, Answer, Load, Pace, ThreadTime};

/// What a thread's answers are given to.
pub(crate) trait Record: Send + 'static {
    /// Takes in how one request ended.
    fn record(&mut self, answer: Answer);
}

/// A load under way.
pub(crate) struct Crew<R> {
    stops: Vec<oneshot::Sender<()>>,
    threads: Vec<thread::JoinHandle<Part<R>>>,
    shared: Arc<Shared>,
}

/// What came of it.
pub(crate) struct Run<R> {
    /// One of each thread.
    pub(crate) records: Vec<R>,
    /// From before the first request to after the last response.
    pub(crate) wall: Duration,
    /// How busy each thread was in that time, where the system says.
    pub(crate) times: Vec<Option<ThreadTime>>,
    /// Requests that were sent, or were to be when no connection could be opened.
    pub(crate) begun: usize,
    /// Requests that were on their way when the load was stopped.
    pub(crate) unfinished: usize,
    /// Requests whose turn had come, and which were not sent.
    pub(crate) unsent: usize,
}

struct Shared {
    wire: Arc<Wire>,
    warm_up: Schedule,
    load: Schedule,
    ready: Barrier,
    begin: OnceLock<Instant>,
    begun: AtomicUsize,
}

struct Part<R> {
    record: R,
    answered: usize,
    wall: Duration,
    time: Option<ThreadTime>,
}

impl<R: Record> Crew<R> {
    /// Starts as many threads as there are records.
    pub(crate) fn start(load: Load, records: Vec<R>) -> io::Result<Self> {
        let (clients, threads) = (load.pace.clients(), records.len());
        let open = matches!(load.pace, Pace::Open { .. });
        let runtimes: io::Result<Vec<_>> = records
            .iter()
            .map(|_| openwork::Builder::single_threaded().build())
            .collect();
        let shared = Arc::new(Shared {
            // In a closed loop whatever the load is in: it is to be over soon.
            warm_up: Schedule::new(Pace::Closed { clients }, Amount::Requests(load.warm_up)),
            load: Schedule::new(load.pace, load.amount),
            wire: Arc::new(Wire::new(load)),
            ready: Barrier::new(threads),
            begin: OnceLock::new(),
            begun: AtomicUsize::new(0),
        });
        let mut crew = Crew {
            stops: Vec::new(),
            threads: Vec::new(),
            shared: shared.clone(),
        };
        for (nth, (record, runtime)) in records.into_iter().zip(runtimes?).enumerate() {
            let (stop, stopped) = oneshot::channel();
            let hand = Hand {
                shared: shared.clone(),
                recorder: Arc::new(Mutex::new((record, 0))),
                pacer: open.then(Pacer::start).transpose()?,
                clients: clients / threads + usize::from(nth < clients % threads),
            };
            let thread = thread::Builder::new().name("load".into());
            let thread = thread.spawn(move || hand.work(runtime, stopped))?;
            crew.stops.push(stop);
            crew.threads.push(thread);
        }
        Ok(crew)
    }

    /// What stops it, for another thread to drop.
    pub(crate) fn stops(&mut self) -> Vec<oneshot::Sender<()>> {
        std::mem::take(&mut self.stops)
    }

    /// Waits for the end.
    pub(crate) fn join(self) -> Run<R> {
        let parts: Vec<_> = self
            .threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)))
            .collect();
        let wall = parts.iter().map(|part| part.wall).max().unwrap_or_default();
        let answered: usize = parts.iter().map(|part| part.answered).sum();
        let begun = self.shared.begun.load(Relaxed);
        let come = self.shared.load.come(wall).unwrap_or(begun);
        Run {
            times: parts.iter().map(|part| part.time).collect(),
            records: parts.into_iter().map(|part| part.record).collect(),
            wall,
            begun,
            unfinished: begun - answered,
            unsent: come.saturating_sub(begun),
        }
    }
}

/// One thread of the crew.
struct Hand<R> {
    shared: Arc<Shared>,
    recorder: Recorder<R>,
    pacer: Option<Pacer>,
    clients: usize,
}

/// A record, and how many answers it was given.
type Recorder<R> = Arc<Mutex<(R, usize)>>;

fn lock<R>(recorder: &Recorder<R>) -> MutexGuard<'_, (R, usize)> {
    recorder.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<R: Record> Hand<R> {
    fn work(self, runtime: Runtime, mut stopped: oneshot::Receiver<()>) -> Part<R> {
        let Hand {
            shared,
            recorder,
            pacer,
            ..
        } = self;
        let clients = (0..self.clients).map(|_| Client::new(shared.wire.clone()));
        let warm_up = Phase {
            shared: shared.clone(),
            recorder: None::<Recorder<R>>,
            pacer: None,
            begin: Instant::now(),
        };
        let clients = runtime.block_on(warm_up.all(clients.collect(), &mut stopped));
        shared.ready.wait();
        let begin = *shared.begin.get_or_init(Instant::now);
        let before = ThreadTime::now();
        let load = Phase {
            shared,
            recorder: Some(recorder.clone()),
            pacer,
            begin,
        };
        runtime.block_on(load.all(clients, &mut stopped));
        let wall = begin.elapsed();
        let time = ThreadTime::now()
            .zip(before)
            .map(|(after, before)| after.since(before));
        // With the runtime go the tasks that were stopped, and with them their recorders.
        drop(runtime);
        let recorder = Arc::into_inner(recorder).expect("every client is gone");
        let (record, answered) = recorder
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        Part {
            record,
            answered,
            wall,
            time,
        }
    }
}

/// The warm-up, which is not recorded, or the load.
struct Phase<R> {
    shared: Arc<Shared>,
    recorder: Option<Recorder<R>>,
    /// In the open loop only: in the closed one a turn comes as it is taken.
    pacer: Option<Pacer>,
    begin: Instant,
}

impl<R: Record> Phase<R> {
    /// Lets the clients take turns until there are none, and gives them back, unless stopped.
    async fn all(self, clients: Vec<Client>, stopped: &mut oneshot::Receiver<()>) -> Vec<Client> {
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
            if let Some(recorder) = &self.recorder {
                let mut recorder = lock(recorder);
                recorder.1 += 1;
                recorder.0.record(Answer {
                    intended: turn.intended,
                    awaited: start.awaited,
                    started: start.at,
                    finished,
                    outcome: outcome.map(|response| (response.status, response.body)),
                    received: client.received(),
                });
            }
        }
        client
    }

    /// The next turn, when it has come.
    async fn turn(&self) -> Option<(Turn, Start)> {
        let now = self.begin.elapsed();
        let schedule = match self.recorder {
            Some(_) => &self.shared.load,
            None => &self.shared.warm_up,
        };
        let turn = schedule.next(now)?;
        let pacer = self.pacer.as_ref().filter(|_| now < turn.intended);
        let awaited = pacer.is_some();
        let mut at = now;
        if let Some(pacer) = pacer {
            pacer.until(self.begin + turn.intended).await;
            at = self.begin.elapsed();
        }
        if self.recorder.is_some() {
            self.shared.begun.fetch_add(1, Relaxed);
        }
        Some((turn, Start { at, awaited }))
    }
}

/// When a request was started, and whether a client had waited to do so.
struct Start {
    at: Duration,
    awaited: bool,
}
