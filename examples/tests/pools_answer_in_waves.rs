//! What the experiment is there to show: one handler at a time where the thread is blocked, all
//! together where a timer is awaited, and waves as large as the pool where work is offloaded.

mod support;

use serde_json::{Value, json};

#[test]
fn pools_answer_in_waves() {
    let output = support::run("pools_answer_in_waves", &["--json", "--scale", "0.1"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let measured = |variant: &str| {
        let verdicts = report["acceptance"].as_array().unwrap();
        let prefix = format!("{variant}: ");
        let about = |verdict: &&Value| verdict["rule"].as_str().unwrap().starts_with(&prefix);
        verdicts
            .iter()
            .find(about)
            .unwrap_or_else(|| panic!("{variant}"))["measured"]
            .clone()
    };

    let last_to_first = measured("/async_def_and_blocking_io").as_f64().unwrap();
    assert!(
        last_to_first > 3.0,
        "five one after another: {last_to_first}"
    );
    for path in [
        "/def_and_blocking_io",
        "/async_def_non_blocking_io",
        "/async_def_blocking_io_run_in_executor",
    ] {
        let last_to_first = measured(path).as_f64().unwrap();
        assert!(
            last_to_first < 1.9,
            "{path}, five together: {last_to_first}"
        );
    }
    for path in [
        "/def_and_blocking_io",
        "/async_def_blocking_io_run_in_executor",
    ] {
        assert_eq!(
            measured(&format!("{path}@45/pool6")),
            json!([6, 6, 6, 6, 6, 6, 6, 3])
        );
        assert_eq!(measured(&format!("{path}@45/pool40")), json!([40, 5]));
    }
    assert_eq!(measured("/async_def_non_blocking_io@45"), json!([45]));
    assert_eq!(output.status.code(), Some(0));
}
