//! H05: a target is a path, an absolute URI, `*` for OPTIONS or `host:port` for CONNECT, in the
//! characters of RFC 3986, and reaches the handler as it came.

mod http_support;

use http_support::{accepted, get, refused};

fn takes(target: &str) {
    assert_eq!(accepted(get(target, "Host: a\r\n")).target(), target);
}

#[track_caller]
fn refuses(target: &str) {
    assert_eq!(refused(get(target, "Host: a\r\n")), 400, "{target:?}");
}

#[test]
fn h05_a_path_and_query_reach_the_handler_as_they_came() {
    for target in [
        "/",
        "//",
        "/a/../b/./c",
        "/a%2Fb",
        "/%e2%82%ac",
        "/a?",
        "/a?b=c&d=e?f/g",
        "/a:b@c",
        "/;p=1,2",
        "/-._~!$&'()*+,;=:@",
        "/?%00",
    ] {
        takes(target);
    }
    let request = accepted(get("/a%2Fb/../c?d=e%20f?g", "Host: a\r\n"));
    assert_eq!(request.path(), "/a%2Fb/../c");
    assert_eq!(request.query(), Some("d=e%20f?g"));
    assert_eq!(accepted(get("/a", "Host: a\r\n")).query(), None);
}

#[test]
fn h05_characters_outside_rfc_3986_and_broken_escapes_are_refused() {
    for target in [
        "/a#b", "/a\"b", "/a<b", "/a>b", "/a\\b", "/a^b", "/a`b", "/a{b", "/a|b", "/a}b", "/a[b]",
        "/a?b[]=c", "/%", "/%4", "/%4g", "/%g4", "/%%41", "/a%", "/\u{e9}", "/a\tb", "/a?%zz",
    ] {
        refuses(target);
    }
}

#[test]
fn h05_an_absolute_uri_is_taken() {
    for target in [
        "http://example.org/",
        "http://example.org",
        "HTTP://EXAMPLE.org:8080/a?b",
        "https://[::1]:443/a",
        "http://127.0.0.1?a",
        "coap+x-1.0://h/",
        "http://a%41b/",
        "http://a:/",
    ] {
        takes(target);
    }
    let request = accepted(get("http://example.org:80/a/b?c=d", "Host: x\r\n"));
    assert_eq!((request.path(), request.query()), ("/a/b", Some("c=d")));
    let path = |target| accepted(get(target, "Host: a\r\n")).path().to_owned();
    assert_eq!(path("http://example.org"), "/");
    assert_eq!(path("http://example.org?a"), "/");
    for target in [
        "http:///a",
        "http://user@host/",
        "http://user:pw@host/",
        "http://a b/",
        "http:/a",
        "http://",
        "http:a",
        "://a/",
        "1http://a/",
        "http://[::1/",
        "http://[x]/",
        "http://a:b/",
        "http://::1/",
        "http://a/#f",
        "http://a/[",
        "http://[::1]x/",
        "ht_tp://a/",
        "http://a%4/",
    ] {
        refuses(target);
    }
}

#[test]
fn h05_nothing_else_is_a_target() {
    for target in [
        "foo",
        ".",
        "**",
        "a:80",
        "a.b",
        "?a",
        "%2f",
        "*",
        "*?a",
        "www.example.org/a",
    ] {
        refuses(target);
    }
}

#[test]
fn h05_an_asterisk_is_for_options_only() {
    assert_eq!(
        accepted("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").path(),
        "*"
    );
    for method in ["GET", "options", "CONNECT"] {
        assert_eq!(
            refused(format!("{method} * HTTP/1.1\r\nHost: a\r\n\r\n")),
            400
        );
    }
}

#[test]
fn h05_connect_takes_a_host_and_a_port_from_1_to_65535_and_nothing_else() {
    let input = |target: &str| format!("CONNECT {target} HTTP/1.1\r\nHost: a\r\n\r\n");
    for target in ["example.org:443", "[::1]:1", "127.0.0.1:65535", "a:00080"] {
        assert_eq!(accepted(input(target)).target(), target);
    }
    for target in [
        "example.org",
        "example.org:",
        "a:0",
        "a:65536",
        "a:99999999999999999999",
        "a:-1",
        "a:http",
        ":80",
        "[]:80",
        "u@a:80",
        "/",
        "http://a:80",
        "a:80/",
        "::1:80",
        "a:8 0",
        "[::1]80",
    ] {
        assert_eq!(refused(input(target)), 400, "{target:?}");
    }
}
