//! The four handlers, line for line those of the write-up, and the two pools behind them.

use std::time::Duration;
use std::{io, thread};

use jiff::Zoned;
use jiff::civil::Time;
use openwork::http::{Request, Response, Router, Status};

use crate::server::Site;

pub(super) const BLOCKING: &str = "/async_def_and_blocking_io";
pub(super) const PLAIN: &str = "/def_and_blocking_io";
pub(super) const AWAITING: &str = "/async_def_non_blocking_io";
pub(super) const OFFLOADING: &str = "/async_def_blocking_io_run_in_executor";
pub(super) const PATHS: &[&str] = &[BLOCKING, PLAIN, AWAITING, OFFLOADING];

/// FastAPI's limit on threads for plain handlers.
pub(super) const PLAIN_POOL: usize = 40;
/// Python's default executor on two cores: min(32, cores + 4).
pub(super) const EXECUTOR_POOL: usize = 6;

/// The two seconds of the write-up.
pub(super) fn wait(scale: f64) -> Duration {
    Duration::from_secs_f64(2.0 * scale)
}

/// What one worker serves, with pools of these sizes.
pub(super) fn site(scale: f64, plain: usize, executor: usize) -> io::Result<Site> {
    let executor = openwork::Builder::single_threaded()
        .blocking_threads(executor)
        .build()?;
    Ok(Site {
        router: router(scale, executor.handle().clone()),
        blocking_threads: plain,
        executor: Some(executor),
    })
}

fn router(scale: f64, executor: openwork::Handle) -> Router {
    let wait = wait(scale);
    let now = move || Response::text(stamp(scale));
    Router::new()
        .get(BLOCKING, move |_: Request| async move {
            thread::sleep(wait);
            now()
        })
        .get(PLAIN, move |_: Request| {
            thread::sleep(wait);
            now()
        })
        .get(AWAITING, move |_: Request| async move {
            openwork::time::sleep(wait).await;
            now()
        })
        .get(OFFLOADING, move |_: Request| {
            let executor = executor.clone();
            async move {
                match executor.spawn_blocking(move || thread::sleep(wait)).await {
                    Ok(()) => now(),
                    Err(error) => {
                        Response::text(error.to_string()).with_status(Status::SERVICE_UNAVAILABLE)
                    }
                }
            }
        })
}

/// The local time; below a scale of 1, seconds alone would not tell the responses apart.
fn stamp(scale: f64) -> String {
    let format = if scale < 1.0 {
        "%H:%M:%S%.3f\n"
    } else {
        "%H:%M:%S\n"
    };
    Zoned::now().strftime(format).to_string()
}

/// Whether a response is a time of day.
pub(super) fn is_a_time(body: &str) -> bool {
    body.trim().parse::<Time>().is_ok()
}
