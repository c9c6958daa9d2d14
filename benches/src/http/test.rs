//! Whether the servers are correct: otherwise it means nothing how fast they are.

use std::io::{ErrorKind, Read, Write};
use std::thread;
use std::time::Duration;

use super::client::{ask_once, connect, explain, receive, request};
use super::process::Process;
use super::scenarios::PIPELINED;
use super::servers::{SERVERS, Server};
use super::wrk;

/// More responses than a socket's buffers hold, whose sizes the system may double a few times.
const FLOOD: usize = 300_000;

/// Checks each server once, then whether wrk works.
pub(super) fn run() -> Result<(), String> {
    let mut lengths = Vec::new();
    for server in &SERVERS {
        let length = check(server).map_err(|message| format!("{}: {message}", server.name))?;
        println!("http: {} answers, {length} octets", server.name);
        lengths.push(length);
    }
    if lengths.iter().any(|length| *length != lengths[0]) {
        return Err(format!("the responses are not alike: {lengths:?} octets"));
    }
    if let Err(reason) = wrk::is_here() {
        println!("http: wrk is left out ({reason})");
        return Ok(());
    }
    let process = Process::start(&SERVERS[0])?;
    let seen = wrk::run(process.port, &PIPELINED, 1)?;
    println!("http: wrk was answered {} times", seen.requests);
    Ok(())
}

/// How many octets a response has.
fn check(server: &Server) -> Result<usize, String> {
    let process = Process::start(server)?;
    let mut stream = connect(process.port)?;
    let length = ask_once(&mut stream)?;

    for octet in request().as_bytes() {
        stream.write_all(&[*octet]).map_err(explain)?;
    }
    receive(&mut stream)?;

    let cut = request().len() / 2;
    let requests = request().repeat(16);
    for part in [&requests[..cut], &requests[cut..]] {
        stream.write_all(part.as_bytes()).map_err(explain)?;
    }
    for _ in 0..16 {
        receive(&mut stream)?;
    }

    flood(process.port, length)?;

    stream
        .write_all(last_request().as_bytes())
        .map_err(explain)?;
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .map_err(explain)?;
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).map_err(explain)?;
    match rest.ends_with(super::BODY.as_bytes()) {
        true => Ok(length),
        false => Err(format!("wrong last answer: {}", rest.escape_ascii())),
    }
}

/// One that ends its connection.
fn last_request() -> String {
    request().replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")
}

/// A client that asks and does not read, until the server cannot send any more; then it reads all.
fn flood(port: u16, length: usize) -> Result<(), String> {
    let mut stream = connect(port)?;
    let requests = request().repeat(FLOOD - 1) + &last_request();
    let mut rest = requests.as_bytes();
    stream
        .set_write_timeout(Some(Duration::from_millis(50)))
        .map_err(explain)?;
    while !rest.is_empty() {
        match stream.write(rest) {
            Ok(count) => rest = &rest[count..],
            Err(error) if error.kind() == ErrorKind::WouldBlock => break,
            Err(error) => return Err(explain(error)),
        }
    }
    let mut asking = stream.try_clone().map_err(explain)?;
    asking.set_write_timeout(None).map_err(explain)?;
    thread::scope(|scope| {
        scope.spawn(move || {
            // If that fails, the responses tell.
            let _ = asking.write_all(rest);
        });
        let mut read = 0;
        let mut part = vec![0; 64 << 10];
        loop {
            match stream.read(&mut part).map_err(explain)? {
                // The last one may be longer: it may say that it is the last.
                0 if read / length == FLOOD => return Ok(()),
                0 => return Err(format!("{read} octets came, not {FLOOD} times {length}")),
                count => read += count,
            }
        }
    })
}
