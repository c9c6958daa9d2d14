//! H07: HTTP/1.1 needs exactly one `Host`, no version may have two, and its value is a host with an
//! optional port, or empty.

mod http_support;

use http_support::{accepted, get, refused};

#[test]
fn h07_http_1_1_needs_one_and_http_1_0_does_not() {
    assert_eq!(refused("GET / HTTP/1.1\r\n\r\n"), 400);
    assert_eq!(refused("GET http://a/ HTTP/1.1\r\n\r\n"), 400);
    assert_eq!(refused("OPTIONS * HTTP/1.1\r\nX: Host\r\n\r\n"), 400);
    assert_eq!(accepted("GET / HTTP/1.0\r\n\r\n").header("host"), None);
}

#[test]
fn h07_two_are_too_many_in_any_version() {
    for version in ["1.0", "1.1", "1.2"] {
        for second in ["Host: a", "host: b", "HOST:"] {
            let input = format!("GET / HTTP/{version}\r\nHost: a\r\nX: y\r\n{second}\r\n\r\n");
            assert_eq!(refused(input), 400);
        }
    }
}

#[test]
fn h07_the_value_is_a_host_with_an_optional_port_or_empty() {
    for host in [
        "",
        "a",
        "example.org",
        "example.org:8080",
        "example.org:",
        "127.0.0.1:80",
        "[::1]",
        "[::ffff:1.2.3.4]:80",
        "a_b-c~d!$&'()*+,;=",
        "a%41b",
        "XN--A",
        ":80",
    ] {
        assert_eq!(
            accepted(get("/", &format!("Host: {host}\r\n"))).header("host"),
            Some(host)
        );
    }
    for host in [
        "a b",
        "a,b c",
        "a/b",
        "http://a",
        "user@a",
        "a:b",
        "a:80:80",
        "::1",
        "[::1",
        "::1]",
        "[]",
        "[::1]a",
        "[:::1]",
        "[1.2.3.4]",
        "[g::1]",
        "a?b",
        "a#b",
        "a\\b",
        "a%4",
        "a%zz",
        "a\"",
        "<a>",
        "a:+80",
        "a:80 80",
        "[::1%25eth0]",
        "a\tb",
        "{a}",
        "a|b",
    ] {
        assert_eq!(
            refused(get("/", &format!("Host: {host}\r\n"))),
            400,
            "{host:?}"
        );
    }
    let above = [b"GET / HTTP/1.1\r\nHost: ", &b"\xc3\xa9"[..], b"\r\n\r\n"].concat();
    assert_eq!(refused(above), 400);
    assert_eq!(refused("GET / HTTP/1.0\r\nHost: a b\r\n\r\n"), 400);
}
