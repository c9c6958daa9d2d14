//! One, two and four workers: each a thread of all tasks with a pool of its own, all of them
//! accepting from one socket.
//!
//! Next: `stuck.rs`.

use std::io;

use super::{FEW, Stretched};
use crate::experiments::blocking_handler::arithmetic::{cores, handler, threads_serve};
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
    let mut rates = Kind::ALL.map(|_| Vec::new());
    let mut p95s_of_b = Vec::new();
    for workers in WORKERS {
        for (kind, rates) in Kind::ALL.into_iter().zip(&mut rates) {
            let trial = Trial {
                name: format!("{}, workers: {workers}", kind.name()),
                file: format!("{}_workers_{workers}", kind.file()),
                workers,
                requests: FEW,
                ..Trial::of(kind, settings)
            };
            let row = trial.take(settings, progress)?.row;
            let rate = format!("{:.0}", per_second(&row));
            rates.push(rate.clone());
            table.push(vec![
                workers.to_string(),
                kind.name().to_owned(),
                ms(row.p50_ms),
                ms(row.p95_ms),
                rate,
            ]);
            if kind == Kind::AsyncBlocking {
                p95s_of_b.push(ms(row.p95_ms));
                last_of_b = (row.p50_ms, row.p95_ms);
            }
            stretched.rows.push(row);
        }
    }
    let in_line = |latency: Option<f64>| latency.map(|latency| latency / handler());
    let notes = &mut stretched.notes;
    notes.heading("Stretch: 1, 2 and 4 workers");
    notes.table(&table);
    let [a, b, c] = rates.map(|rates| rates.join(", "));
    notes.say(&format!(
        "In ms, {FEW} requests each. By arithmetic every worker that B may block is worth at most \
         another {:.0} requests a second. Measured with 1, 2 and 4 workers: B {b} a second, its \
         p95 {} ms. A connection stays with the worker that accepted it, and they are not accepted \
         evenly (see below). With four workers, by latency ÷ {:.0} ms, half of B's requests stood \
         in a line of {} or more, one in twenty in a line of {} or more. Measured of A were \
         {a} a second, of C {c}: their computing has {} cores in any case.",
        threads_serve(1, handler()),
        p95s_of_b.join(", "),
        handler(),
        ms(in_line(last_of_b.0)),
        ms(in_line(last_of_b.1)),
        cores(),
    ));
    Ok(())
}
