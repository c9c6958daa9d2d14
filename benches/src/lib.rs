//! openwork beside its peers: the scheduler beside tokio and async-executor, HTTP beside hyper.
//!
//! ```text
//! workloads/     one generic body each    written once, for any `Runtime`
//! runtimes/      one adapter each         how a runtime spells `spawn`, `block_on`, `sleep`
//! cases          workload × runtime       what both benches of the scheduler run through
//! http/          one server each          `openwork::http`, hyper, and two written by hand
//!
//! scheduler.rs   cargo bench --bench scheduler   criterion: what changed since the last run
//! compare.rs     cargo bench --bench compare     fresh processes in turn, ratios, verdicts
//! http.rs        cargo bench --bench http        CPU time a request, system calls, memory
//! ```
//!
//! 1. The first two measure parts. They show what a spawn or a re-poll costs, never how fast a
//!    server is.
//! 2. A body is the same for every runtime: no runtime gets a channel, a counter or a box of its
//!    own.
//! 3. Absolute figures belong to one machine and one hour. Compare rows of the same run.
//!
//! Next: [`runtime`], the few verbs in which every body is written.

mod arguments;
pub mod cases;
pub mod compare;
pub mod http;
mod machine;
mod programs;
mod progress;
pub mod runtime;
pub mod runtimes;
mod statistics;
mod valgrind;
mod verdict;
pub mod workloads;
