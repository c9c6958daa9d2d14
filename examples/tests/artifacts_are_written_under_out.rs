//! `--out` takes the manifest, the summary and the latencies of every row; what was written is
//! told; a folder that cannot be made is an error before anything runs.

mod support;

use std::fs;

use serde_json::Value;

#[test]
fn artifacts_are_written_under_out() {
    let name = "artifacts_are_written_under_out";
    let output = support::run(name, &["--json", "--scale", "0.01", "--requests", "3"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();

    let artifacts = report["artifacts"].as_array().unwrap();
    assert_eq!(
        artifacts.len(),
        2 + report["rows"].as_array().unwrap().len()
    );
    let read = |ending: &str| {
        let mut paths = artifacts.iter().map(|path| path.as_str().unwrap());
        let path = paths.find(|path| path.ends_with(ending)).expect(ending);
        fs::read_to_string(path).unwrap()
    };

    let manifest: Value = serde_json::from_str(&read("/four-handlers/manifest.json")).unwrap();
    assert_eq!(manifest["seed"], "asyncio-blocking-io");
    assert_eq!(manifest["options"]["scale"], 0.01);
    assert_eq!(manifest["totals"]["requests"], 4 * 3 + 5 * 45);

    let latencies = read("/latencies_async_def_and_blocking_io.json");
    let latencies: Vec<(f64, u16)> = serde_json::from_str(&latencies).unwrap();
    assert_eq!(latencies.len(), 3);
    assert!(
        latencies
            .iter()
            .all(|(latency, status)| *latency >= 20.0 && *status == 200)
    );
    read("/latencies_def_and_blocking_io_45_pool40.json");

    let summary = read("/summary.md");
    assert!(
        summary.contains("| /async_def_and_blocking_io "),
        "{summary}"
    );
    assert!(summary.contains("## Verdicts"), "{summary}");
}

#[test]
fn a_folder_that_cannot_be_made_is_an_error() {
    let file = support::fresh_folder("a_folder_that_cannot_be_made").join("file");
    fs::write(&file, "in the way").unwrap();
    let output = support::lab(&["tour", "--out"])
        .arg(&file)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains(file.to_str().unwrap()) && said.contains("--out"),
        "{said}"
    );
}
