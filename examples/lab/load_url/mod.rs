//! `load URL`: a load on any server, with the figures that users of `hey` and `wrk` look for.
//!
//! ```text
//!   options ──▶ Load ──▶ Crew ──▶ a Tally a thread ──▶ Figures ──┬─▶ the screen
//!                          ▲                                     └─▶ --json
//!                       Ctrl-C
//! ```
//!
//! 1. The first interrupt ends the load and tells what there is; the second ends the program.
//! 2. It fails, with exit code 1, if there was no response at all.
//! 3. Whose limit the figures are is said beside them: the generator's time is measured too.
//!
//! Next: `url.rs`, then `options.rs`, `tally.rs`, `figures.rs`.

mod bars;
mod figures;
mod limit;
mod notes;
pub(crate) mod options;
mod tally;
mod told;
mod url;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::{io, process, thread};

use futures::channel::oneshot;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::load::{Amount, Crew, Load, Message, Pace};
use crate::report::screen::Screen;
use figures::Figures;
use options::LoadOptions;
use tally::Tally;

/// What a shell answers for a program that an interrupt ended.
const INTERRUPTED: i32 = 130;

/// Loads a server and tells what came of it; whether there was a response.
pub(crate) fn load(options: &LoadOptions) -> io::Result<bool> {
    let screen = Screen::new(options.json);
    let (url, address, message) = aim(options)?;
    announce(&screen, &url, options)?;
    let load = Load {
        address,
        requests: vec![message],
        pace: options.pace(),
        amount: options.amount(),
        warm_up: options.warm_up,
        keep_alive: options.keep_alive(),
        connect_timeout: options.timeout,
        response_timeout: options.timeout,
    };
    let signals = Signals::new([SIGINT, SIGTERM])?;
    let tallies = (0..options.threads()).map(|_| Tally::new()).collect();
    let mut crew = Crew::start(load, tallies)?;
    let interrupted = Arc::new(AtomicBool::new(false));
    let (told, stops) = (interrupted.clone(), crew.stops());
    thread::Builder::new()
        .name("signals".into())
        .spawn(move || obey(signals, stops, &told))?;
    let mut figures = Figures::new(url, options, &crew.join());
    figures.notes = notes::notes(&figures, options.limit, interrupted.load(SeqCst));
    told::tell(&screen, &figures)?;
    Ok(figures.responses > 0)
}

/// What is loaded: its name, its address and the request.
fn aim(options: &LoadOptions) -> io::Result<(String, SocketAddr, Message)> {
    let Some(url) = &options.url else {
        let address = limit::serve()?;
        let name = format!("a trivial server in this program, {address}");
        return Ok((name, address, Message::get("/")));
    };
    let message = options.message(url)?;
    Ok((url.to_string(), url.reach(options.timeout)?, message))
}

fn announce(screen: &Screen, url: &str, options: &LoadOptions) -> io::Result<()> {
    let amount = match options.amount() {
        Amount::Requests(requests) => format!("{requests} requests"),
        Amount::Time(time) => format!("Requests for {time:?}"),
    };
    let pace = match options.pace() {
        Pace::Closed { clients } => format!("closed loop of {clients} clients"),
        Pace::Open { rate, clients } => format!("open loop, {rate} a second, {clients} clients"),
    };
    let keep = if options.keep_alive() {
        "keep-alive"
    } else {
        "a connection each"
    };
    screen.tell(&format!("{amount} to {url}\n{pace}, {keep}"))
}

fn obey(mut signals: Signals, stops: Vec<oneshot::Sender<()>>, interrupted: &AtomicBool) {
    let mut stops = Some(stops);
    for _ in signals.forever() {
        if stops.take().is_none() {
            process::exit(INTERRUPTED);
        }
        interrupted.store(true, SeqCst);
    }
}
