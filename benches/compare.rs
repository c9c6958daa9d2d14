//! Every workload on every runtime, in fresh processes that take turns: `cargo bench --bench
//! compare`.
//!
//! ```text
//! cargo bench --bench compare                          tables and verdicts, four minutes
//! cargo bench --bench compare -- yield_many spawn_seq  these workloads only
//! cargo bench --bench compare -- --rounds 9            more rounds than the ordinary five
//! cargo bench --bench compare -- --instructions        instructions an operation, by valgrind
//! cargo bench --bench compare -- --one spawn_many tokio 20   nothing else, for a profiler
//! ```
//!
//! The method is told in `src/compare/mod.rs`.

use std::process::ExitCode;

fn main() -> ExitCode {
    openwork_benches::compare::run(std::env::args().skip(1))
}
