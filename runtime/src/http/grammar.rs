//! Which octets HTTP allows where: the character classes, and the small grammars built on them.
//!
//! 1. Nothing is decoded, no case is folded. What std trims, SP and HTAB and controls, is only the
//!    former two here: `line.rs` lets no control pass.
//! 2. Each function looks at an octet a fixed number of times at most: rule 2 of `head.rs` counts on
//!    it.
//!
//! Next: `target.rs`, then `head.rs`, which puts them together.

use std::array::from_fn;
use std::sync::LazyLock;

/// HTAB, SP, visible ASCII and what is above it: all that can stand in a line.
pub(super) const TEXT: u8 = 1;
/// Methods, the names of fields and extensions.
pub(super) const TOKEN: u8 = 2;
/// A name in an authority, but for its escapes (RFC 3986: unreserved and sub-delims).
pub(super) const HOST: u8 = 4;
/// A path and query, but for their escapes.
pub(super) const PATH: u8 = 8;

fn classes(octet: u8) -> u8 {
    TEXT | match octet {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' | b'~' => TOKEN | HOST | PATH,
        b'!' | b'$' | b'&' | b'\'' | b'*' | b'+' => TOKEN | HOST | PATH,
        b'(' | b')' | b',' | b';' | b'=' => HOST | PATH,
        b':' | b'@' | b'/' | b'?' => PATH,
        b'#' | b'%' | b'^' | b'`' | b'|' => TOKEN,
        0..=0x08 | 0x0a..=0x1f | 0x7f => return 0,
        _ => 0,
    }
}

static CLASSES: LazyLock<[u8; 256]> = LazyLock::new(|| from_fn(|octet| classes(octet as u8)));

/// How many octets at the front are of this class.
pub(super) fn span(class: u8, octets: &[u8]) -> usize {
    let table: &[u8; 256] = &CLASSES;
    let outside = |&b: &u8| table[usize::from(b)] & class == 0;
    octets.iter().position(outside).unwrap_or(octets.len())
}

/// As `span` of [`TEXT`], but faster: eight without a branch between them are looked at all at once.
pub(super) fn text_span(octets: &[u8]) -> usize {
    let is_visible = |b: u8| b >= b' ' && b != 0x7f;
    let all_visible = |eight: &&[u8; 8]| eight.iter().fold(true, |all, &b| all & is_visible(b));
    let len = 8 * octets.as_chunks().0.iter().take_while(all_visible).count();
    len + span(TEXT, &octets[len..])
}

/// How many octets at the front are of this class or in escapes: `%` and two hexadecimal digits.
pub(super) fn escaped_span(class: u8, octets: &[u8]) -> usize {
    let is_hex = |digits: [&u8; 2]| digits.iter().all(|digit| digit.is_ascii_hexdigit());
    let mut len = span(class, octets);
    while let [b'%', high, low, rest @ ..] = &octets[len..]
        && is_hex([high, low])
    {
        len += 3 + span(class, rest);
    }
    len
}

/// The elements of a comma-separated list.
pub(super) fn list(value: &[u8]) -> impl Iterator<Item = &[u8]> {
    value.split(|&b| b == b',').map(<[u8]>::trim_ascii)
}

/// A decimal number: digits and nothing else. One beyond 64 bits counts as the largest there is.
pub(super) fn number(digits: &[u8]) -> Option<u64> {
    let text = str::from_utf8(digits).ok()?;
    let is_number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u64::MAX))
}

/// A line taken apart at the colon of a field, if it is one.
pub(super) fn field(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let (name, rest) = line.split_at(span(TOKEN, line));
    let value = rest.strip_prefix(b":")?;
    (!name.is_empty()).then(|| (name, value.trim_ascii()))
}

/// The fields in valid lines, each with its CR LF.
pub(super) fn fields(lines: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let lines = lines.split(|&b| b == b'\n');
    lines.filter_map(|line| field(line.strip_suffix(b"\r")?))
}
