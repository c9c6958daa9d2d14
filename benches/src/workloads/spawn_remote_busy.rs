//! Another thread spawns ten thousand tasks through a handle, while a task keeps the runtime busy.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

use super::countdown::Countdown;
use super::yield_neutral::yield_neutral;
use crate::runtime::Remote;

/// Tasks spawned in one iteration.
pub const OPERATIONS: usize = 10_000;

/// One iteration. The start of the thread is part of it: about 5 ns a task.
pub fn run<R: Remote>(runtime: &R) {
    let countdown = Countdown::new(OPERATIONS);
    let stop = Arc::new(AtomicBool::new(false));
    let handle = runtime.handle();
    runtime.block_on(async {
        let stopped = stop.clone();
        let busy = R::spawn(async move {
            while !stopped.load(Relaxed) {
                yield_neutral().await;
            }
        });
        let tasks = countdown.clone();
        let spawner = thread::spawn(move || {
            for _ in 0..OPERATIONS {
                let countdown = tasks.clone();
                R::detach(R::spawn_on(&handle, async move { countdown.count() }));
            }
        });
        countdown.wait().await;
        stop.store(true, Relaxed);
        R::join(busy).await;
        spawner.join().expect("the spawning thread does not panic");
    });
}
