//! A server may close a kept connection while a request is on its way to it. That request is
//! counted as what it is, and is never sent again.

#[path = "../lab/load/mod.rs"]
mod load;
#[path = "support/peer.rs"]
mod peer;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use load::{Amount, Load, Message, Pace};

#[test]
fn a_kept_connection_that_closes_is_counted() {
    let received = Arc::new(AtomicUsize::new(0));
    let counted = received.clone();
    // Every second request is taken in and, as if it had crossed the end, not answered.
    let address = peer::serve(move |nth, _| {
        counted.fetch_add(1, SeqCst);
        if nth % 2 == 0 { peer::OK } else { b"" }
    });
    let load = Load {
        address,
        requests: vec![Message::get("/")],
        pace: Pace::Closed { clients: 1 },
        amount: Amount::Requests(20),
        warm_up: 0,
        keep_alive: true,
        connect_timeout: Duration::from_secs(10),
        response_timeout: Duration::from_secs(10),
    };
    let outcome = load.run(|| ()).unwrap();
    assert_eq!(outcome.answers.len(), 20);
    let expected: BTreeMap<_, _> = [("kept connection closed".to_owned(), 10)].into();
    assert_eq!(outcome.errors(), expected);
    assert_eq!(received.load(SeqCst), 20, "each was sent once");
}
