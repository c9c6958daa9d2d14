//! A client that asks a fixed number of times, for what wrk cannot do.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpStream};

use httparse::{EMPTY_HEADER, Response, Status};

use super::PATH;

/// Connections that are kept.
pub(super) struct Clients {
    streams: Vec<TcpStream>,
    /// How long a response is; all are alike.
    length: usize,
}

/// A response, and how many octets it took.
pub(super) struct Received {
    pub(super) octets: Vec<u8>,
}

/// One request.
pub(super) fn request() -> String {
    format!("GET {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
}

impl Clients {
    /// Connects so many, and each asks once.
    pub(super) fn connect(port: u16, connections: usize) -> Result<Self, String> {
        let mut clients = Clients {
            streams: Vec::with_capacity(connections),
            length: 0,
        };
        for _ in 0..connections {
            let (stream, length) = connect(port).map_err(explain)?;
            clients.length = length;
            clients.streams.push(stream);
        }
        Ok(clients)
    }

    /// Asks about so many times more, as many at once as said.
    pub(super) fn ask(&mut self, requests: usize, pipelined: usize) -> Result<(), String> {
        let batch = request().repeat(pipelined);
        let mut responses = vec![0; self.length * pipelined];
        let at_once = self.streams.len() * pipelined;
        for _ in 0..requests.div_ceil(at_once) {
            for stream in &mut self.streams {
                stream.write_all(batch.as_bytes()).map_err(explain)?;
            }
            for stream in &mut self.streams {
                stream.read_exact(&mut responses).map_err(explain)?;
            }
        }
        Ok(())
    }
}

fn connect(port: u16) -> io::Result<(TcpStream, usize)> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_nodelay(true)?;
    stream.write_all(request().as_bytes())?;
    let length = receive(&mut stream)?.octets.len();
    Ok((stream, length))
}

/// Reads one response, and checks it.
pub(super) fn receive(stream: &mut TcpStream) -> io::Result<Received> {
    let mut octets = Vec::new();
    let mut part = [0; 1024];
    loop {
        let count = stream.read(&mut part)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        octets.extend_from_slice(&part[..count]);
        if is_whole(&octets)? {
            return Ok(Received { octets });
        }
    }
}

fn is_whole(octets: &[u8]) -> io::Result<bool> {
    let mut fields = [EMPTY_HEADER; 16];
    let mut response = Response::new(&mut fields);
    match response.parse(octets).map_err(io::Error::other)? {
        Status::Partial => Ok(false),
        Status::Complete(head) => Ok(octets.len() >= head + super::BODY.len()),
    }
}

fn explain(error: io::Error) -> String {
    format!("a server does not answer: {error}")
}
