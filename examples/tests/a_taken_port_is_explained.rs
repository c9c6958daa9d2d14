//! A port that another program has: exit code 1 and what to do about it.

mod support;

use std::net::TcpListener;

#[test]
fn a_taken_port_is_explained() {
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = other.local_addr().unwrap().port().to_string();

    let output = support::lab(&["serve", "four-handlers", "--port", &port])
        .output()
        .unwrap();

    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains(&format!("127.0.0.1:{port}")), "where: {said}");
    assert!(said.contains("Another program"), "what happened: {said}");
    assert!(said.contains("--port 0"), "what to do: {said}");
}
