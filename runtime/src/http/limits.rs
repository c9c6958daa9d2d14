//! How much a peer may send, and how long it may take.
//!
//! 1. Every limit is on by default, and each has its own status.
//! 2. A limit counts octets on the wire, so that it does not depend on how they arrive.
//! 3. A time is that of a wait for the peer: what a handler takes never counts.
//!
//! Next: `line.rs`, where the first of them is enforced.

use std::time::Duration;

/// How much of each part of a request is accepted, and how long a peer may take for it.
#[derive(Clone, Debug)]
pub struct Limits {
    /// The longest request target; beyond it 414.
    pub target: usize,
    /// The longest field line; beyond it 431.
    pub line: usize,
    /// The most field lines; beyond it 431.
    pub fields: usize,
    /// The longest header section, all field lines together, and the longest trailer section; beyond
    /// it 431.
    pub head: usize,
    /// The longest body; beyond it 413, before the body is read where its length is declared.
    pub body: u64,
    /// The most of an unread body that is read and dropped, so that the connection can be kept; and
    /// the most that is dropped so that it can be closed without a reset.
    pub unread: usize,
    /// From the beginning of a connection to the end of its first head, and from the first octet of
    /// a later one to its end; then 408, or a silent close if not one octet came.
    pub head_timeout: Duration,
    /// From a response to the first octet of the next request; then a silent close.
    pub keep_alive: Duration,
    /// The longest pause in a body; then 408.
    pub body_timeout: Duration,
    /// The slowest average of a body, in octets a second and at least 1, once it has been waited for
    /// longer than `body_timeout` in all; then 408.
    pub body_rate: u32,
    /// The longest pause in taking a response; then the connection is cut.
    pub write_timeout: Duration,
    /// How long, after the last response, what the peer still sends is read and dropped.
    pub linger: Duration,
}

// ANCHOR: default
impl Default for Limits {
    fn default() -> Limits {
        Limits {
            target: 8 << 10,
            line: 8 << 10,
            fields: 100,
            head: 32 << 10,
            body: 2 << 20,
            unread: 64 << 10,
            head_timeout: Duration::from_secs(10),
            keep_alive: Duration::from_secs(75),
            body_timeout: Duration::from_secs(10),
            body_rate: 500,
            write_timeout: Duration::from_secs(10),
            linger: Duration::from_secs(2),
        }
    }
}
// ANCHOR_END: default
