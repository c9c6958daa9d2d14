//! An async runtime made for teaching, whose works are left in sight.
//!
//! The house, floor by floor. A module uses `crate::` only from floors below its own, so the
//! reading order is from the ground up.
//!
//! ```text
// ANCHOR: map
//! floor
//!  0  sync        the only door to atomics and locks
//!  0  contain     user code, and its panics kept in
//!  1  task/       a spawned future: state, output, waker, handle        ┐ these two meet only
//!  2  driver/     reactor and timers: what a parked thread sleeps inside ┘ as std::task::Waker
//!  2  blocking/   a pool of threads that may block
//!  3  park        a thread asleep, and how it is woken
//!  3  context     which runtime is this thread in: Handle, spawn, spawn_blocking
//!  4  scheduler/  who polls which ready task next
//!  4  time/, net/ the leaf futures
//!  5  runtime     Builder, Runtime, block_on: all of it put together and taken apart
//!  6  http/       a server of HTTP/1.1, built on the public face of all this
// ANCHOR_END: map
//! ```
//!
//! One request through the house: the system says that a socket is readable (`driver/reactor.rs`), the
//! registration wakes the task that waits for it (`driver/registration.rs`, `task/cell.rs`), the scheduler
//! queues it and gives it a turn (`scheduler/single_threaded.rs`), and its `poll` reads (`net/stream.rs`).
//!
//! ```
//! use std::time::Duration;
//! openwork::block_on(async {
//!     let task = openwork::spawn(async {
//!         openwork::time::sleep(Duration::from_millis(1)).await;
//!         "slept"
//!     });
//!     assert_eq!(task.await.unwrap(), "slept");
//! });
//! ```
//!
//! Next: `sync.rs`.

mod blocking;
mod contain;
mod context;
mod driver;
pub mod http;
pub mod net;
mod park;
mod runtime;
mod scheduler;
#[cfg_attr(loom, path = "../tests/loom/sync.rs")]
mod sync;
pub mod task;
pub mod time;

#[cfg(all(test, loom))]
#[path = "../tests/loom/mod.rs"]
mod loom;

pub use context::{EnterGuard, Handle, Metrics, spawn, spawn_blocking};
pub use runtime::{Builder, Runtime, block_on};
