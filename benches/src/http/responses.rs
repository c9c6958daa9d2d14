//! The least that a server of HTTP/1.1 must know: for the two that are written by hand.
//!
//! 1. Octets in, octets out, no socket: `httparse`, 16 fields, one allocation in a server's life.
//! 2. Only requests without a body, and only one page: what else comes is refused, and ends the
//!    connection.
//! 3. The date is formatted once a second, and the clock is read when the server says so.

use std::mem::MaybeUninit;
use std::time::{Duration, Instant, SystemTime};

use httparse::{Request, Status};

use super::{BODY, PATH, TYPE};

/// The longest head.
const HEAD: usize = 8 << 10;

/// What is answered, ready to be sent.
pub(super) struct Responses {
    page: Vec<u8>,
    until: Instant,
}

/// What became of the octets that came.
pub(super) struct Answered {
    /// How many octets the requests took that are answered.
    pub(super) octets: usize,
    /// Whether the connection ends after these responses.
    pub(super) is_last: bool,
}

impl Responses {
    pub(super) fn new() -> Self {
        let until = Instant::now();
        let mut responses = Responses {
            page: Vec::new(),
            until,
        };
        responses.renew();
        responses
    }

    /// Writes another date once the last one is a second old.
    pub(super) fn renew(&mut self) {
        let now = Instant::now();
        if self.until <= now {
            self.until = now + Duration::from_secs(1);
            let date = httpdate::fmt_http_date(SystemTime::now());
            let length = BODY.len();
            self.page = format!(
                "HTTP/1.1 200 OK\r\ndate: {date}\r\ncontent-length: {length}\r\n\
                 content-type: {TYPE}\r\n\r\n{BODY}"
            )
            .into_bytes();
        }
    }

    /// Appends the responses to all requests that `octets` holds whole.
    pub(super) fn answer(&self, octets: &[u8], out: &mut Vec<u8>) -> Answered {
        let mut answered = Answered {
            octets: 0,
            is_last: false,
        };
        while !answered.is_last && answered.octets < octets.len() {
            let rest = &octets[answered.octets..];
            let mut fields = [const { MaybeUninit::uninit() }; 16];
            let mut request = Request::new(&mut []);
            match request.parse_with_uninit_headers(rest, &mut fields) {
                Ok(Status::Complete(length)) => {
                    answered.octets += length;
                    answered.is_last = !self.respond(&request, out);
                }
                Ok(Status::Partial) if rest.len() < HEAD => break,
                Ok(Status::Partial) | Err(_) => {
                    refuse("400 Bad Request", out);
                    answered.is_last = true;
                }
            }
        }
        answered
    }

    /// Whether the connection goes on.
    fn respond(&self, request: &Request<'_, '_>, out: &mut Vec<u8>) -> bool {
        let mut goes_on = request.version == Some(1);
        for field in request.headers.iter() {
            match field.name.len() {
                10 if field.name.eq_ignore_ascii_case("connection") => {
                    let says = |word: &[u8]| field.value.eq_ignore_ascii_case(word);
                    goes_on = (goes_on || says(b"keep-alive")) && !says(b"close");
                }
                14 | 17 if has_body(field) => {
                    refuse("501 Not Implemented", out);
                    return false;
                }
                _ => {}
            }
        }
        match (request.method, request.path) {
            (Some("GET"), Some(PATH)) => out.extend_from_slice(&self.page),
            _ => {
                refuse("404 Not Found", out);
                return false;
            }
        }
        goes_on
    }
}

fn has_body(field: &httparse::Header<'_>) -> bool {
    let is = |name| field.name.eq_ignore_ascii_case(name);
    is("transfer-encoding") || (is("content-length") && field.value != b"0")
}

fn refuse(status: &str, out: &mut Vec<u8>) {
    let response = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    out.extend_from_slice(response.as_bytes());
}
