//! An experiment's server for real clients: says how to reach it, answers until Ctrl-C, drains.
//!
//! 1. The first interrupt stops accepting and lets requests that have begun end.
//! 2. The second one ends the program at once, whatever its threads are doing.

use std::net::SocketAddr;
use std::time::Duration;
use std::{io, process, thread};

use futures::channel::oneshot;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::experiments::Experiment;
use crate::options::ServeOptions;
use crate::report::screen::Screen;
use crate::server::{Serving, bind};

/// Longer than any queue of the write-ups at a scale of 1: 45 requests of 2 s, one at a time.
const GRACE: Duration = Duration::from_secs(100);

/// What a shell answers for a program that an interrupt ended.
const INTERRUPTED: i32 = 130;

/// Serves until it is told to stop.
pub(crate) fn serve(experiment: &dyn Experiment, options: &ServeOptions) -> io::Result<bool> {
    let listener = bind(options.host(), options.port(experiment.port()))?;
    let sites: io::Result<Vec<_>> = (0..options.workers)
        .map(|_| experiment.site(options))
        .collect();
    // Before the address is printed: whoever reads it may interrupt at once.
    let signals = Signals::new([SIGINT, SIGTERM])?;
    let mut serving = Serving::start(listener, sites?, GRACE)?;
    let stops = serving.stops();
    thread::Builder::new()
        .name("signals".into())
        .spawn(move || obey(signals, stops))?;
    announce(experiment, options, serving.address())?;
    let cut = serving.join();
    let told = match cut {
        0 => "Every request that had begun was answered.".to_owned(),
        cut => format!("{cut} connections were cut."),
    };
    Screen::new(false).tell(&told)?;
    Ok(true)
}

fn announce(
    experiment: &dyn Experiment,
    options: &ServeOptions,
    address: SocketAddr,
) -> io::Result<()> {
    let screen = Screen::new(false);
    let (name, scale) = (experiment.name(), options.scale);
    let workers = match options.workers {
        1 => "one worker".to_owned(),
        workers => format!("{workers} workers"),
    };
    let base = format!("http://{address}");
    let (host, port) = (options.host(), address.port());
    screen.heading(&format!(
        "{name} on {host} port {port}, {workers}, seconds × {scale}"
    ))?;
    for path in experiment.paths() {
        screen.tell(&format!("  {base}{path}"))?;
    }
    if let Some(served) = experiment.served(options) {
        screen.tell(&format!("\n  {served}"))?;
    }
    screen.heading("In another terminal")?;
    for command in experiment.commands(&base) {
        screen.tell(&format!("  {command}"))?;
    }
    screen.tell("\nCtrl-C stops it when the last request is answered; twice, at once.")
}

fn obey(mut signals: Signals, stops: Vec<oneshot::Sender<()>>) {
    let mut stops = Some(stops);
    for _ in signals.forever() {
        if stops.take().is_none() {
            process::exit(INTERRUPTED);
        }
        // The story goes on even if nobody reads it.
        let _ = Screen::new(false).tell("Draining. Ctrl-C again to stop at once.");
    }
}
