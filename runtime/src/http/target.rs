//! The four forms of a request target, and the authority that two of them share with `Host`.
//!
//! ```text
//! /notes?draft=1             origin-form      any method but CONNECT
//! http://example.org/notes   absolute-form    the same; what a client tells a proxy
//! example.org:443            authority-form   CONNECT only, with a port from 1 to 65535
//! *                          asterisk-form    OPTIONS only: the server as a whole
//! ```
//!
//! 1. A target is judged, never rewritten: what the handler sees is what came.
//! 2. No user information in an authority, and no empty host: both serve deceit alone.
//!
//! Next: `head.rs`.

use std::net::Ipv6Addr;

use super::grammar::{HOST, PATH, escaped_span, number};

/// Whether a target has one of the forms that its method allows.
pub(super) fn is_valid(method: &[u8], target: &[u8]) -> bool {
    let is_path = |path| escaped_span(PATH, path) == path.len();
    let is_port = |port: &[u8]| matches!(port.get(1..).and_then(number), Some(1..=65535));
    let named = |octets| authority(octets).filter(|(host, _)| !host.is_empty());
    match target {
        _ if method == b"CONNECT" => named(target).is_some_and(|(_, port)| is_port(port)),
        [b'/', ..] => is_path(target),
        b"*" => method == b"OPTIONS",
        _ => absolute(target).is_some_and(|(host, path)| named(host).is_some() && is_path(path)),
    }
}

/// The path of a valid target, without its query: `/` where an absolute target has none, and the
/// whole target where it is no path at all.
pub(super) fn path(target: &[u8]) -> &[u8] {
    let path = absolute(target).map_or(target, |(_, path)| path);
    let path = path.split(|&b| b == b'?').next().unwrap_or_default();
    if path.is_empty() { b"/" } else { path }
}

/// `host [":" port]` taken apart, if that is what it is: the host, which may be empty, and the rest.
pub(super) fn authority(octets: &[u8]) -> Option<(&[u8], &[u8])> {
    let len = match octets.strip_prefix(b"[") {
        Some(literal) => {
            let end = literal.iter().position(|&b| b == b']')?;
            let address = str::from_utf8(&literal[..end]).ok()?;
            address.parse::<Ipv6Addr>().ok()?;
            end + "[]".len()
        }
        None => escaped_span(HOST, octets),
    };
    let (host, port) = octets.split_at(len);
    let is_port = matches!(port, [] | [b':', ..]) && port.iter().skip(1).all(u8::is_ascii_digit);
    is_port.then_some((host, port))
}

/// `scheme://authority` and what follows it.
fn absolute(target: &[u8]) -> Option<(&[u8], &[u8])> {
    let in_scheme = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.');
    let scheme = target.iter().take_while(|b| in_scheme(b)).count();
    let rest = target[scheme..].strip_prefix(b"://")?;
    let end = rest.iter().position(|b| matches!(b, b'/' | b'?'));
    let parts = rest.split_at(end.unwrap_or(rest.len()));
    target[0].is_ascii_alphabetic().then_some(parts)
}
