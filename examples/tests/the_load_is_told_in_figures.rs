//! `load` tells a person what a user of `hey` or `wrk` looks for, and a program the same in one
//! JSON object.

#[path = "support/peer.rs"]
mod peer;
mod support;

use serde_json::Value;

const MISSING: &[u8] = b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n";

/// Answers, misses and breaks off in turn.
fn url() -> String {
    let address = peer::serve(|nth, _| match nth % 4 {
        3 => b"",
        2 => MISSING,
        _ => peer::OK,
    });
    format!("http://{address}/path")
}

fn load(arguments: &[&str]) -> String {
    let output = support::lab(&["load", "-n", "40", "-c", "1", "--warm-up", "4", &url()])
        .args(arguments)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn to_a_program() {
    for (pace, rate) in [("closed", &[][..]), ("open", &["--rate", "1000"][..])] {
        let told = load(&[&["--json"], rate].concat());
        assert_eq!(told.lines().count(), 1, "{told}");
        let figures: Value = serde_json::from_str(&told).unwrap();
        assert_eq!(figures["loop"], pace);
        assert_eq!(figures["requests"], 40);
        assert_eq!(figures["responses"], 30);
        assert_eq!(figures["status"]["200"], 20);
        assert_eq!(figures["status"]["404"], 10);
        // The first on a connection is answered here, so it is a kept one that breaks off.
        assert_eq!(figures["errors"]["kept connection closed"], 10);
        let bars = figures["histogram"].as_array().unwrap();
        let drawn: u64 = bars
            .iter()
            .map(|bar| bar["responses"].as_u64().unwrap())
            .sum();
        assert_eq!(drawn, 30);
        let latency = &figures["latency"];
        let rising = [
            "fastest_ms",
            "p50_ms",
            "p75_ms",
            "p90_ms",
            "p95_ms",
            "p99_ms",
            "p99_9_ms",
            "slowest_ms",
        ];
        let rising = rising.map(|name| latency[name].as_f64().unwrap());
        assert!(rising.is_sorted(), "{latency}");
        assert_eq!(figures["rate"].is_null(), pace == "closed");
        assert_eq!(figures["service_time"].is_null(), pace == "closed");
        let octets = 20 * peer::OK.len() + 10 * MISSING.len();
        assert_eq!(figures["received_octets"], octets);
    }
}

#[test]
fn to_a_person() {
    let told = load(&[]);
    for part in [
        "Summary",
        "responses/s",
        "fastest",
        "average",
        "slowest",
        "received",
        "Latency",
        "50 %",
        "99.9 %",
        "max",
        "How many took how long",
        "Status codes",
        "20 × 200",
        "10 × 404",
        "Errors",
        "10 × kept connection closed",
    ] {
        assert!(told.contains(part), "{part} is missing: {told}");
    }
    let told = load(&["-q", "1000"]);
    for part in ["intended", "service time", "rate"] {
        assert!(told.contains(part), "{part} is missing: {told}");
    }
}

#[test]
fn of_itself() {
    let output = support::lab(&["load", "--limit", "-z", "200ms", "-c", "8", "--json"])
        .output()
        .unwrap();
    let figures: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(figures["responses"].as_u64() > Some(0), "{figures}");
    assert_eq!(figures["responses"], figures["status"]["200"]);
    if cfg!(target_os = "linux") {
        let cost = figures["generator"]["cpu_us_per_request"].as_f64();
        assert!(cost > Some(0.0), "{figures}");
        assert!(
            figures["notes"].to_string().contains("this generator can"),
            "{figures}"
        );
    }
}
