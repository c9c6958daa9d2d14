//! Why a request got no response: every kind has a name, and every request that fails is counted
//! under one.
//!
//! Next: `mod.rs`, which does the counting.

use std::{fmt, io};

use super::reader::Malformed;

/// What kept a request from its response.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The connection was not established: refused, unreachable, no descriptor left.
    Connect(io::Error),
    /// The connection was not established in time.
    ConnectTimeout,
    /// The request could not be written.
    Write(io::Error),
    /// The response could not be read: a reset, for one.
    Read(io::Error),
    /// The server ended a kept connection while the request was on its way to it.
    Kept,
    /// The response was not there in time.
    ResponseTimeout,
    /// What came is not a whole HTTP/1 response.
    Malformed(Malformed),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Connect(error) => write!(f, "connect: {error}"),
            Failure::ConnectTimeout => f.write_str("connect timeout"),
            Failure::Write(error) => write!(f, "write: {error}"),
            Failure::Read(error) => write!(f, "read: {error}"),
            Failure::Kept => f.write_str("kept connection closed"),
            Failure::ResponseTimeout => f.write_str("response timeout"),
            Failure::Malformed(what) => what.fmt(f),
        }
    }
}
