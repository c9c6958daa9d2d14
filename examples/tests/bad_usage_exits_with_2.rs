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
        &["run", "four-handlers", "--warmup", "0"],
        &["run", "four-handlers", "--stretches"],
        &["run", "blocking-handler", "--scale", "0.5"],
        &["run", "blocking-handler", "--workers", "0"],
        &["run", "blocking-handler", "--timeout", "0"],
        &["run", "blocking-handler", "--network-delay", "-1"],
        &["serve", "blocking-handler", "--variant", "D-hopeful"],
        &["serve", "four-handlers", "--variant", "A-sync"],
        &["tour", "--workers", "2"],
        &["run", "four-handlers", "--requests", "0"],
        &["run", "four-handlers", "--concurrency", "-1"],
        &["serve", "four-handlers", "--port", "70000"],
        &["serve", "four-handlers", "--workers", "0"],
        &["load"],
        &["load", "localhost:8000"],
        &["load", "https://localhost:8000/"],
        &["load", "http://localhost:99999/"],
        &["load", "http://h/", "-n", "0"],
        &["load", "http://h/", "-c", "0"],
        &["load", "http://h/", "-n", "5", "-z", "1s"],
        &["load", "http://h/", "-z", "soon"],
        &["load", "http://h/", "-t", "0"],
        &["load", "http://h/", "-q", "0"],
        &["load", "http://h/", "-q", "NaN"],
        &["load", "http://h/", "-m", "GET /"],
        &["load", "http://h/", "-m", "CONNECT"],
        &["load", "http://h/", "-H", "no colon"],
        &["load", "http://h/", "-H", "a: b\r\nc: d"],
        &["load", "http://h/", "-H", "content-length: 3"],
        &["load", "http://h/", "-d", "body", "-D", "file"],
        &["load", "http://h/", "--limit"],
    ];
    for arguments in wrong {
        let output = support::lab(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert!(output.stderr.starts_with(b"error: "), "{arguments:?}");
    }
}
