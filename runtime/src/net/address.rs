//! Where to listen or connect: a socket address, or a name to look up.
//!
//! Rules
//! 1. What is written in figures is never looked up.
//! 2. A lookup blocks, so it is offloaded: it may wait for a thread of the blocking pool, or be
//!    rejected by it.
//! 3. What the system says of an address is given with that address: of a name there may be several
//!    to try.
//!
//! Next: `runtime.rs`.

use crate::context::Handle;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};

/// An address that is known, or a `host:port` that must be looked up.
///
/// Looking up blocks, in `getaddrinfo`, so it is done on the blocking pool; an address in figures
/// is not sent there.
///
/// ```
/// use openwork::net::Address;
/// let known: Address = "127.0.0.1:80".into();
/// assert_eq!(known, Address::Known(([127, 0, 0, 1], 80).into()));
/// assert_eq!(Address::from("localhost:80"), Address::Name("localhost:80".into()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// An IP address and a port.
    Known(SocketAddr),
    /// A host's name and a port, as `host:port`.
    Name(String),
}

impl From<SocketAddr> for Address {
    fn from(address: SocketAddr) -> Address {
        Address::Known(address)
    }
}

impl From<&str> for Address {
    fn from(text: &str) -> Address {
        let known = text.parse().map(Address::Known);
        known.unwrap_or_else(|_| Address::Name(text.to_owned()))
    }
}

impl Address {
    /// The socket addresses that this stands for, in the order in which they should be tried.
    ///
    /// # Errors
    /// What the lookup says, with the name; that there is none; or that the blocking pool rejected
    /// it.
    pub(super) async fn resolve(self) -> io::Result<Vec<SocketAddr>> {
        let name = match self {
            Address::Known(address) => return Ok(vec![address]),
            Address::Name(name) => name,
        };
        let lookup = move || match name.to_socket_addrs() {
            Ok(found) => Ok(found.collect()),
            Err(error) => Err(io::Error::new(error.kind(), format!("{name}: {error}"))),
        };
        Handle::current().spawn_blocking(lookup).await?
    }
}

/// `error` with the address that it is about.
pub(super) fn at(address: SocketAddr, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{address}: {error}"))
}
