//! Ctrl-C ends a load at once, with the figures of what was answered until then.
#![cfg(unix)]

#[path = "support/peer.rs"]
mod peer;
mod support;

use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc;
use std::time::Duration;

#[test]
fn an_interrupted_load_tells_what_there_is() {
    let (enough, is_enough) = mpsc::channel();
    let enough = Mutex::new(enough);
    // Ten are answered, the others never: if they were waited for, so would this test be.
    let address = peer::serve(move |nth, _| {
        if nth >= 10 {
            // The client is told to stop when this one is under way.
            let _ = enough.lock().unwrap().send(());
            std::thread::sleep(Duration::from_secs(3600));
        }
        peer::OK
    });
    let load = support::lab(&["load", "-z", "1h", "-c", "2", "-t", "1h"])
        .arg(format!("http://{address}/"))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    is_enough.recv().unwrap();
    is_enough.recv().unwrap();
    let id = load.id().to_string();
    let sent = Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(sent.success());
    let output = load.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("10 × 200"), "{told}");
    assert!(told.contains("Interrupted: 2 requests"), "{told}");
}
