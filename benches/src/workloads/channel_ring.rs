//! A hundred tasks in a ring, each passing on what it receives: one token, a hundred laps.

use futures::channel::mpsc;
use futures::{SinkExt, StreamExt};

use crate::runtime::Runtime;

const TASKS: usize = 100;
const LAPS: usize = 100;

/// Hops in one iteration.
pub const OPERATIONS: usize = TASKS * LAPS;

/// One iteration.
pub fn run<R: Runtime>(runtime: &R) {
    runtime.block_on(async {
        let (mut first, mut receiver) = mpsc::channel::<usize>(1);
        let mut handles = Vec::with_capacity(TASKS);
        for _ in 1..TASKS {
            let (mut sender, next) = mpsc::channel(1);
            let mut previous = std::mem::replace(&mut receiver, next);
            handles.push(R::spawn(async move {
                while let Some(token) = previous.next().await {
                    sender
                        .send(token)
                        .await
                        .expect("the next task receives to the end");
                }
            }));
        }
        for lap in 0..LAPS {
            first.send(lap).await.expect("the ring is whole");
            assert_eq!(receiver.next().await, Some(lap), "the token comes back");
        }
        drop(first);
        for handle in handles {
            R::join(handle).await;
        }
    });
}
