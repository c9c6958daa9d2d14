//! How many requests of B it takes until all workers are stuck at once.
//!
//! ```text
//!   at once         a wave of connections: each free worker takes what it finds, some find none
//!   one by one      4 ms apart: a stuck worker accepts nothing, a free one takes the next
//!   by chance       if each request fell to any worker alike
//! ```
//!
//! 1. All are stuck when as many threads as there are workers are with the agent at one moment.
//! 2. Every shot has connections of its own, and finds all workers free.
//!
//! Next: `fifty.rs`.

use std::io;
use std::time::Duration;

use super::Stretched;
use crate::experiments::blocking_handler::arithmetic::chance_of_all;
use crate::experiments::blocking_handler::handlers::Kind;
use crate::experiments::blocking_handler::trial::Trial;
use crate::load::Pace;
use crate::options::Settings;
use crate::report::picture::{Axis, Chart, Line};
use crate::report::progress::Progress;

/// Shots of each size.
const SHOTS: usize = 10;
/// Less than a handler takes, more than it takes to accept.
const APART: Duration = Duration::from_millis(4);

/// With so many workers, shots of these sizes.
const SIZES: [(usize, &[usize]); 2] = [(2, &[2, 3, 4, 8]), (4, &[4, 8, 16, 24])];

pub(super) fn requests() -> usize {
    let at_once = SIZES
        .iter()
        .flat_map(|(_, sizes)| sizes.iter())
        .sum::<usize>();
    let one_by_one: usize = SIZES.iter().map(|(workers, _)| workers).sum();
    (at_once + one_by_one) * SHOTS
}

pub(super) fn take(
    stretched: &mut Stretched,
    settings: &Settings,
    progress: &Progress,
) -> io::Result<()> {
    let head = ["workers", "requests", "how", "all stuck", "by chance"];
    let mut table = vec![head.map(str::to_owned).to_vec()];
    let (mut lines, mut half) = (Vec::new(), Vec::new());
    for (workers, sizes) in SIZES {
        let trial = Trial {
            workers,
            ..Trial::of(Kind::AsyncBlocking, settings)
        };
        let (serving, agent) = trial.serve(settings)?;
        let mut measured = Vec::new();
        let mut chance = Vec::new();
        let one_by_one = (workers, "one by one");
        let at_once = sizes.iter().map(|size| (*size, "at once"));
        for (requests, how) in at_once.chain([one_by_one]) {
            let clients = requests;
            let pace = match how {
                "at once" => Pace::Closed { clients },
                _ => Pace::Open {
                    rate: 1.0 / APART.as_secs_f64(),
                    clients,
                },
            };
            let shot = Trial {
                pace,
                requests,
                warm_up: 0,
                ..trial.clone()
            };
            let name = format!("{requests} requests {how}, workers: {workers}");
            let mut stuck = 0;
            for _ in 0..SHOTS {
                shot.load(serving.address()).run(progress.row(&name))?;
                stuck += usize::from(agent.take_peak() == workers);
            }
            let share = stuck as f64 / SHOTS as f64;
            let by_chance = chance_of_all(workers, requests);
            table.push(vec![
                workers.to_string(),
                requests.to_string(),
                how.to_owned(),
                format!("{stuck} of {SHOTS}"),
                format!("{:.0} %", 100.0 * by_chance),
            ]);
            if how == "at once" {
                measured.push((requests as f64, 100.0 * share));
                chance.push((requests as f64, 100.0 * by_chance));
            }
        }
        serving.finish();
        let most = sizes.last().expect("there are sizes");
        half.push(match measured.iter().find(|(_, share)| *share >= 50.0) {
            Some((requests, _)) => format!("by {requests} requests with {workers} workers"),
            None => format!("by no number up to {most} with {workers} workers"),
        });
        let line = |name: &str, points| Line {
            name: format!("{name}, {workers} workers"),
            points,
        };
        lines.extend([line("measured", measured), line("by chance", chance)]);
    }
    stretched.charts.push(Chart {
        title: "How often so many requests at once block every worker".to_owned(),
        file: "all_stuck".to_owned(),
        x: Axis {
            label: "requests at once".to_owned(),
            log: false,
        },
        y: Axis {
            label: "of a hundred shots".to_owned(),
            log: false,
        },
        lines,
    });
    let notes = &mut stretched.notes;
    notes.heading("Stretch: how many requests until all workers are stuck");
    notes.table(&table);
    notes.say(&format!(
        "One worker is stuck by one request. Where requests come {} ms apart, as many of them as \
         there are workers block all: who is stuck accepts nothing, so the next request is taken \
         by one who is free. Where they come at once, who is awake first may accept several before \
         it begins to block, and the others find none. In half of the shots all were blocked {}. \
         Chance alone needs on average 3 requests for two workers and 8.3 for four, \
         n × (1 + 1/2 + … + 1/n). More workers move the pitfall; they do not remove it.",
        APART.as_millis(),
        half.join(" and "),
    ));
    Ok(())
}
