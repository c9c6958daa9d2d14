//! A server that refuses a long body need not read it: its answer counts, though the request could
//! not be written to its end.
#![cfg(target_os = "linux")]

#[path = "../lab/load/mod.rs"]
mod load;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use load::{Amount, Load, Message, Pace};

#[test]
fn an_early_answer_is_taken() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = BufReader::new(stream.unwrap());
            let mut head = String::new();
            while !head.ends_with("\r\n\r\n") {
                stream.read_line(&mut head).unwrap();
            }
            let refused = b"HTTP/1.1 413 Content Too Large\r\ncontent-length: 0\r\n\r\n";
            stream.get_mut().write_all(refused).unwrap();
        }
    });
    let load = Load {
        address,
        // More than the sockets between them take.
        requests: vec![Message::post("/", "text/plain", vec![b'.'; 32 << 20])],
        pace: Pace::Closed { clients: 1 },
        amount: Amount::Requests(5),
        warm_up: 0,
        keep_alive: true,
        connect_timeout: Duration::from_secs(10),
        response_timeout: Duration::from_secs(10),
    };
    let outcome = load.run(|| ()).unwrap();
    let expected: BTreeMap<_, _> = [("status 413".to_owned(), 5)].into();
    assert_eq!(outcome.errors(), expected);
}
