//! The bodies: what is measured, each written once for any runtime.
//!
//! A body is one iteration. It takes a runtime that is already built, leaves no task behind, and
//! its `OPERATIONS` say by how many its time is divided. `spawn_many`, `yield_many`, `ping_pong`
//! and `chained_spawn` have the names and the sizes that they have in tokio's own benches.

mod countdown;

pub mod blocking_latency;
pub mod blocking_throughput;
pub mod chained_spawn;
pub mod channel_ring;
pub mod ping_pong;
pub mod spawn_many;
pub mod spawn_many_worker;
pub mod spawn_remote;
pub mod spawn_remote_busy;
pub mod spawn_seq;
pub mod spawn_seq_worker;
pub mod timer_create_drop;
pub mod timer_live;
pub mod yield_many;
pub mod yield_neutral;
