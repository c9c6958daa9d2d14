//! The servers, one thread each, all with the same page to give.
//!
//! Each runs in a process of its own, which is this program started again. It prints its port. Then
//! it prints, for each line it is told, the microseconds of CPU time that it has used up, in user
//! mode and altogether; and it ends when its standard input does.

mod hyper;
mod openwork;
mod raw;
mod tokio;

use std::io::{self, stdin};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::{process, thread};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use socket2::{Domain, Socket, Type};

use super::memory::raise_limit;

/// A server.
#[derive(Clone, Copy)]
pub(super) struct Server {
    /// What it is called in tables, and on the command line.
    pub(super) name: &'static str,
    serve: fn(TcpListener) -> io::Result<()>,
}

/// What every other is measured by.
pub(super) const RAW: &str = "raw";
/// A server on tokio that was written by hand.
pub(super) const TOKIO: &str = "tokio";
/// Hyper with a timeout for heads, as ours has one.
pub(super) const HYPER: &str = "hyper";
/// Hyper without.
pub(super) const HYPER_NO_TIMER: &str = "hyper-no-timer";
/// Ours.
pub(super) const OPENWORK: &str = "openwork";

/// All of them, in the order of the tables.
pub(super) const SERVERS: [Server; 5] = [
    Server {
        name: RAW,
        serve: raw::serve,
    },
    Server {
        name: TOKIO,
        serve: tokio::serve,
    },
    Server {
        name: HYPER,
        serve: hyper::serve,
    },
    Server {
        name: HYPER_NO_TIMER,
        serve: hyper::serve_without_timer,
    },
    Server {
        name: OPENWORK,
        serve: openwork::serve,
    },
];

/// Serves until standard input ends: what a server's process does.
pub(super) fn serve(name: &str) -> Result<(), String> {
    raise_limit();
    let server = SERVERS.iter().find(|server| server.name == name);
    let server = server.ok_or_else(|| format!("there is no server {name}"))?;
    let listener = listen().map_err(|error| format!("{name} cannot listen: {error}"))?;
    let address = listener.local_addr();
    println!("{}", address.map_or(0, |address| address.port()));
    thread::spawn(|| {
        for _ in stdin().lines().map_while(Result::ok) {
            let usage = getrusage(UsageWho::RUSAGE_SELF).expect("a process may ask for its own");
            let user = usage.user_time().num_microseconds();
            let total = user + usage.system_time().num_microseconds();
            println!("{user} {total}");
        }
        process::exit(0);
    });
    (server.serve)(listener).map_err(|error| format!("{name} ended: {error}"))
}

/// A backlog that takes all clients at once.
fn listen() -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into())?;
    socket.listen(4096)?;
    Ok(socket.into())
}
