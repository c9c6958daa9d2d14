//! The scheduler modes of openwork beside tokio and async-executor, from one body of code.
//!
//! ```text
//! workloads/     one generic body each    written once, for any `Runtime`
//! runtimes/      one adapter each         how a runtime spells `spawn`, `block_on`, `sleep`
//! cases          workload × runtime       what both benches run through
//!
//! scheduler.rs   cargo bench --bench scheduler   criterion: what changed since the last run
//! compare.rs     cargo bench --bench compare     fresh processes in turn, ratios, verdicts
//! http.rs        cargo bench --bench http        servers of HTTP beside a bare loop
//! ```
//!
//! 1. These are measurements of parts. They show what a spawn or a re-poll costs, never how fast a
//!    server is.
//! 2. A body is the same for every runtime: no runtime gets a channel, a counter or a box of its
//!    own.
//! 3. Absolute figures belong to one machine and one hour. Compare rows of the same run.
//!
//! Next: [`runtime`], the few verbs in which every body is written.

mod arguments;
pub mod cases;
pub mod compare;
mod cpus;
pub mod http;
mod machine;
pub mod runtime;
pub mod runtimes;
mod statistics;
mod valgrind;
mod verdict;
pub mod workloads;
