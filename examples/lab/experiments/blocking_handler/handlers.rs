//! The three handlers, line for line those of the write-up.
//!
//! ```text
//!   A-sync             plain                        the runtime calls it on its blocking pool
//!   B-async-blocking   async, asks the agent        on the thread of all tasks
//!   C-async-offload    async, awaits the agent      on the same blocking pool
//! ```
//!
//! 1. The pool is the runtime's own, of 40 threads, for A and C alike: FastAPI's `def` handlers and
//!    `anyio.to_thread` share one limit of 40 too.
//! 2. A further wait can stand in each of the places where a careless or a careful hand would put
//!    it; the write-up itself has none.
//!
//! Next: `trial.rs`, which asks them.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use clap::ValueEnum;
use openwork::http::{Request, Response, Router, Status};
use openwork::spawn_blocking;
use openwork::time::sleep;

use super::agent::Agent;
use super::exercise::Exercise;
use crate::server::Site;

pub(super) const PATH: &str = "/correct";
/// FastAPI's limit on threads.
pub(super) const POOL: usize = 40;

/// One of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// A plain function, called on the blocking pool
    #[value(name = "A-sync")]
    Sync,
    /// An async function that blocks the thread of all tasks
    #[value(name = "B-async-blocking")]
    AsyncBlocking,
    /// An async function that offloads what blocks
    #[value(name = "C-async-offload")]
    AsyncOffload,
}

/// Where a further wait stands.
#[derive(Clone, Copy)]
pub(super) enum Extra {
    /// There is none.
    None,
    /// The handler's own thread sleeps: a pool's for A, the one of all tasks for B and C.
    InHandler(Duration),
    /// In the closure that C offloads.
    InClosure(Duration),
    /// C awaits a timer.
    Awaited(Duration),
}

impl Kind {
    pub(super) const ALL: [Kind; 3] = [Kind::Sync, Kind::AsyncBlocking, Kind::AsyncOffload];

    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Sync => "A-sync",
            Kind::AsyncBlocking => "B-async-blocking",
            Kind::AsyncOffload => "C-async-offload",
        }
    }

    /// The write-up's name of the file of latencies.
    pub(super) fn file(self) -> &'static str {
        match self {
            Kind::Sync => "sync",
            Kind::AsyncBlocking => "async_blocking",
            Kind::AsyncOffload => "async_tothread",
        }
    }

    /// Where it answers whatever `PATH` leads to.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Kind::Sync => "/correct/sync",
            Kind::AsyncBlocking => "/correct/async-blocking",
            Kind::AsyncOffload => "/correct/async-offload",
        }
    }
}

/// What one worker serves: `PATH` by this handler, and each handler under its own path.
pub(super) fn site(kind: Kind, agent: &Arc<Agent>, extra: Extra, pool: usize) -> Site {
    let router = Kind::ALL.iter().fold(Router::new(), |router, other| {
        route(router, other.path(), *other, agent, extra)
    });
    Site {
        router: route(router, PATH, kind, agent, extra),
        blocking_threads: pool,
        executor: None,
    }
}

fn route(router: Router, path: &str, kind: Kind, agent: &Arc<Agent>, extra: Extra) -> Router {
    let agent = agent.clone();
    match kind {
        Kind::Sync => router.post(path, move |mut request: Request| -> Result<_, Response> {
            let exercise = Exercise::read(request.body().received())?;
            extra.in_handler();
            let corrected = agent.correct(&exercise.sentence);
            Ok(exercise.solved(corrected))
        }),
        Kind::AsyncBlocking => router.post(path, move |mut request: Request| {
            let agent = agent.clone();
            async move {
                let exercise = received(&mut request).await?;
                extra.in_handler();
                // The pitfall: nothing is awaited, and the thread is everyone's.
                let corrected = agent.correct(&exercise.sentence);
                Ok::<_, Response>(exercise.solved(corrected))
            }
        }),
        Kind::AsyncOffload => router.post(path, move |mut request: Request| {
            let agent = agent.clone();
            async move {
                let exercise = received(&mut request).await?;
                extra.in_handler();
                extra.awaited().await;
                let offloaded = spawn_blocking(move || {
                    extra.in_closure();
                    let corrected = agent.correct(&exercise.sentence);
                    exercise.solved(corrected)
                });
                offloaded.await.map_err(|error| {
                    Response::text(error.to_string()).with_status(Status::SERVICE_UNAVAILABLE)
                })
            }
        }),
    }
}

async fn received(request: &mut Request) -> Result<Exercise, Response> {
    let body = request.body().bytes().await?;
    Exercise::read(body)
}

impl Extra {
    fn in_handler(self) {
        if let Extra::InHandler(wait) = self {
            thread::sleep(wait);
        }
    }

    fn in_closure(self) {
        if let Extra::InClosure(wait) = self {
            thread::sleep(wait);
        }
    }

    async fn awaited(self) {
        if let Extra::Awaited(wait) = self {
            sleep(wait).await;
        }
    }
}
