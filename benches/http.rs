//! Servers of HTTP beside a bare loop: `cargo bench --bench http`.

use std::process::ExitCode;

fn main() -> ExitCode {
    openwork_benches::http::run(std::env::args().skip(1))
}
