//! Servers of HTTP beside a bare loop, what a request costs them: `cargo bench --bench http`.
//!
//! ```text
//! cargo bench --bench http                            tables and verdicts, six minutes; wants wrk
//! cargo bench --bench http -- raw openwork 64         these servers and scenarios only
//! cargo bench --bench http -- --rounds 5 --seconds 1  instead of seven rounds of two seconds
//! cargo bench --bench http -- --instructions          instructions a request, by valgrind
//! cargo bench --bench http -- --system-calls          system calls a request, by strace
//! cargo bench --bench http -- --memory                memory of idle connections, nothing else
//! cargo bench --bench http -- --serve openwork        one server, for a profiler or curl
//! ```
//!
//! Servers: raw, tokio, hyper, hyper-no-timer, openwork. Scenarios: 1, 64, 400, pipelined. The
//! method is told in `src/http/mod.rs`.

use std::process::ExitCode;

fn main() -> ExitCode {
    openwork_benches::http::run(std::env::args().skip(1))
}
