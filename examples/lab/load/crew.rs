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
//! Next: `phase.rs`, what a thread does.

use std::panic::resume_unwind;
use std::sync::{Arc, Barrier, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};
use std::{io, thread};

use futures::channel::oneshot;
use openwork::Runtime;

use super::client::{Client, Wire};
use super::pacer::Pacer;
use super::phase::{Ledger, Phase, Record};
use super::schedule::Schedule;
use super::{Amount, Load, Pace, ThreadTime};

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

/// What the threads share.
struct Shared {
    wire: Arc<Wire>,
    warm_up: Arc<Schedule>,
    load: Arc<Schedule>,
    ready: Barrier,
    begin: OnceLock<Instant>,
}

/// What one thread has made of it.
struct Part<R> {
    ledger: Ledger<R>,
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
            warm_up: Arc::new(Schedule::new(
                Pace::Closed { clients },
                Amount::Requests(load.warm_up),
            )),
            load: Arc::new(Schedule::new(load.pace, load.amount)),
            wire: Arc::new(Wire::new(load)),
            ready: Barrier::new(threads),
            begin: OnceLock::new(),
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
                ledger: Ledger { record, answers: 0 },
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
        let answers: usize = parts.iter().map(|part| part.ledger.answers).sum();
        let begun = self.shared.load.begun();
        let come = self.shared.load.come(wall).unwrap_or(begun);
        Run {
            times: parts.iter().map(|part| part.time).collect(),
            records: parts.into_iter().map(|part| part.ledger.record).collect(),
            wall,
            begun,
            unfinished: begun - answers,
            unsent: come.saturating_sub(begun),
        }
    }
}

/// One thread of the crew.
struct Hand<R> {
    shared: Arc<Shared>,
    ledger: Ledger<R>,
    pacer: Option<Pacer>,
    clients: usize,
}

impl<R: Record> Hand<R> {
    fn work(self, runtime: Runtime, mut stopped: oneshot::Receiver<()>) -> Part<R> {
        let shared = self.shared;
        let clients = (0..self.clients).map(|_| Client::new(shared.wire.clone()));
        let warm_up = Phase::<R> {
            schedule: shared.warm_up.clone(),
            ledger: None,
            pacer: None,
            begin: Instant::now(),
        };
        let clients = runtime.block_on(warm_up.all(clients.collect(), &mut stopped));
        shared.ready.wait();
        let begin = *shared.begin.get_or_init(Instant::now);
        let before = ThreadTime::now();
        let ledger = Arc::new(Mutex::new(self.ledger));
        let load = Phase {
            schedule: shared.load.clone(),
            ledger: Some(ledger.clone()),
            pacer: self.pacer,
            begin,
        };
        runtime.block_on(load.all(clients, &mut stopped));
        let wall = begin.elapsed();
        let after = ThreadTime::now();
        // With the runtime go the tasks that were stopped, and with them their hold on the ledger.
        drop(runtime);
        let ledger = Arc::into_inner(ledger).expect("every client is gone");
        Part {
            ledger: ledger.into_inner().unwrap_or_else(PoisonError::into_inner),
            wall,
            time: after.zip(before).map(|(after, before)| after.since(before)),
        }
    }
}
