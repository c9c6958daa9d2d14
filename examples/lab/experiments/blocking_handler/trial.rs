//! One server, one load: the smallest thing that is measured.
//!
//! 1. Every trial has a server of its own, so that none finds threads that another one started;
//!    server, relay and load are threads of one process, over loopback.
//! 2. All workers of a server share the agent, and so the count of who is in it.
//!
//! Next: `relay.rs`.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use super::agent::Agent;
use super::exercise::Exercise;
use super::handlers::{Extra, Kind, PATH, POOL, site};
use super::prompts::prompts;
use super::relay::Relay;
use super::{CONCURRENCY, TIMEOUT, TOTAL, WARM_UP};
use crate::load::{Amount, Load, Message, Outcome, Pace};
use crate::options::Settings;
use crate::report::Row;
use crate::report::progress::Progress;
use crate::server::{Serving, bind};

/// What is measured.
#[derive(Clone)]
pub(super) struct Trial {
    /// What its row is called.
    pub(super) name: String,
    /// What its file is called, after `latencies_`.
    pub(super) file: String,
    pub(super) kind: Kind,
    pub(super) extra: Extra,
    /// How many workers the server has.
    pub(super) workers: usize,
    /// The bound of each worker's blocking pool.
    pub(super) pool: usize,
    pub(super) requests: usize,
    pub(super) pace: Pace,
    pub(super) warm_up: usize,
    pub(super) timeout: Duration,
    /// On each of the two ways, if there is a network in between.
    pub(super) delay: Option<Duration>,
}

/// What came of it.
pub(super) struct Taken {
    pub(super) row: Row,
    /// How many threads were with the agent at once, at most.
    pub(super) peak: usize,
    /// The response to the first sentence, where there is one.
    pub(super) first: Option<String>,
}

impl Trial {
    /// As the write-up has it, but for the options that say otherwise on any worker and any way.
    pub(super) fn of(kind: Kind, settings: &Settings) -> Self {
        let clients = settings.concurrency.unwrap_or(CONCURRENCY);
        Trial {
            name: kind.name().to_owned(),
            file: kind.file().to_owned(),
            kind,
            extra: Extra::None,
            workers: 1,
            pool: POOL,
            requests: settings.requests.unwrap_or(TOTAL),
            pace: Pace::Closed { clients },
            warm_up: WARM_UP,
            timeout: Duration::from_secs_f64(settings.timeout.unwrap_or(TIMEOUT)),
            delay: None,
        }
    }

    /// Starts the server, sends the load, stops the server.
    pub(super) fn take(&self, settings: &Settings, progress: &Progress) -> io::Result<Taken> {
        let (serving, agent) = self.serve(settings)?;
        let relay = self
            .delay
            .map(|delay| Relay::start(serving.address(), delay))
            .transpose()?;
        let address = relay.as_ref().map_or(serving.address(), Relay::address);
        let outcome = self.load(address).run(progress.row(&self.name))?;
        drop(relay);
        serving.finish();
        let row = Row::new(self.name.clone(), &outcome).saved_as(&self.file);
        progress.row_is_over(&row);
        Ok(Taken {
            first: first(&outcome),
            peak: agent.take_peak(),
            row,
        })
    }

    /// A server for it, and the agent behind all of its workers.
    pub(super) fn serve(&self, settings: &Settings) -> io::Result<(Serving, Arc<Agent>)> {
        let agent = Arc::new(Agent::new());
        let listener = bind(&settings.host, settings.port)?;
        let sites = (0..self.workers).map(|_| site(self.kind, &agent, self.extra, self.pool));
        let serving = Serving::start(listener, sites, Duration::from_secs(1))?;
        Ok((serving, agent))
    }

    /// The load for it.
    pub(super) fn load(&self, address: SocketAddr) -> Load {
        Load {
            address,
            requests: messages(),
            pace: self.pace,
            amount: Amount::Requests(self.requests),
            warm_up: self.warm_up,
            keep_alive: true,
            connect_timeout: Duration::from_secs(30),
            response_timeout: self.timeout,
        }
    }
}

fn first(outcome: &Outcome) -> Option<String> {
    let answered = outcome.answers.iter();
    let mut bodies = answered.filter_map(|answer| answer.outcome.as_ref().ok());
    let (_, body) = bodies.find(|(_, body)| {
        let body = String::from_utf8_lossy(body);
        body.contains("\"learner-1\"")
    })?;
    String::from_utf8(body.clone()).ok()
}

/// The hundred sentences, each from a learner of its own.
fn messages() -> Vec<Message> {
    let exercises = prompts().zip(1..).map(|((sentence, _), learner)| Exercise {
        sentence: sentence.to_owned(),
        learner_id: format!("learner-{learner}"),
    });
    exercises
        .map(|exercise| Message::post(PATH, "application/json", exercise.write()))
        .collect()
}
