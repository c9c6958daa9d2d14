//! Where the laboratory says which function of the runtime decided, that function is there.

mod support;

use std::path::Path;
use std::process::Output;

#[test]
fn the_why_names_real_code() {
    let few: [(&str, &[&str]); 2] = [
        ("four-handlers", &["--scale", "0.01"]),
        (
            "blocking-handler",
            &["--requests", "4", "--concurrency", "2"],
        ),
    ];
    for (experiment, arguments) in few {
        let output = support::run_experiment(experiment, "the_why_names_real_code", arguments);
        every_function_is_there(output);
    }
}

fn every_function_is_there(output: Output) {
    let told = String::from_utf8(output.stdout).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut named = 0;
    for line in told.lines().filter(|line| line.contains("runtime/src/")) {
        let (file, function) = line.trim().split_once(": ").expect("file: fn name");
        let code = std::fs::read_to_string(root.join(file)).expect(file);
        assert!(
            [format!("{function}("), format!("{function}<")]
                .iter()
                .any(|name| code.contains(name)),
            "{line}"
        );
        named += 1;
    }
    assert!(named >= 4, "each way to wait is explained: {told}");
}
