//! H04: a request line is a method, one space, a target, one space and a version. The method is any
//! token, in its own case. Versions are 1.0 and 1.1; later minors count as 1.1, other majors are 505.

mod http_support;

use http_support::{accepted, head, refused};
use openwork::http::Version;

#[test]
fn h04_a_method_is_any_token_in_its_own_case() {
    for method in ["GET", "get", "PROPFIND", "M-SEARCH", "!#$%&'*+-.^_`|~09az"] {
        let request = accepted(format!("{method} / HTTP/1.1\r\nHost: a\r\n\r\n"));
        assert_eq!(request.method(), method);
    }
    for method in ["", "G(T", "G\tT", "GET:", "\"GET\"", "G,T", "G\u{e9}T"] {
        assert_eq!(
            refused(format!("{method} / HTTP/1.1\r\nHost: a\r\n\r\n")),
            400,
            "{method:?}"
        );
    }
}

#[test]
fn h04_there_are_exactly_two_spaces() {
    for line in [
        "GET",
        "GET ",
        "GET /",
        "GET / ",
        "GET  / HTTP/1.1",
        "GET /  HTTP/1.1",
        "GET / HTTP/1.1 ",
        " GET / HTTP/1.1",
        "GET / / HTTP/1.1",
        "GET\t/ HTTP/1.1",
        "GET /\tHTTP/1.1",
        "GET/ HTTP/1.1",
        "GET  HTTP/1.1",
    ] {
        assert_eq!(
            refused(format!("{line}\r\nHost: a\r\n\r\n")),
            400,
            "{line:?}"
        );
    }
}

#[test]
fn h04_versions_are_1_0_and_1_1_and_minors_above() {
    let version = |version: &str| head(format!("GET / {version}\r\nHost: a\r\n\r\n")).version;
    assert_eq!(version("HTTP/1.0"), Version::Http10);
    assert_eq!(version("HTTP/1.1"), Version::Http11);
    assert_eq!(version("HTTP/1.2"), Version::Http11);
    assert_eq!(version("HTTP/1.9"), Version::Http11);
}

#[test]
fn h04_other_majors_are_505_and_no_versions_are_400() {
    let status = |version: &str| refused(format!("GET / {version}\r\nHost: a\r\n\r\n"));
    for version in ["HTTP/0.9", "HTTP/2.0", "HTTP/3.0", "HTTP/9.9"] {
        assert_eq!(status(version), 505, "{version}");
    }
    for version in [
        "",
        "HTTP",
        "HTTP/",
        "HTTP/1",
        "HTTP/1.",
        "HTTP/.1",
        "HTTP/11",
        "HTTP/1.10",
        "HTTP/01.1",
        "http/1.1",
        "HTTP/1,1",
        "HTTP/1.1.",
        "HTTP /1.1",
        "HTTPS/1.1",
        "HTTP/a.b",
        "HTTP/2",
        "XHTTP/1.1",
        "HTTP/1.1\u{b}",
        "HTTP/1.x",
    ] {
        assert_eq!(status(version), 400, "{version:?}");
    }
    assert_eq!(
        refused("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        505,
        "the greeting of HTTP/2"
    );
}
