//! With `--json`, standard output of the tour is one object with every experiment, its rows and its
//! verdicts, and nothing else; the exit code says whether every rule holds.

mod support;

use serde_json::Value;

#[test]
fn the_tour_prints_one_json_object() {
    let out = support::fresh_folder("the_tour_prints_one_json_object");
    let output = support::lab(&["tour", "--json", "--requests", "5", "--out"])
        .arg(&out)
        .output()
        .unwrap();

    let tour: Value = serde_json::from_slice(&output.stdout).expect("one object, nothing else");
    let experiments = tour["experiments"].as_array().unwrap();
    let named = |report: &&Value| report["experiment"] == "four-handlers";
    let report = experiments.iter().find(named).unwrap();
    let second = &experiments[1];
    assert_eq!(second["experiment"], "blocking-handler");
    assert_eq!(second["scale"], 1.0, "what is never scaled says so");
    assert_eq!(second["rows"].as_array().unwrap().len(), 3);
    assert_eq!(experiments.len(), 2);

    assert_eq!(report["seed"], "asyncio-blocking-io");
    assert_eq!(report["scale"], 0.1);

    let rows = report["rows"].as_array().unwrap();
    let variants: Vec<_> = rows
        .iter()
        .map(|row| row["variant"].as_str().unwrap())
        .collect();
    assert_eq!(
        variants,
        [
            "/async_def_and_blocking_io",
            "/def_and_blocking_io",
            "/async_def_non_blocking_io",
            "/async_def_blocking_io_run_in_executor",
            "/def_and_blocking_io@45/pool6",
            "/def_and_blocking_io@45/pool40",
            "/async_def_blocking_io_run_in_executor@45/pool6",
            "/async_def_blocking_io_run_in_executor@45/pool40",
            "/async_def_non_blocking_io@45",
        ]
    );
    for row in rows {
        let expected = if row["variant"].as_str().unwrap().contains("@45") {
            45
        } else {
            5
        };
        assert_eq!(row["requests"], expected, "{row}");
        assert_eq!(row["ok"], expected, "{row}");
        let latencies = row["latencies_ms"].as_array().unwrap();
        assert_eq!(latencies.len(), expected, "{row}");
        // No response can be earlier than the wait: 2 s at a tenth.
        assert!(
            latencies
                .iter()
                .all(|latency| latency.as_f64().unwrap() >= 200.0),
            "{row}"
        );
        assert!(row["p50_ms"].as_f64() <= row["p95_ms"].as_f64(), "{row}");
        assert!(row["p95_ms"].as_f64() <= row["p99_ms"].as_f64(), "{row}");
        assert!(row["p99_ms"].as_f64() <= row["wall_ms"].as_f64(), "{row}");
    }

    let acceptance = report["acceptance"].as_array().unwrap();
    assert_eq!(
        acceptance.len(),
        2 + rows.len(),
        "two rules for all, one for each row"
    );
    let every = experiments.iter().flat_map(|report| {
        let rules = report["acceptance"].as_array().unwrap();
        rules.iter().filter(|rule| rule["decides"] == true)
    });
    let holds = every.into_iter().all(|rule| rule["holds"] == true);
    assert_eq!(output.status.code(), Some(if holds { 0 } else { 1 }));

    let progress = String::from_utf8(output.stderr).unwrap();
    for row in rows {
        let begins = format!("{}: ", row["variant"].as_str().unwrap());
        let lines = progress.lines().filter(|line| line.starts_with(&begins));
        assert_eq!(lines.count(), 1, "a plain line for every row: {progress}");
    }
}
