//! A file that cannot be written takes nothing away from what was measured: it is told, the other
//! files are written, and the message names the one that is missing. It is an error only where
//! files were asked for.

mod support;

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

/// Runs in `folder`, with a folder in the way of `summary.md` under `out`.
fn run(folder: &Path, out: &str, arguments: &[&str]) -> (Output, Value) {
    fs::create_dir_all(folder.join(out).join("four-handlers/summary.md")).unwrap();
    let output = support::lab(&["run", "four-handlers", "--json"])
        .args(["--scale", "0.01"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).expect("it is told");
    assert_eq!(report["rows"].as_array().unwrap().len(), 9);

    let artifacts = report["artifacts"].as_array().unwrap();
    let written = |name: &str| {
        let mut paths = artifacts.iter().map(|path| path.as_str().unwrap());
        paths.any(|path| path.ends_with(name))
    };
    assert!(written("/manifest.json") && written("/index.html") && !written("/summary.md"));
    let page = folder.join(out).join("four-handlers/index.html");
    assert!(
        !fs::read_to_string(page)
            .unwrap()
            .contains("href=\"summary.md\"")
    );

    let said = String::from_utf8_lossy(&output.stderr);
    let missing = format!("{out}/four-handlers/summary.md");
    assert!(said.contains(&missing), "{said}");
    (output, report)
}

#[test]
fn what_was_asked_for_and_not_written_is_an_error() {
    let folder = support::fresh_folder("what_was_asked_for_and_not_written");
    let (output, _) = run(&folder, "elsewhere", &["--out", "elsewhere"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("--out"), "{said}");
}

#[test]
fn what_was_not_asked_for_is_only_said() {
    let folder = support::fresh_folder("what_was_not_asked_for_is_only_said");
    let (output, report) = run(&folder, "target/lab", &[]);
    let rules = report["acceptance"].as_array().unwrap();
    let holds = rules.iter().all(|rule| rule["holds"] == true);
    assert_eq!(output.status.code(), Some(if holds { 0 } else { 1 }));
}
