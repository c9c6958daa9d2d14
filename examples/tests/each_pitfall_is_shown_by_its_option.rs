//! The options of `run blocking-handler` that spoil a measurement say which pitfall they are and
//! what they do to the figures; what they change is measured beside what is judged.

mod support;

use serde_json::Value;

#[test]
fn each_pitfall_is_shown_by_its_option() {
    let name = "each_pitfall_is_shown_by_its_option";
    let options = [
        ["--warmup", "0"],
        ["--workers", "2"],
        ["--network-delay", "25"],
        ["--timeout", "20"],
        ["--requests", "12"],
        ["--concurrency", "12"],
    ];
    let arguments: Vec<_> = ["--json"]
        .into_iter()
        .chain(options.into_iter().flatten())
        .collect();
    let output = support::run_experiment("blocking-handler", name, &arguments);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();

    let rows = report["rows"].as_array().unwrap();
    let variants: Vec<_> = rows
        .iter()
        .map(|row| row["variant"].as_str().unwrap())
        .collect();
    assert_eq!(
        variants[..3],
        ["A-sync", "B-async-blocking", "C-async-offload"]
    );
    assert_eq!(variants[3], "A-sync, 0 warm-ups, 2 workers, 25 ms away");
    assert_eq!(variants.len(), 6);
    for row in &rows[3..] {
        // 25 ms there, 20 ms of sleep, 25 ms back: none can be faster.
        let latencies = row["latencies_ms"].as_array().unwrap();
        assert_eq!(latencies.len(), 12, "{row}");
        assert!(
            latencies.iter().all(|ms| ms.as_f64().unwrap() >= 70.0),
            "{row}"
        );
    }
    let rules = report["acceptance"].as_array().unwrap().iter();
    let altered = rules.clone().filter(|rule| {
        let rule = rule["rule"].as_str().unwrap();
        rule.starts_with("with --warmup 0 --workers 2 --network-delay 25: ")
    });
    let altered: Vec<_> = altered.collect();
    assert_eq!(2 * altered.len(), rules.len(), "each rule, once of either");
    assert!(altered.iter().all(|rule| rule["decides"] == false));
    // One of them is left undecided where other programs have the cores.
    let deciding = rules.filter(|rule| rule["decides"] == true).count();
    assert!(
        (4..=5).contains(&deciding),
        "only the rows without the options are judged"
    );

    let summary = report["artifacts"].as_array().unwrap().iter();
    let mut summary = summary.filter_map(|path| path.as_str());
    let summary = summary.find(|path| path.ends_with("/summary.md")).unwrap();
    let summary = std::fs::read_to_string(summary).unwrap();
    for option in &options[..5] {
        let [name, value] = option;
        assert!(
            summary.contains(&format!("### `{name} {value}`: ")),
            "{name}: {summary}"
        );
    }
}
