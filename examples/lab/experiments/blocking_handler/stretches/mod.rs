//! The write-up's stretches, and the claims that come with them, measured.
//!
//! ```text
//!   workers.rs   1, 2 and 4 workers: what B gains, and how many requests block all of them
//!   fifty.rs     50 ms more, in each place where they could stand
//!   pools.rs     pools of 4, 10, 40 and 512 threads, against the load that is offered
//! ```
//!
//! 1. All of it is short: 200 requests or a few more each, so that a p95 has ten beyond it.
//! 2. Nothing here is judged; it is reported, and said where it contradicts the write-up.
//!
//! Next: `workers.rs`.

mod fifty;
mod pools;
mod stuck;
mod workers;

use std::io;

use super::notes::Notes;
use crate::options::Settings;
use crate::report::Row;
use crate::report::picture::Chart;
use crate::report::progress::Progress;

/// Requests of a measurement.
const FEW: usize = 200;

/// What was measured besides.
#[derive(Default)]
pub(super) struct Stretched {
    pub(super) rows: Vec<Row>,
    pub(super) charts: Vec<Chart>,
    pub(super) notes: Notes,
}

/// All of it.
pub(super) fn take(settings: &Settings, progress: &Progress) -> io::Result<Stretched> {
    let mut stretched = Stretched::default();
    workers::take(&mut stretched, settings, progress)?;
    stuck::take(&mut stretched, settings, progress)?;
    fifty::take(&mut stretched, settings, progress)?;
    pools::take(&mut stretched, settings, progress)?;
    Ok(stretched)
}

/// How many requests that takes.
pub(super) fn requests() -> usize {
    workers::requests() + stuck::requests() + fifty::requests() + pools::requests()
}
