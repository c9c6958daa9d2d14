//! Where nobody reads standard output (`openwork-lab | head`), the program ends quietly.

mod support;

#[test]
fn a_closed_pipe_is_no_panic() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = support::lab(&["list"]).stdout(writer).output().unwrap();
    assert_eq!(
        output.status.code(),
        Some(141),
        "as a program that SIGPIPE ended"
    );
    assert!(
        output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
