//! An interrupt ends `serve` when the requests that have begun are answered, with exit code 0; a
//! second one ends it at once.
#![cfg(unix)]

mod support;

/// Sends a request, and returns when the server has surely begun it: it has since answered
/// another one that came later.
fn begin(served: &support::Served, path: &str) -> std::net::TcpStream {
    let begun = served.begin(path);
    let later = support::read_all(served.begin("/unknown"));
    assert!(later.starts_with("HTTP/1.1 404 "), "{later}");
    begun
}

#[test]
fn serve_drains_on_interrupt() {
    let mut served = support::serve(&["--scale", "0.25"]);
    let begun = begin(&served, "/async_def_non_blocking_io");
    served.interrupt();
    let response = support::read_all(begun);
    assert!(
        response.starts_with("HTTP/1.1 200 "),
        "the request that had begun: {response}"
    );
    assert_eq!(served.process.wait().unwrap().code(), Some(0));
    let told = served.rest();
    assert!(told.contains("Draining"), "{told}");
    assert!(
        told.contains("Every request that had begun was answered"),
        "{told}"
    );
}

#[test]
fn a_second_interrupt_aborts() {
    // Half an hour: if the second interrupt waited for the request, so would this test.
    let mut served = support::serve(&["--scale", "1000"]);
    let begun = begin(&served, "/async_def_blocking_io_run_in_executor");
    served.interrupt();
    let mut told = String::new();
    while !told.contains("Draining") {
        let read = std::io::BufRead::read_line(&mut served.lines, &mut told).unwrap();
        assert_ne!(read, 0, "it ended at the first interrupt: {told}");
    }
    served.interrupt();
    assert_eq!(served.process.wait().unwrap().code(), Some(130));
    drop(begun);
}
