//! The requests that a load sends, as octets made once and sent many times.
//!
//! Next: `client.rs`, which sends them.

use std::fmt::Write;

/// One request: method, target, fields and body.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    method: String,
    target: String,
    fields: Vec<(String, String)>,
    body: Vec<u8>,
}

/// A request as it goes over the wire.
pub(super) struct Octets {
    pub(super) octets: Vec<u8>,
    /// No body follows the head of its response.
    pub(super) bodiless: bool,
}

impl Message {
    /// A request with no field but those that every request has.
    pub(crate) fn new(method: &str, target: &str, body: Vec<u8>) -> Self {
        Message {
            method: method.to_owned(),
            target: target.to_owned(),
            fields: Vec::new(),
            body,
        }
    }

    /// Asks for a path.
    pub(crate) fn get(target: &str) -> Self {
        Message::new("GET", target, Vec::new())
    }

    /// Sends a body to a path.
    pub(crate) fn post(target: &str, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Message::new("POST", target, body.into()).with("Content-Type", content_type)
    }

    /// With one more field. A `Host` takes the place of the address.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// What goes over the wire.
    pub(super) fn octets(&self, host: &str, keep_alive: bool) -> Octets {
        let mut head = format!("{} {} HTTP/1.1\r\n", self.method, self.target);
        let mut field = |name: &str, value: &str| {
            write!(head, "{name}: {value}\r\n").expect("a String takes everything");
        };
        if !self.has("host") {
            field("Host", host);
        }
        if !keep_alive {
            field("Connection", "close");
        }
        let has_body = !self.body.is_empty() || !matches!(self.method.as_str(), "GET" | "HEAD");
        if has_body && !self.has("content-length") {
            field("Content-Length", &self.body.len().to_string());
        }
        for (name, value) in &self.fields {
            field(name, value);
        }
        let mut octets = head.into_bytes();
        octets.extend_from_slice(b"\r\n");
        octets.extend_from_slice(&self.body);
        Octets {
            octets,
            bodiless: self.method == "HEAD",
        }
    }

    fn has(&self, name: &str) -> bool {
        let mut names = self.fields.iter().map(|(name, _)| name);
        names.any(|had| had.eq_ignore_ascii_case(name))
    }
}
