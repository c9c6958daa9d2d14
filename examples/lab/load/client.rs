//! One client: a connection that carries one request at a time, as a user's does.
//!
//! 1. A connection that failed, or that its server will not keep, is dropped; the next request
//!    opens another.
//! 2. A kept connection that its server has closed meanwhile is dropped before anything is sent on
//!    it. Where the end was still on its way, the request was sent in vain.
//! 3. Nothing is sent twice: that request is a failure like any other, and is counted.
//!
//! Next: `reader.rs`, what the bytes mean.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use futures::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use openwork::net::TcpStream;
use openwork::time::timeout;

use super::Load;
use super::failure::Failure;
use super::message::Octets;
use super::reader::{Malformed, Reader, Response};

/// What all clients of a load send, and to whom.
pub(super) struct Wire {
    load: Load,
    requests: Vec<Octets>,
}

impl Wire {
    pub(super) fn new(load: Load) -> Self {
        let host = load.address.to_string();
        let requests = load.requests.iter();
        let requests = requests.map(|message| message.octets(&host, load.keep_alive));
        Wire {
            requests: requests.collect(),
            load,
        }
    }

    fn request(&self, number: usize) -> &Octets {
        &self.requests[number % self.requests.len()]
    }
}

/// A client of one server.
pub(super) struct Client {
    wire: Arc<Wire>,
    connection: Option<Connection>,
    received: usize,
}

struct Connection {
    stream: TcpStream,
    reader: Reader,
    received: usize,
    /// It has carried a response before.
    kept: bool,
}

impl Client {
    pub(super) fn new(wire: Arc<Wire>) -> Self {
        Client {
            wire,
            connection: None,
            received: 0,
        }
    }

    /// Sends a request and takes its response in, over a new connection if there is none.
    pub(super) async fn request(&mut self, number: usize) -> Result<Response, Failure> {
        let wire = self.wire.clone();
        self.received = 0;
        let mut connection = match self.kept().await {
            Some(connection) => connection,
            None => self.connect().await?,
        };
        let exchange = connection.exchange(wire.request(number));
        let ended = within(wire.load.response_timeout, exchange).await;
        self.received = std::mem::take(&mut connection.received);
        let ended = ended.ok_or(Failure::ResponseTimeout)?;
        let response = ended.map_err(|failure| match failure {
            // Its server ended the connection while the request was on its way to it.
            _ if connection.kept && self.received == 0 => Failure::Kept,
            failure => failure,
        })?;
        if wire.load.keep_alive && response.keep_alive {
            connection.kept = true;
            self.connection = Some(connection);
        }
        Ok(response)
    }

    /// How many octets came for the last request.
    pub(super) fn received(&self) -> usize {
        self.received
    }

    /// The connection of the last request, if it may carry another.
    async fn kept(&mut self) -> Option<Connection> {
        let mut connection = self.connection.take()?;
        connection.is_quiet().await.then_some(connection)
    }

    async fn connect(&self) -> Result<Connection, Failure> {
        let load = &self.wire.load;
        let stream = within(load.connect_timeout, TcpStream::connect(load.address))
            .await
            .ok_or(Failure::ConnectTimeout)?
            .map_err(Failure::Connect)?;
        // A request is one small write: it must not wait for the acknowledgement of another.
        stream.set_nodelay(true).map_err(Failure::Connect)?;
        Ok(Connection {
            stream,
            reader: Reader::new(),
            received: 0,
            kept: false,
        })
    }
}

impl Connection {
    /// Whether nothing came while nothing was asked, neither the end nor anything else.
    async fn is_quiet(&mut self) -> bool {
        poll_fn(|cx| {
            let looked = Pin::new(&mut self.stream).poll_read(cx, &mut [0]);
            Poll::Ready(looked.is_pending())
        })
        .await
    }

    async fn exchange(&mut self, request: &Octets) -> Result<Response, Failure> {
        let sent = self.stream.write_all(&request.octets).await;
        self.reader.asked(request.bodiless);
        let response = self.response().await;
        match sent {
            Ok(()) => response,
            // A server may answer and close before it has read a long body to its end.
            Err(error) => response
                .map(Response::last)
                .map_err(|_| Failure::Write(error)),
        }
    }

    async fn response(&mut self) -> Result<Response, Failure> {
        loop {
            let count = self.stream.read(self.reader.arrived().room()).await;
            let count = count.map_err(Failure::Read)?;
            if count == 0 {
                return self.reader.end().map_err(Failure::Malformed);
            }
            self.received += count;
            self.reader.arrived().filled(count);
            if let Some(response) = self.reader.next().map_err(Failure::Malformed)? {
                return match self.reader.arrived().is_empty() {
                    true => Ok(response),
                    false => Err(Failure::Malformed(Malformed::Excess)),
                };
            }
        }
    }
}

async fn within<F: Future>(limit: Duration, future: F) -> Option<F::Output> {
    timeout(limit, future).await.ok()
}
