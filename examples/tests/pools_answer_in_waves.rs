//! What the experiment is there to show: one handler at a time where the thread is blocked, all
//! together where a timer is awaited, and waves as large as the pool where work is offloaded.

mod support;

use serde_json::Value;

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
    // Latest over earliest of 45: how many waves there were, whatever a busy machine did to their edges.
    let waves = |variant: &str| {
        let rows = report["rows"].as_array().unwrap();
        let row = rows.iter().find(|row| row["variant"] == variant).unwrap();
        assert_eq!(row["ok"], 45, "{variant}");
        let latencies = row["latencies_ms"].as_array().unwrap().iter();
        let latencies: Vec<f64> = latencies.map(|ms| ms.as_f64().unwrap()).collect();
        let earliest = latencies.iter().copied().fold(f64::INFINITY, f64::min);
        latencies.into_iter().fold(0.0, f64::max) / earliest
    };
    for path in [
        "/def_and_blocking_io",
        "/async_def_blocking_io_run_in_executor",
    ] {
        let (six, forty) = (
            waves(&format!("{path}@45/pool6")),
            waves(&format!("{path}@45/pool40")),
        );
        assert!(six > 5.0, "{path}, eight waves of six: {six}");
        assert!(
            forty > 1.4 && forty < 0.7 * six,
            "{path}, two waves: {forty}"
        );
    }
    let together = waves("/async_def_non_blocking_io@45");
    assert!(together < 1.9, "all at once: {together}");
}
