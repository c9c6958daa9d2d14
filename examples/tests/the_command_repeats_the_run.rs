//! The command in the manifest names every option that was not left as it is, and run once more by
//! a shell it makes the same choices.

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

#[test]
fn the_command_repeats_the_run() {
    // A name that a shell would take apart.
    let out = support::fresh_folder("the_command_repeats_the_run").join("it's; $HOME `here`");
    support::lab(&["run", "four-handlers", "--requests", "7", "--scale", "0.01"])
        .args(["--concurrency", "3", "--host", "localhost", "--out"])
        .arg(&out)
        .output()
        .unwrap();
    let first = manifest(&out);
    let command = first["command"].as_str().unwrap();
    let (cargo, arguments) = command.split_once(" -- ").unwrap();
    assert!(cargo.starts_with("cargo run"), "{command}");
    assert!(
        !command.contains("--workers"),
        "what is usual is not said: {command}"
    );

    fs::remove_dir_all(&out).unwrap();
    Command::new("sh")
        .args(["-c", &format!("exec \"$0\" {arguments}")])
        .arg(env!("CARGO_BIN_EXE_openwork-lab"))
        .output()
        .unwrap();
    let second = manifest(&out);
    assert_eq!(first["options"], second["options"]);
    assert_eq!(first["command"], second["command"]);
}

fn manifest(out: &Path) -> Value {
    let text = fs::read_to_string(out.join("four-handlers/manifest.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}
