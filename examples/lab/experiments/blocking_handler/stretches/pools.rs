//! Pools of 4, 10, 40 and 512 threads: the p95 of A and C against the load that is offered.
//!
//! ```text
//!   p95 │        ╭ 4       ╭ 10       ╭ 40, 512
//!       │       ╭╯        ╭╯        ╭╯             threads ÷ 22 ms, until the cores are full
//!       │───────╯─────────╯─────────╯
//!       └──────────────────────────── requests a second, whatever the server says
//! ```
//!
//! 1. The loop is open: requests come when the clock says so. In a closed loop a slow server is
//!    asked less, and looks better than it is.
//!
//! Next: `../../../load/mod.rs`.

use std::io;
use std::ops::RangeInclusive;

use super::{FEW, Stretched};
use crate::experiments::blocking_handler::arithmetic::{
    cores, cores_serve, handler, threads_serve,
};
use crate::experiments::blocking_handler::distance::median;
use crate::experiments::blocking_handler::handlers::Kind;
use crate::experiments::blocking_handler::questions::ms;
use crate::experiments::blocking_handler::trial::Trial;
use crate::load::Pace;
use crate::options::Settings;
use crate::report::picture::{Axis, Chart, Line};
use crate::report::progress::Progress;

const POOLS: [usize; 4] = [4, 10, 40, 512];
/// Requests a second.
const RATES: [usize; 6] = [100, 200, 300, 400, 600, 800];
/// No client must be missing, however many requests are under way.
const CLIENTS: usize = 512;
/// What A's p95 may be, in C's, for the two to degrade alike.
const ALIKE: RangeInclusive<f64> = 0.8..=1.25;
const PAIR: [Kind; 2] = [Kind::Sync, Kind::AsyncOffload];

pub(super) fn requests() -> usize {
    POOLS.len() * PAIR.len() * RATES.map(amount).iter().sum::<usize>()
}

/// Half a second's, but no fewer than are needed.
fn amount(rate: usize) -> usize {
    FEW.max(rate / 2)
}

pub(super) fn take(
    stretched: &mut Stretched,
    settings: &Settings,
    progress: &Progress,
) -> io::Result<()> {
    let mut head = vec!["p95 in ms".to_owned()];
    head.extend(RATES.map(|rate| format!("{rate}/s")));
    let mut table = vec![head];
    let (mut lines, mut ratios) = (PAIR.map(|_| Vec::new()), Vec::new());
    let mut last_of_a = Vec::new();
    for pool in POOLS {
        let mut p95s = PAIR.map(|_| Vec::new());
        for (nth, rate) in RATES.into_iter().enumerate() {
            // In turns, as in the rounds.
            for which in [nth % 2, 1 - nth % 2] {
                let trial = trial(PAIR[which], pool, rate, settings);
                p95s[which].push(trial.take(settings, progress)?.row.p95_ms);
            }
            let (a, c) = (p95s[0][nth], p95s[1][nth]);
            ratios.extend(a.zip(c).map(|(a, c)| a / c));
        }
        last_of_a.push(p95s[0].last().copied().flatten());
        for ((letter, p95s), lines) in ["A", "C"].into_iter().zip(p95s).zip(&mut lines) {
            let points = RATES.iter().zip(&p95s);
            let points = points.filter_map(|(rate, p95)| Some((*rate as f64, (*p95)?)));
            lines.push(Line {
                name: format!("pool of {pool}"),
                points: points.collect(),
            });
            let name = format!("{letter}, pool of {pool}");
            table.push([name].into_iter().chain(p95s.into_iter().map(ms)).collect());
        }
    }
    let charts = PAIR.into_iter().zip(lines);
    stretched
        .charts
        .extend(charts.map(|(kind, lines)| chart(kind, lines)));
    let bounds = POOLS.map(|pool| format!("{:.0}", threads_serve(pool, handler())));
    let pairs = ratios.len();
    let (least, most) = ratios
        .iter()
        .fold((f64::INFINITY, 0.0_f64), |(least, most), ratio| {
            (least.min(*ratio), most.max(*ratio))
        });
    let middle = median(ratios).unwrap_or(f64::NAN);
    let answer = if ALIKE.contains(&middle) {
        "No. Both"
    } else if middle > 1.0 {
        "In this run A's p95 is the longer one. Yet both"
    } else if middle < 1.0 {
        "In this run C's p95 is the longer one. Yet both"
    } else {
        "Nothing was measured that could tell. Both"
    };
    let notes = &mut stretched.notes;
    notes.heading("Stretch: does A degrade more than C, because its pool is bounded?");
    notes.table(&table);
    notes.say(&format!(
        "{answer} wait for the same bound, and A's p95 is {middle:.2} × C's in the middle of these \
         {pairs} pairs ({least:.2} to {most:.2}). What decides is the size of the pool: its threads ÷ \
         {:.0} ms are {} requests a second, until the {} cores are full (by arithmetic, at {:.0}). \
         Beyond that a queue grows for as long as the load lasts, and the p95 says how long that \
         was. At {} a second A's p95 was {} ms \
         with 40 threads and {} with 512: beyond what the cores can keep busy, more threads are no \
         more capacity.",
        handler(),
        bounds.join(", "),
        cores(),
        cores_serve(),
        RATES[RATES.len() - 1],
        ms(last_of_a[2]),
        ms(last_of_a[3]),
    ));
    Ok(())
}

fn chart(kind: Kind, lines: Vec<Line>) -> Chart {
    let axis = |label: &str, log| Axis {
        label: label.to_owned(),
        log,
    };
    Chart {
        title: format!("{}: p95 against the offered load", kind.name()),
        file: format!("p95_against_load_{}", kind.file()),
        x: axis("offered, requests a second", false),
        y: axis("p95, ms", true),
        lines,
    }
}

fn trial(kind: Kind, pool: usize, rate: usize, settings: &Settings) -> Trial {
    Trial {
        name: format!("{}, pool of {pool}, {rate}/s", kind.name()),
        pool,
        requests: amount(rate),
        pace: Pace::Open {
            rate: rate as f64,
            clients: CLIENTS,
        },
        ..Trial::of(kind, settings)
    }
}
