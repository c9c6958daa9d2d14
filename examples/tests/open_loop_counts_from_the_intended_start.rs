//! A server stalls once. In the open loop everyone whose turn came during the stall has waited; the
//! service time, and the closed loop, know only of those who happened to be on their way.

#[path = "../lab/load/mod.rs"]
mod load;
#[path = "support/peer.rs"]
mod peer;

use std::sync::RwLock;
use std::thread;
use std::time::Duration;

use load::{Amount, Answer, Load, Message, Outcome, Pace};

const CLIENTS: usize = 8;
const REQUESTS: usize = 500;
const RATE: f64 = 500.0;
const STALL: Duration = Duration::from_millis(500);

/// Loads a server that stalls for everyone when a fifth of the requests is answered.
fn stalled_once(pace: Pace) -> Outcome {
    let floor = RwLock::new(());
    let address = peer::serve(move |nth, _| {
        if nth == REQUESTS / 5 {
            let _alone = floor.write().unwrap();
            thread::sleep(STALL);
        }
        let _together = floor.read().unwrap();
        peer::OK
    });
    let load = Load {
        address,
        requests: vec![Message::get("/")],
        pace,
        amount: Amount::Requests(REQUESTS),
        warm_up: 0,
        keep_alive: true,
        connect_timeout: Duration::from_secs(10),
        response_timeout: Duration::from_secs(10),
    };
    let outcome = load.run(|| ()).unwrap();
    assert!(outcome.errors().is_empty(), "{:?}", outcome.errors());
    assert_eq!(outcome.answers.len(), REQUESTS);
    outcome
}

/// How many times are at least half the stall.
fn long(outcome: &Outcome, time: fn(&Answer) -> Duration) -> usize {
    let times = outcome.answers.iter().map(time);
    times.filter(|time| *time >= STALL / 2).count()
}

#[test]
fn open_loop_counts_from_the_intended_start() {
    let clients = CLIENTS;
    let open = stalled_once(Pace::Open {
        rate: RATE,
        clients,
    });
    let (felt, served) = (
        long(&open, Answer::latency),
        long(&open, Answer::service_time),
    );
    // 250 came during the stall, and half of those at least 250 ms before its end.
    assert!(felt >= 100, "{felt} waited");
    assert!(served >= 1, "somebody was on the way");
    assert!(
        served * 4 <= felt,
        "the service time tells of {served}, {felt} waited"
    );
    let early = |answer: &Answer| answer.started < answer.intended;
    assert!(!open.answers.iter().any(early), "nobody starts early");
}

#[test]
fn closed_loop_knows_only_of_those_on_their_way() {
    let closed = stalled_once(Pace::Closed { clients: CLIENTS });
    let felt = long(&closed, Answer::latency);
    assert!((1..=CLIENTS * 4).contains(&felt), "{felt} waited");
    let differ = |answer: &Answer| answer.latency() != answer.service_time();
    assert!(!closed.answers.iter().any(differ), "there is one time only");
}
