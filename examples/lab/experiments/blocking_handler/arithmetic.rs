//! What must come out, by arithmetic alone: the prediction, and what measurements are held against.
//!
//! ```text
//!   one at a time       clients × (20 + 2) ms
//!   all waits at once   clients × 2 ms ÷ cores, but not less than clients ÷ threads × (20 + 2) ms
//! ```
//!
//! Next: `neighbours.rs`.

use std::thread::available_parallelism;

use super::agent::{COMPUTING, WAIT};
use crate::report::milliseconds;

/// What a request costs its thread, in milliseconds.
pub(super) fn handler() -> f64 {
    milliseconds(WAIT + COMPUTING)
}

/// How many threads can compute at once.
pub(super) fn cores() -> usize {
    available_parallelism().map_or(1, usize::from)
}

/// How many requests a second so many threads serve at most, each holding one for so long.
pub(super) fn threads_serve(threads: usize, held_ms: f64) -> f64 {
    threads as f64 * 1000.0 / held_ms
}

/// How many requests a second the cores compute at most.
pub(super) fn cores_serve() -> f64 {
    threads_serve(cores(), milliseconds(COMPUTING))
}

/// How long a request takes while so many clients send, where one is served at a time.
pub(super) fn one_at_a_time(clients: usize) -> f64 {
    clients as f64 * handler()
}

/// How long a request takes at least while so many clients send, with so many threads and cores.
pub(super) fn side_by_side(clients: usize, threads: usize, cores: usize) -> f64 {
    let computing = clients as f64 * milliseconds(COMPUTING) / cores as f64;
    let turns = clients as f64 / threads as f64 * handler();
    computing.max(turns).max(handler())
}

/// The chance that each of so many workers gets one of so many requests, if each request goes to
/// any worker alike.
pub(super) fn chance_of_all(workers: usize, requests: usize) -> f64 {
    // By inclusion and exclusion: over the sets of workers that get none.
    let (mut chance, mut choices) = (0.0, 1.0);
    for left_out in 0..=workers {
        let sign = if left_out % 2 == 0 { 1.0 } else { -1.0 };
        let others = (workers - left_out) as f64 / workers as f64;
        chance += sign * choices * others.powi(requests as i32);
        choices *= (workers - left_out) as f64 / (left_out + 1) as f64;
    }
    chance.clamp(0.0, 1.0)
}
