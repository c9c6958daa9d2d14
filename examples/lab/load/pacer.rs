//! What wakes a client when its turn has come: a thread that sleeps from turn to turn.
//!
//! ```text
//!   clients ──(when, wake)──▶ ┌─ pacer ─────────────────────┐
//!                             │ sleep until `when`; wake it │ ──▶ the client, on its own thread
//!                             └─────────────────────────────┘
//! ```
//!
//! 1. Why not a timer of the runtime: a thread that waits for sockets is woken on whole
//!    milliseconds (`epoll_wait` counts in them), half of one too late on average. On loopback that
//!    is longer than most responses take, and it would be counted as theirs. A thread that only
//!    sleeps is woken within a tenth.
//! 2. Turns come in the order in which they were taken, so one sleep at a time is enough; what is
//!    late already is woken at once.
//!
//! Next: `client.rs`, who sends one request.

use std::sync::mpsc;
use std::time::Instant;
use std::{io, thread};

use futures::channel::oneshot;

/// Wakes the clients of one thread.
pub(super) struct Pacer {
    turns: mpsc::Sender<(Instant, oneshot::Sender<()>)>,
}

impl Pacer {
    /// Starts its thread, which ends when the pacer is gone and the last sleep is over.
    pub(super) fn start() -> io::Result<Self> {
        let (turns, taken) = mpsc::channel::<(Instant, oneshot::Sender<()>)>();
        let thread = thread::Builder::new().name("pacer".into());
        thread.spawn(move || {
            for (when, wake) in taken {
                thread::sleep(when.saturating_duration_since(Instant::now()));
                // To drop it is to wake who waits for it, if anybody still does.
                drop(wake);
            }
        })?;
        Ok(Pacer { turns })
    }

    /// Waits until then.
    pub(super) async fn until(&self, when: Instant) {
        let (wake, woken) = oneshot::channel();
        let taken = self.turns.send((when, wake));
        taken.expect("the thread goes on while there is a pacer");
        let _ = woken.await;
    }
}
