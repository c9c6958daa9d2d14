//! A thousand pairs of tasks, each pair sending one message there and one back.

use futures::channel::oneshot;

use super::countdown::Countdown;
use crate::runtime::Runtime;

/// Pairs in one iteration.
pub const OPERATIONS: usize = 1_000;

/// One iteration.
pub fn run<R: Runtime>(runtime: &R) {
    let countdown = Countdown::new(OPERATIONS);
    let pairs = countdown.clone();
    runtime.block_on(async {
        R::detach(R::spawn(async move {
            for _ in 0..OPERATIONS {
                let countdown = pairs.clone();
                R::detach(R::spawn(async move {
                    let (ping, pinged) = oneshot::channel();
                    let (pong, ponged) = oneshot::channel();
                    R::detach(R::spawn(async move {
                        pinged
                            .await
                            .expect("the ping is sent before its sender is dropped");
                        pong.send(()).expect("the first task waits for the pong");
                    }));
                    ping.send(()).expect("the second task waits for the ping");
                    ponged
                        .await
                        .expect("the pong is sent before its sender is dropped");
                    countdown.count();
                }));
            }
        }));
        countdown.wait().await;
    });
}
