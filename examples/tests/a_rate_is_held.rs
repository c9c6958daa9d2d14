//! In the open loop every turn that comes within the time is taken or told of, none is taken
//! before it comes, and a server that is fast enough gets them all.

#[path = "support/peer.rs"]
mod peer;
mod support;

use serde_json::Value;

fn load(arguments: &[&str]) -> Value {
    let address = peer::serve(|_, _| peer::OK);
    let output = support::lab(&["load", "--json", &format!("http://{address}/")])
        .args(arguments)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn so_many_requests_take_their_time() {
    let figures = load(&["--rate", "200", "--requests", "100", "-c", "20"]);
    assert_eq!(figures["responses"], 100);
    assert_eq!(figures["rate"]["unsent"], 0);
    // The last turn comes after 99 ÷ 200 s, and nobody is early.
    assert!(figures["wall_ms"].as_f64().unwrap() >= 495.0, "{figures}");
    let reached = figures["rate"]["reached"].as_f64().unwrap();
    assert!(reached > 50.0 && reached < 201.0, "{figures}");
}

#[test]
fn so_much_time_has_its_turns() {
    let figures = load(&["--rate", "400", "--duration", "500ms", "-c", "20"]);
    let sent = figures["requests"].as_u64().unwrap();
    let unsent = figures["rate"]["unsent"].as_u64().unwrap();
    assert_eq!(sent + unsent, 200, "{figures}");
    assert!(sent > 50, "{figures}");
}

#[test]
fn what_could_not_be_sent_in_time_is_told() {
    // One client at a time, 100 ms a response: about five of the 500 turns can be taken.
    let address = peer::serve(|_, _| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        peer::OK
    });
    let output = support::lab(&["load", &format!("http://{address}/")])
        .args(["--json", "-q", "1000", "-z", "500ms", "-c", "1"])
        .output()
        .unwrap();
    let figures: Value = serde_json::from_slice(&output.stdout).unwrap();
    let sent = figures["requests"].as_u64().unwrap();
    let unsent = figures["rate"]["unsent"].as_u64().unwrap();
    assert_eq!(sent + unsent, 500, "{figures}");
    assert!((1..=6).contains(&sent), "{figures}");
    assert!(
        figures["notes"].to_string().contains("not reached"),
        "{figures}"
    );
}
