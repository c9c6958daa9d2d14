//! The machine's limit: a loop around `mio` and `httparse`, with nothing between them.
//!
//! ```text
//! poll ─► for each event: read ► parse ► write        one read and one write a request, or a batch
//! ```
//!
//! 1. One buffer for all connections. A connection owns memory only while a request of it is cut in
//!    two, or a response does not fit into its socket.
//! 2. No timeout, no limit on connections: nothing is watched.
//! 3. Events come on edges: what is not read until the socket is empty is never told again.

use std::io::{self, ErrorKind, Read, Write};
use std::net;

use mio::event::Event;
use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Token};
use slab::Slab;

use super::super::responses::Responses;

const LISTENER: Token = Token(usize::MAX);

pub(super) fn serve(listener: net::TcpListener) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let mut listener = TcpListener::from_std(listener);
    let mut poll = Poll::new()?;
    poll.registry()
        .register(&mut listener, LISTENER, Interest::READABLE)?;
    let mut events = Events::with_capacity(1024);
    let mut connections = Slab::new();
    let mut shared = Shared {
        responses: Responses::new(),
        octets: vec![0; 64 << 10].into(),
        out: Vec::new(),
    };
    loop {
        match poll.poll(&mut events, None) {
            Err(error) if error.kind() != ErrorKind::Interrupted => return Err(error),
            _ => shared.responses.renew(),
        }
        for event in &events {
            if event.token() == LISTENER {
                accept(&listener, &poll, &mut connections)?;
                continue;
            }
            let key = event.token().0;
            let connection: Option<&mut Connection> = connections.get_mut(key);
            let goes_on = connection.map(|connection| connection.advance(event, &mut shared));
            if matches!(goes_on, Some(Ok(false) | Err(_))) {
                connections.remove(key);
            }
        }
    }
}

fn accept(
    listener: &TcpListener,
    poll: &Poll,
    connections: &mut Slab<Connection>,
) -> io::Result<()> {
    loop {
        let mut stream = match listener.accept() {
            Ok((stream, _)) => stream,
            Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
            Err(error) if error.kind() == ErrorKind::ConnectionAborted => continue,
            Err(error) => return Err(error),
        };
        stream.set_nodelay(true)?;
        let place = connections.vacant_entry();
        let interest = Interest::READABLE | Interest::WRITABLE;
        poll.registry()
            .register(&mut stream, Token(place.key()), interest)?;
        place.insert(Connection { stream, rest: None });
    }
}

/// What all connections use, one after another.
struct Shared {
    responses: Responses,
    octets: Box<[u8]>,
    out: Vec<u8>,
}

struct Connection {
    stream: TcpStream,
    rest: Option<Box<Rest>>,
}

/// What could not be dealt with at once.
#[derive(Default)]
struct Rest {
    /// The beginning of a request.
    read: Vec<u8>,
    /// The end of a response.
    unsent: Vec<u8>,
    is_last: bool,
}

impl Connection {
    /// Whether it goes on.
    fn advance(&mut self, event: &Event, shared: &mut Shared) -> io::Result<bool> {
        match &mut self.rest {
            Some(rest) if !rest.unsent.is_empty() => {
                let sent = send(&mut self.stream, &rest.unsent)?;
                rest.unsent.drain(..sent);
                if !rest.unsent.is_empty() || rest.is_last {
                    return Ok(!rest.unsent.is_empty());
                }
            }
            _ if !event.is_readable() => return Ok(true),
            _ => {}
        }
        loop {
            let count = match self.stream.read(&mut shared.octets) {
                Ok(0) => return Ok(false),
                Ok(count) => count,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(true),
                Err(error) => return Err(error),
            };
            let read = &shared.octets[..count];
            shared.out.clear();
            let is_last = match &mut self.rest {
                None => {
                    let answered = shared.responses.answer(read, &mut shared.out);
                    if answered.octets < count {
                        self.rest.get_or_insert_default().read = read[answered.octets..].into();
                    }
                    answered.is_last
                }
                Some(rest) => {
                    rest.read.extend_from_slice(read);
                    let answered = shared.responses.answer(&rest.read, &mut shared.out);
                    rest.read.drain(..answered.octets);
                    if rest.read.is_empty() {
                        self.rest = None;
                    }
                    answered.is_last
                }
            };
            let sent = send(&mut self.stream, &shared.out)?;
            if sent < shared.out.len() {
                let rest = self.rest.get_or_insert_default();
                rest.unsent = shared.out[sent..].into();
                rest.is_last = is_last;
                return Ok(true);
            }
            if is_last {
                return Ok(false);
            }
            // A buffer that was not filled has emptied the socket; an end is told with the octets
            // before it, and not again.
            if count < shared.octets.len() && !event.is_read_closed() {
                return Ok(true);
            }
        }
    }
}

/// How many octets the socket took.
fn send(stream: &mut TcpStream, octets: &[u8]) -> io::Result<usize> {
    let mut sent = 0;
    while sent < octets.len() {
        match stream.write(&octets[sent..]) {
            Ok(count) => sent += count,
            Err(error) if error.kind() == ErrorKind::WouldBlock => break,
            Err(error) => return Err(error),
        }
    }
    Ok(sent)
}
