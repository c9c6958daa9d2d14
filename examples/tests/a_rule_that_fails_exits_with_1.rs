//! When a rule does not hold, the program says which and exits with 1. Here it has descriptors for
//! twenty clients but for far fewer than twenty connections of the server, so that responses come
//! in smaller waves than they must.
#![cfg(unix)]

mod support;

use std::process::Command;

use serde_json::Value;

#[test]
fn a_rule_that_fails_exits_with_1() {
    let out = support::fresh_folder("a_rule_that_fails_exits_with_1");
    let output = Command::new("sh")
        .args([
            "-c",
            "ulimit -n 40 && exec \"$0\" \"$@\"",
            env!("CARGO_BIN_EXE_openwork-lab"),
        ])
        .args(["run", "four-handlers", "--json"])
        .args(["--scale", "0.02", "--concurrency", "20", "--out"])
        .arg(out)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));

    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let acceptance = report["acceptance"].as_array().unwrap();
    let about = |verdict: &&Value| {
        let rule = verdict["rule"].as_str().unwrap();
        rule.starts_with("/async_def_non_blocking_io@45: ")
    };
    let starved = acceptance.iter().find(about).unwrap();
    assert_eq!(starved["holds"], false, "{starved}");

    for row in report["rows"].as_array().unwrap() {
        let errors = row["errors"].as_object().unwrap().values();
        let failed: u64 = errors.map(|count| count.as_u64().unwrap()).sum();
        let ok = row["ok"].as_u64().unwrap();
        assert_eq!(ok + failed, row["requests"].as_u64().unwrap(), "{row}");
    }
}
