//! Each of the four paths answers a plain client with the local time, in milliseconds when the
//! scale is below 1, and an unknown path is told so.

mod support;

#[test]
fn serve_answers_with_the_time() {
    let served = support::serve(&["--scale", "0.01", "--workers", "2"]);
    for path in [
        "/async_def_and_blocking_io",
        "/def_and_blocking_io",
        "/async_def_non_blocking_io",
        "/async_def_blocking_io_run_in_executor",
    ] {
        let response = support::read_all(served.begin(path));
        assert!(response.starts_with("HTTP/1.1 200 "), "{path}: {response}");
        let body = response.split_once("\r\n\r\n").unwrap().1;
        let shape: String = body
            .chars()
            .map(|c| if c.is_ascii_digit() { '0' } else { c })
            .collect();
        assert_eq!(shape, "00:00:00.000\n", "{path}");
    }
    let unknown = support::read_all(served.begin("/unknown"));
    assert!(unknown.starts_with("HTTP/1.1 404 "), "{unknown}");
}

#[test]
fn serve_tells_seconds_at_full_scale() {
    let served = support::serve(&["--scale", "1"]);
    let response = support::read_all(served.begin("/async_def_non_blocking_io"));
    let body = response.split_once("\r\n\r\n").unwrap().1;
    assert_eq!(body.len(), "00:00:00\n".len(), "{body}");
}
