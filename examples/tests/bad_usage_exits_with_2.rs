//! What cannot be meant is refused before anything runs: exit code 2, a reason on standard error,
//! nothing on standard output.

mod support;

#[test]
fn bad_usage_exits_with_2() {
    let wrong: &[&[&str]] = &[
        &["dance"],
        &["run"],
        &["run", "no-such-experiment"],
        &["serve", "no-such-experiment"],
        &["tour", "--scale", "0"],
        &["tour", "--scale", "fast"],
        &["run", "four-handlers", "--workers", "2"],
        &["run", "four-handlers", "--requests", "0"],
        &["run", "four-handlers", "--concurrency", "-1"],
        &["serve", "four-handlers", "--port", "70000"],
        &["serve", "four-handlers", "--workers", "0"],
    ];
    for arguments in wrong {
        let output = support::lab(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert!(output.stderr.starts_with(b"error: "), "{arguments:?}");
    }
}
