//! So many requests and no more, whatever the number of threads; the messages in their order and
//! from the beginning again; warm-ups before them, and in no record.

#[path = "../lab/load/mod.rs"]
mod load;
#[path = "support/peer.rs"]
mod peer;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use load::{Amount, Answer, Crew, Load, Message, Pace, Record};

struct Bodies(Vec<String>);

impl Record for Bodies {
    fn record(&mut self, answer: Answer) {
        let (status, body) = answer.outcome.unwrap();
        self.0
            .push(format!("{status} {}", String::from_utf8(body).unwrap()));
    }
}

fn send(pace: Pace, threads: usize) -> (Vec<String>, Vec<String>) {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let heard = asked.clone();
    let address = peer::serve(move |_, request| {
        let (head, body) = request.split_once("\r\n\r\n").unwrap();
        let line = head.lines().next().unwrap();
        heard.lock().unwrap().push(format!("{line} {body}"));
        if head.contains("Content-Type: text/plain\r\n") || head.ends_with("text/plain") {
            b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nPOST"
        } else {
            b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nGET"
        }
    });
    let load = Load {
        address,
        requests: vec![
            Message::get("/one?two"),
            Message::post("/a", "text/plain", "first"),
            Message::post("/b", "text/plain", "second"),
        ],
        pace,
        amount: Amount::Requests(91),
        warm_up: 10,
        keep_alive: true,
        connect_timeout: Duration::from_secs(10),
        response_timeout: Duration::from_secs(10),
    };
    let records = (0..threads).map(|_| Bodies(Vec::new())).collect();
    let run = Crew::start(load, records).unwrap().join();
    assert_eq!((run.begun, run.unfinished, run.unsent), (91, 0, 0));
    let recorded = run.records.into_iter().flat_map(|bodies| bodies.0);
    let asked = asked.lock().unwrap().clone();
    (asked, recorded.collect())
}

fn counted(lines: Vec<String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    lines
        .into_iter()
        .for_each(|line| *counts.entry(line).or_default() += 1);
    counts
}

fn expected<const N: usize>(counts: [(&str, usize); N]) -> BTreeMap<String, usize> {
    counts.map(|(line, count)| (line.to_owned(), count)).into()
}

#[test]
fn in_both_loops_from_any_number_of_threads() {
    for threads in [1, 3] {
        let clients = 7;
        let rate = 2000.0;
        for pace in [Pace::Closed { clients }, Pace::Open { rate, clients }] {
            let (asked, recorded) = send(pace, threads);
            // The warm-up is 4, 3 and 3 of them, the load 31, 30 and 30.
            let all = expected([
                ("GET /one?two HTTP/1.1 ", 35),
                ("POST /a HTTP/1.1 first", 33),
                ("POST /b HTTP/1.1 second", 33),
            ]);
            assert_eq!(counted(asked), all, "{pace:?}, {threads} threads");
            let answers = expected([("200 GET", 31), ("200 POST", 60)]);
            assert_eq!(counted(recorded), answers, "{pace:?}, {threads} threads");
        }
    }
}

#[test]
fn one_client_sends_them_in_order() {
    let (asked, _) = send(Pace::Closed { clients: 1 }, 1);
    let targets: Vec<_> = asked.iter().map(|line| line.split(' ').nth(1)).collect();
    let order = ["/one?two", "/a", "/b"].map(Some);
    let warm_up = order.into_iter().cycle().take(10);
    let load = order.into_iter().cycle().take(91);
    assert_eq!(targets, warm_up.chain(load).collect::<Vec<_>>());
}
