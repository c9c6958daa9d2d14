//! A client that asks so many times and no more, for what wrk cannot do.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpStream};

use httparse::{EMPTY_HEADER, Response, Status};

use super::{BODY, PATH, TYPE};

/// What is asked.
pub(super) fn request() -> String {
    format!("GET {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
}

/// Connections that are kept.
pub(super) struct Clients {
    streams: Vec<TcpStream>,
    /// How long a response is; all are alike.
    length: usize,
}

impl Clients {
    /// Connects so many, and each asks.
    pub(super) fn connect(port: u16, connections: usize) -> Result<Self, String> {
        let mut clients = Clients {
            streams: Vec::with_capacity(connections),
            length: 0,
        };
        for _ in 0..connections {
            clients.streams.push(connect(port)?);
        }
        // The first tells how long a response is.
        if let Some(first) = clients.streams.first_mut() {
            clients.length = ask_once(first)?;
            clients.ask(1, 1)?;
        }
        Ok(clients)
    }

    /// Asks at least so many times, on each connection so often before it reads. What comes back is
    /// how many times it was.
    pub(super) fn ask(&mut self, requests: usize, at_once: usize) -> Result<usize, String> {
        let batch = request().repeat(at_once);
        let mut responses = vec![0; self.length * at_once];
        let in_a_turn = self.streams.len() * at_once;
        let turns = requests.div_ceil(in_a_turn);
        for _ in 0..turns {
            for stream in &mut self.streams {
                stream.write_all(batch.as_bytes()).map_err(explain)?;
            }
            for stream in &mut self.streams {
                stream.read_exact(&mut responses).map_err(explain)?;
            }
        }
        Ok(turns * in_a_turn)
    }
}

/// One connection.
pub(super) fn connect(port: u16) -> Result<TcpStream, String> {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).map_err(explain)?;
    stream.set_nodelay(true).map_err(explain)?;
    Ok(stream)
}

/// One request. What comes back is how many octets the response had.
pub(super) fn ask_once(stream: &mut TcpStream) -> Result<usize, String> {
    stream.write_all(request().as_bytes()).map_err(explain)?;
    receive(stream)
}

/// Reads one response, and checks that it is the right one. What comes back is how many octets it
/// had.
pub(super) fn receive(stream: &mut TcpStream) -> Result<usize, String> {
    let mut octets = Vec::new();
    let mut octet = [0];
    loop {
        // One by one, so as to take nothing of the next response.
        stream.read_exact(&mut octet).map_err(explain)?;
        octets.push(octet[0]);
        if octets.ends_with(b"\r\n\r\n") {
            break;
        }
    }
    let mut body = [0; BODY.len()];
    let mut fields = [EMPTY_HEADER; 16];
    let mut response = Response::new(&mut fields);
    let parsed = response.parse(&octets);
    let field = |name: &str| {
        let field = response.headers.iter().find(|field| field.name == name);
        field.map_or(&b""[..], |field| field.value)
    };
    let is_right = matches!(parsed, Ok(Status::Complete(_)))
        && response.code == Some(200)
        && field("content-length") == BODY.len().to_string().as_bytes()
        && field("content-type") == TYPE.as_bytes()
        && !field("date").is_empty();
    if is_right {
        stream.read_exact(&mut body).map_err(explain)?;
    }
    if body != BODY.as_bytes() {
        return Err(format!("wrong answer: {}", octets.escape_ascii()));
    }
    Ok(octets.len() + body.len())
}

/// Why a connection failed.
pub(super) fn explain(error: io::Error) -> String {
    format!("no answer: {error}")
}
