//! Where nobody listens, where a name has no address, where nothing is answered: exit code 1, a
//! reason on standard error or in the figures, and no figures that look good.

#[path = "support/peer.rs"]
mod peer;
mod support;

use std::net::TcpListener;
use std::process::Output;

fn load(url: &str) -> Output {
    let output = support::lab(&["load", "-n", "3", "-c", "1", url])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    output
}

#[test]
fn nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let output = load(&format!("http://{address}/"));
    let error = String::from_utf8(output.stderr).unwrap();
    let start = format!("openwork-lab: cannot connect to {address}: ");
    assert!(error.starts_with(&start), "{error}");
    assert!(error.contains("Is the server running"), "{error}");
    assert!(output.stdout.is_empty());
}

#[test]
fn a_name_without_address() {
    let output = load("http://no-such-host.invalid/");
    let error = String::from_utf8(output.stderr).unwrap();
    let start = "openwork-lab: no-such-host.invalid has no address: ";
    assert!(error.starts_with(start), "{error}");
}

#[test]
fn no_response_at_all() {
    let address = peer::serve(|_, _| b"");
    let output = load(&format!("http://{address}/"));
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("0 of 3"), "{told}");
    assert!(told.contains("3 × closed early"), "{told}");
    assert!(!told.contains("Latency"), "{told}");
}
