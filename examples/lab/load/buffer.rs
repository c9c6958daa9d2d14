//! Bytes that have arrived and are not used up yet.
//!
//! ```text
//!   ├─ used up ─┼─ searched ─┼─ to be searched ─┼─ room ─┤
//!            start        scanned              end
//! ```
//!
//! 1. The search for an end goes on where it stopped, however often it is asked for.
//! 2. Room is made once and used again: what is left moves to the front.
//!
//! Next: `framing.rs`, where a body ends.

/// The least room for what arrives at a time.
const ROOM: usize = 8 * 1024;

/// Bytes on their way from a socket to a reader.
#[derive(Default)]
pub(crate) struct Buffer {
    bytes: Vec<u8>,
    start: usize,
    scanned: usize,
    end: usize,
}

impl Buffer {
    /// Room for what arrives.
    pub(crate) fn room(&mut self) -> &mut [u8] {
        let left = self.start..self.end;
        self.end -= self.start;
        self.scanned -= self.start;
        self.start = 0;
        if self.bytes.len() - self.end < ROOM {
            let mut larger = vec![0; self.end + ROOM];
            larger[..self.end].copy_from_slice(&self.bytes[left]);
            self.bytes = larger;
        } else {
            self.bytes.copy_within(left, 0);
        }
        &mut self.bytes[self.end..]
    }

    /// So much of the room was filled.
    pub(crate) fn filled(&mut self, count: usize) {
        self.end += count;
    }

    /// Whether everything is used up.
    pub(crate) fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// What is not used up.
    pub(super) fn waiting(&self) -> &[u8] {
        &self.bytes[self.start..self.end]
    }

    pub(super) fn use_up(&mut self, count: usize) {
        self.start += count;
        self.scanned = self.start;
    }

    /// The length up to and including `end`, once it is there.
    pub(super) fn find(&mut self, end: &[u8]) -> Option<usize> {
        // An end cut in two begins at most `end.len() - 1` bytes before what was searched.
        let from = self.scanned.saturating_sub(end.len() - 1).max(self.start);
        let found = self.bytes[from..self.end]
            .windows(end.len())
            .position(|window| window == end);
        self.scanned = self.end;
        found.map(|at| from + at + end.len() - self.start)
    }
}
