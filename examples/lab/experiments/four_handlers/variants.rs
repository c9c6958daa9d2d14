//! The rows: which path gets how many requests at once, against pools of which size, and in which
//! waves the responses must come.
//!
//! ```text
//!   width   1                     one thread, slept on
//!           6, 40                 the pool that the path sleeps in
//!           as many as come       a timer
//!
//!   waves = requests ÷ the smaller of width and clients
//! ```

use std::io;
use std::time::Duration;

use super::handlers::{
    AWAITING, BLOCKING, EXECUTOR_POOL, OFFLOADING, PATHS, PLAIN, PLAIN_POOL, site, wait,
};
use crate::load::{Amount, Load, Message, Outcome, Pace};
use crate::options::Settings;
use crate::report::verdict::{Verdict, predicted_waves};
use crate::report::{Row, milliseconds};
use crate::server::{Serving, bind};

/// One row: a path, a load and the bounds of the two pools.
pub(super) struct Variant {
    pub(super) name: String,
    path: &'static str,
    pub(super) requests: usize,
    clients: usize,
    plain: usize,
    executor: usize,
}

/// The rows: four paths as in the write-up, then 45 requests against pools of 6 and of 40.
pub(super) fn variants(settings: &Settings) -> Vec<Variant> {
    let variant = |name: String, path, requests: usize, plain, executor| {
        let clients = settings.concurrency.unwrap_or(requests).min(requests);
        Variant {
            name,
            path,
            requests,
            clients,
            plain,
            executor,
        }
    };
    let few = settings.requests.unwrap_or(5);
    let seeds = PATHS.iter();
    let seeds = seeds.map(|path| variant(path.to_string(), path, few, PLAIN_POOL, EXECUTOR_POOL));
    let pools = [PLAIN, OFFLOADING].into_iter().flat_map(|path| {
        let name = move |pool| format!("{path}@45/pool{pool}");
        [EXECUTOR_POOL, PLAIN_POOL].map(|pool| variant(name(pool), path, 45, pool, pool))
    });
    let awaiting = variant(
        format!("{AWAITING}@45"),
        AWAITING,
        45,
        PLAIN_POOL,
        EXECUTOR_POOL,
    );
    seeds.chain(pools).chain([awaiting]).collect()
}

impl Variant {
    /// In which waves the responses must come.
    pub(super) fn predicted(&self) -> Vec<usize> {
        let width = match self.path {
            BLOCKING => 1,
            PLAIN => self.plain,
            OFFLOADING => self.executor,
            _ => usize::MAX,
        };
        predicted_waves(self.requests, width.min(self.clients))
    }

    pub(super) fn measure(
        &self,
        settings: &Settings,
        seen: impl Fn() + Send + Sync + 'static,
    ) -> io::Result<Outcome> {
        let listener = bind(&settings.host, settings.port)?;
        let site = site(settings.scale, self.plain, self.executor)?;
        let serving = Serving::start(listener, [site], Duration::from_secs(1))?;
        let longest = wait(settings.scale) * self.predicted().len() as u32;
        let load = Load {
            address: serving.address(),
            requests: vec![Message::get(self.path)],
            pace: Pace::Closed {
                clients: self.clients,
            },
            amount: Amount::Requests(self.requests),
            warm_up: 0,
            keep_alive: true,
            connect_timeout: Duration::from_secs(10),
            // Late is a finding; only what never comes is an error.
            response_timeout: longest * 2 + Duration::from_secs(10),
        };
        let outcome = load.run(seen)?;
        serving.finish();
        Ok(outcome)
    }

    pub(super) fn judge(&self, row: &Row, settings: &Settings) -> Verdict {
        let predicted = self.predicted();
        match predicted.as_slice() {
            [_] if self.path == self.name => Verdict::parallel(row),
            [1, ..] => Verdict::serial(row),
            waves => Verdict::waves(row, milliseconds(wait(settings.scale)), waves),
        }
    }
}
