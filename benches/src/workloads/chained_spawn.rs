//! A task spawns a task that spawns a task, a thousand deep: never more than one is ready.

use std::sync::Arc;

use super::countdown::Countdown;
use crate::runtime::Runtime;

/// Links in one iteration.
pub const OPERATIONS: usize = 1_000;

/// One iteration.
pub fn run<R: Runtime>(runtime: &R) {
    let countdown = Countdown::new(1);
    runtime.block_on(async {
        link::<R>(countdown.clone(), OPERATIONS);
        countdown.wait().await;
    });
}

fn link<R: Runtime>(countdown: Arc<Countdown>, links: usize) {
    match links {
        0 => countdown.count(),
        _ => R::detach(R::spawn(async move { link::<R>(countdown, links - 1) })),
    }
}
