//! Away from a terminal the story is plain text of at most 80 columns.

mod support;

#[test]
fn a_pipe_gets_no_escape_sequences() {
    let output = support::run("a_pipe_gets_no_escape_sequences", &["--scale", "0.02"]);
    for (stream, bytes) in [("stdout", output.stdout), ("stderr", output.stderr)] {
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.is_empty(), "{stream}");
        assert!(
            !text.contains('\x1b') && !text.contains('\r'),
            "{stream}: {text}"
        );
        for line in text
            .lines()
            .filter(|line| !line.contains(env!("CARGO_TARGET_TMPDIR")))
        {
            assert!(line.chars().count() <= 80, "{stream}: {line}");
        }
    }
}
