//! One, two and four workers: each a thread of all tasks with a pool of its own, all of them
//! accepting from one socket.
//!
//! Next: `stuck.rs`.

use std::io;

use super::{FEW, Stretched};
use crate::experiments::blocking_handler::arithmetic::{cores, handler};
use crate::experiments::blocking_handler::handlers::Kind;
use crate::experiments::blocking_handler::questions::{ms, per_second};
use crate::experiments::blocking_handler::trial::Trial;
use crate::options::Settings;
use crate::report::progress::Progress;

const WORKERS: [usize; 3] = [1, 2, 4];

pub(super) fn requests() -> usize {
    WORKERS.len() * Kind::ALL.len() * FEW
}

pub(super) fn take(
    stretched: &mut Stretched,
    settings: &Settings,
    progress: &Progress,
) -> io::Result<()> {
    let head = ["workers", "variant", "p50", "p95", "requests/s"];
    let mut table = vec![head.map(str::to_owned).to_vec()];
    let mut last_of_b = (None, None);
    for workers in WORKERS {
        for kind in Kind::ALL {
            let trial = Trial {
                name: format!("{}, workers: {workers}", kind.name()),
                file: format!("{}_workers_{workers}", kind.file()),
                workers,
                requests: FEW,
                ..Trial::of(kind, settings)
            };
            let row = trial.take(settings, progress)?.row;
            table.push(vec![
                workers.to_string(),
                kind.name().to_owned(),
                ms(row.p50_ms),
                ms(row.p95_ms),
                format!("{:.0}", per_second(&row)),
            ]);
            if kind == Kind::AsyncBlocking {
                last_of_b = (row.p50_ms, row.p95_ms);
            }
            stretched.rows.push(row);
        }
    }
    let in_line = |latency: Option<f64>| latency.map(|latency| latency / handler());
    let notes = &mut stretched.notes;
    notes.heading("Stretch: 1, 2 and 4 workers");
    notes.table(&table);
    notes.say(&format!(
        "In ms, {FEW} requests each. Every worker that B may block is worth another 45 requests a \
         second. Its p95 falls by less, or not at all: a connection stays with the worker that \
         accepted it, and they are not accepted evenly (see below). With four workers half of B's \
         requests stood in a line of about {}, one in twenty in a line of {} or more. A and C \
         gain nothing from workers: their computing has {} cores in any case.",
        ms(in_line(last_of_b.0)),
        ms(in_line(last_of_b.1)),
        cores(),
    ));
    Ok(())
}
