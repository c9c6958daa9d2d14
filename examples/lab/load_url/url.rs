//! `http://HOST[:PORT][/PATH][?QUERY]`, and which address of that host answers.
//!
//! 1. Only `http`: a generator that encrypts would measure its own encryption.
//! 2. What cannot stand in a request line (a space, a letter outside ASCII) is refused, not guessed.
//! 3. Of a name's addresses the first that takes a connection is loaded, as a browser would. That
//!    connection is closed again; a server that is not there is told before the load.
//!
//! Next: `options.rs`.

use std::fmt;
use std::io;
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::time::Duration;

/// Where a load goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Url {
    /// The host, without brackets.
    host: String,
    port: u16,
    /// Host and port as they were written: what the `Host` field says.
    pub(crate) authority: String,
    /// Path and query.
    pub(crate) target: String,
}

impl Url {
    /// Reads one, or says what is wrong with it.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let (scheme, rest) = text
            .split_once("://")
            .ok_or("it does not begin with http://")?;
        match scheme.to_ascii_lowercase().as_str() {
            "http" => {}
            "https" => return Err("https is not spoken here, only http".to_owned()),
            _ => return Err("only http is spoken here".to_owned()),
        }
        // A fragment is for the reader of the response; it is not sent.
        let rest = rest.split('#').next().unwrap_or_default();
        let path = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(path);
        if !path.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err("a space or a letter outside ASCII must be written as %20".to_owned());
        }
        let (host, port) = split(authority)?;
        Ok(Url {
            host: host.to_owned(),
            port,
            authority: authority.to_owned(),
            target: match path.starts_with('/') {
                true => path.to_owned(),
                false => format!("/{path}"),
            },
        })
    }

    /// The first of its addresses that takes a connection.
    pub(crate) fn reach(&self, timeout: Duration) -> io::Result<SocketAddr> {
        let addresses = (self.host.as_str(), self.port).to_socket_addrs();
        let addresses = addresses.map_err(|error| {
            let text = format!("{} has no address: {error}", self.host);
            io::Error::new(error.kind(), text)
        })?;
        let mut refused = None;
        for address in addresses {
            match TcpStream::connect_timeout(&address, timeout) {
                Ok(_) => return Ok(address),
                Err(error) => refused = Some((address, error)),
            }
        }
        let Some((address, error)) = refused else {
            return Err(io::Error::other(format!("{} has no address", self.host)));
        };
        let text = format!(
            "cannot connect to {address}: {error}\n\
             Is the server running, and is that its port? `ss -ltn` lists what listens here."
        );
        Err(io::Error::new(error.kind(), text))
    }
}

/// Host and port, where 80 is what is meant by none.
fn split(authority: &str) -> Result<(&str, u16), String> {
    if authority.contains('@') {
        return Err("a user name in it is not sent; write --header instead".to_owned());
    }
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => rest
            .split_once(']')
            .ok_or("the bracket of its IPv6 address is not closed")?,
        None => authority.split_at(authority.find(':').unwrap_or(authority.len())),
    };
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:%".contains(&byte);
    if host.is_empty() || !host.bytes().all(known) {
        return Err("it names no host".to_owned());
    }
    let port = match port {
        "" => 80,
        port => port
            .strip_prefix(':')
            .and_then(|digits| digits.parse().ok())
            .filter(|port| *port > 0)
            .ok_or("its port is not a number from 1 to 65535")?,
    };
    Ok((host, port))
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "http://{}{}", self.authority, self.target)
    }
}
