//! One client: a connection that carries one request at a time, as a user's does.
//!
//! 1. A connection that failed, or that its server will not keep, is dropped; the next request
//!    opens another.
//! 2. Nothing is sent twice: a request on a kept connection that the server just closed is a
//!    failure like any other, and is counted.
//!
//! Next: `reader.rs`, what the bytes mean.

use std::sync::Arc;
use std::time::Duration;

use futures::io::{AsyncReadExt, AsyncWriteExt};
use openwork::net::TcpStream;
use openwork::time::timeout;

use super::Load;
use super::failure::Failure;
use super::reader::{Reader, Response};

/// A client of one server.
pub(crate) struct Client {
    load: Arc<Load>,
    connection: Option<Connection>,
}

struct Connection {
    stream: TcpStream,
    reader: Reader,
}

impl Client {
    pub(crate) fn new(load: Arc<Load>) -> Self {
        Client {
            load,
            connection: None,
        }
    }

    /// Sends one request and takes its response in, over a new connection if there is none.
    pub(crate) async fn request(&mut self, octets: &[u8]) -> Result<Response, Failure> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.connect().await?,
        };
        let exchange = connection.exchange(octets);
        let response = within(self.load.response_timeout, exchange)
            .await
            .ok_or(Failure::ResponseTimeout)??;
        if self.load.keep_alive && response.keep_alive {
            self.connection = Some(connection);
        }
        Ok(response)
    }

    async fn connect(&self) -> Result<Connection, Failure> {
        let stream = within(
            self.load.connect_timeout,
            TcpStream::connect(self.load.address),
        )
        .await
        .ok_or(Failure::ConnectTimeout)?
        .map_err(Failure::Connect)?;
        // A request is one small write: it must not wait for the acknowledgement of another.
        stream.set_nodelay(true).map_err(Failure::Connect)?;
        Ok(Connection {
            stream,
            reader: Reader::new(),
        })
    }
}

impl Connection {
    async fn exchange(&mut self, request: &[u8]) -> Result<Response, Failure> {
        self.stream
            .write_all(request)
            .await
            .map_err(Failure::Write)?;
        let mut bytes = [0; 16 * 1024];
        loop {
            if let Some(response) = self.reader.next().map_err(Failure::Malformed)? {
                return Ok(response);
            }
            let count = self.stream.read(&mut bytes).await;
            match count.map_err(Failure::Read)? {
                0 => return self.reader.end().map_err(Failure::Malformed),
                count => self.reader.push(&bytes[..count]),
            }
        }
    }
}

async fn within<F: Future>(limit: Duration, future: F) -> Option<F::Output> {
    timeout(limit, future).await.ok()
}
