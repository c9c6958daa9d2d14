//! A run of `blocking-handler` leaves what the write-up asks for: three files of latencies with
//! statuses, the picture, the manifest, and a summary that answers its three questions.

mod support;

use std::fs;

use serde_json::Value;

#[test]
fn a_blocking_handler_leaves_the_write_ups_artifacts() {
    let name = "a_blocking_handler_leaves_the_write_ups_artifacts";
    let few = ["--json", "--requests", "30", "--concurrency", "10"];
    let output = support::run_experiment("blocking-handler", name, &few);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["scale"], 1.0, "20 + 2 ms are never scaled");
    let artifacts = report["artifacts"].as_array().unwrap();
    let path = |ending: &str| {
        let mut paths = artifacts.iter().map(|path| path.as_str().unwrap());
        paths.find(|path| path.ends_with(ending)).expect(ending)
    };

    let latencies = |file: &str| {
        let text = fs::read_to_string(path(file)).unwrap();
        let latencies: Vec<(f64, u16)> = serde_json::from_str(&text).unwrap();
        assert_eq!(latencies.len(), 30, "{file}");
        assert!(latencies.iter().all(|(_, status)| *status == 200), "{file}");
        latencies.into_iter().map(|(latency, _)| latency)
    };
    // No request can take less than it waits.
    for file in ["sync", "async_blocking", "async_tothread"] {
        let mut latencies = latencies(&format!("/latencies_{file}.json"));
        assert!(latencies.all(|latency| latency >= 20.0), "{file}");
    }

    let manifest = fs::read_to_string(path("/manifest.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["options"]["concurrency"], 10);
    assert_eq!(manifest["options"]["requests"], 30);
    assert_eq!(manifest["options"]["warmup"], 10);
    assert_eq!(manifest["totals_of_rows"]["requests"], 90);

    let summary = fs::read_to_string(path("/summary.md")).unwrap();
    for told in [
        "Why is B so much worse than A and C?",
        "Why are A and C about equal?",
        "When C rather than A?",
        "p95s of all rounds",
        "`latencies_sync.json`: [latency in ms, status]",
    ] {
        let words: Vec<_> = summary.split_whitespace().collect();
        assert!(words.join(" ").contains(told), "{told}: {summary}");
    }

    // A sleeps ten at a time where B sleeps one.
    let wall = |nth: usize| report["rows"][nth]["wall_ms"].as_f64().unwrap();
    assert!(wall(1) >= 30.0 * 20.0, "B: {}", wall(1));
    assert!(wall(1) > wall(0) && wall(1) > wall(2), "{report}");

    let rules = report["acceptance"].as_array().unwrap().iter();
    let decides: Vec<_> = rules
        .map(|rule| rule["decides"].as_bool().unwrap())
        .collect();
    // The fifth is left undecided where other programs have the cores.
    assert_eq!(decides[..4], [true; 4]);
    assert_eq!((decides.len(), decides[5]), (6, false));
}
