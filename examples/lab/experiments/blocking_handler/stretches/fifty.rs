//! 50 ms more: in the plain handler, in C's handler itself, in what C offloads, or awaited.
//!
//! ```text
//!   A                   pool    ├─ 50 ─┤─ 20 ─┤2┤
//!   C, in the closure   pool    ├─ 50 ─┤─ 20 ─┤2┤
//!   C, awaited          timer   ├─ 50 ─┤
//!                       pool           ├─ 20 ─┤2┤
//!   C, in the handler   thread  ├─ 50 ─┤             one at a time: C is a B
//!                       pool           ├─ 20 ─┤2┤
//! ```
//!
//! Next: `pools.rs`.

use std::io;
use std::time::Duration;

use super::{FEW, Stretched};
use crate::experiments::blocking_handler::arithmetic::{cores_serve, handler, threads_serve};
use crate::experiments::blocking_handler::handlers::{Extra, Kind, POOL};
use crate::experiments::blocking_handler::questions::{ms, per_second};
use crate::experiments::blocking_handler::series::Series;
use crate::experiments::blocking_handler::trial::Trial;
use crate::load::Pace;
use crate::options::Settings;
use crate::report::milliseconds;
use crate::report::progress::Progress;

const FIFTY: Duration = Duration::from_millis(50);
const ROUNDS: usize = 3;
/// How many times as many requests a second are more than chance.
const AHEAD: f64 = 1.1;
/// So many clients, with so many requests: as the write-up has it, and enough to fill the pool.
const LOADS: [(usize, usize); 2] = [(50, FEW), (160, 320)];
/// Where the 50 ms stand in the three that are compared in rounds.
const PLACES: [(Kind, &str, Extra); 3] = [
    (Kind::Sync, "A", Extra::InHandler(FIFTY)),
    (
        Kind::AsyncOffload,
        "C, in the closure",
        Extra::InClosure(FIFTY),
    ),
    (Kind::AsyncOffload, "C, awaited", Extra::Awaited(FIFTY)),
];

pub(super) fn requests() -> usize {
    let in_rounds: usize = LOADS.iter().map(|(_, requests)| requests).sum();
    in_rounds * PLACES.len() * ROUNDS + FEW
}

pub(super) fn take(
    stretched: &mut Stretched,
    settings: &Settings,
    progress: &Progress,
) -> io::Result<()> {
    let head = [
        "50 ms more",
        "clients",
        "p50",
        "p95",
        "requests/s",
        "p95 of each round",
    ];
    let mut table = vec![head.map(str::to_owned).to_vec()];
    let mut rates = Vec::new();
    for (clients, requests) in LOADS {
        let trials = PLACES
            .map(|(kind, place, extra)| trial((kind, place, extra), clients, requests, settings));
        let taken = Series::in_turns(trials.each_ref(), ROUNDS, settings, progress)?;
        for ((_, place, _), series) in PLACES.iter().zip(taken) {
            rates.push(per_second(series.median()));
            table.push(line(place, clients, &series));
            stretched.rows.push(series.into_median());
        }
    }
    let (clients, requests) = LOADS[0];
    let place = (
        Kind::AsyncOffload,
        "C, in the handler",
        Extra::InHandler(FIFTY),
    );
    let literal = trial(place, clients, requests, settings);
    let series = Series::once(&literal, settings, progress)?;
    table.push(line(place.1, clients, &series));
    stretched.rows.push(series.into_median());

    let notes = &mut stretched.notes;
    notes.heading("Stretch: 50 ms more, and where they stand");
    notes.table(&table);
    let limit = |held: f64| threads_serve(POOL, held);
    let by_cores = cores_serve();
    let fifty = milliseconds(FIFTY);
    let (closure, awaited) = (rates[4], rates[5]);
    let measured = format!(
        "with 160 clients it answered {awaited:.0} a second awaiting them and {closure:.0} with \
         them in the closure"
    );
    let ahead = if awaited >= AHEAD * closure {
        format!("So C gets ahead where threads are short and cores are not; {measured}.")
    } else {
        format!(
            "So C could get ahead where threads are short and cores are not. In this run it did \
             not, by {AHEAD} × at least: {measured}. Threads that are free were of no use; \
             what is left to bind are the cores, which clients and other programs share."
        )
    };
    notes.say(&format!(
        "In ms. The write-up expects A to degrade more than C, because its pool is bounded. C's \
         pool is the same one: with the 50 ms in its closure it does what A does, and {POOL} \
         threads serve {:.0} requests a second at most. Awaited, the 50 ms hold no thread: the \
         pool's limit is {:.0} then, the cores' {by_cores:.0}. {ahead} Written into C's handler as they stand in the text, the \
         50 ms make C another B: the opposite of the claim.",
        limit(handler() + fifty),
        limit(handler()),
    ));
    Ok(())
}

fn trial(
    (kind, place, extra): (Kind, &str, Extra),
    clients: usize,
    requests: usize,
    settings: &Settings,
) -> Trial {
    let file = place.replace(", ", "_").replace(' ', "_");
    Trial {
        name: format!("{place}: 50 ms more, {clients} clients"),
        file: format!("{file}_50ms_{clients}"),
        extra,
        pace: Pace::Closed { clients },
        requests,
        ..Trial::of(kind, settings)
    }
}

fn line(place: &str, clients: usize, series: &Series) -> Vec<String> {
    let row = series.median();
    vec![
        place.to_owned(),
        clients.to_string(),
        ms(row.p50_ms),
        ms(row.p95_ms),
        format!("{:.0}", per_second(row)),
        series.p95s(),
    ]
}
