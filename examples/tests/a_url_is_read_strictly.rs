//! What `load` takes for an address, and what it says of what it does not take.
#![allow(dead_code, reason = "the address is here for its text")]

#[path = "../lab/load_url/url.rs"]
mod url;

use url::Url;

#[test]
fn a_url_is_read() {
    let read = [
        ("http://localhost", "localhost", "/", "http://localhost/"),
        ("HTTP://a.b:80/", "a.b:80", "/", "http://a.b:80/"),
        (
            "http://[::1]:8000/x",
            "[::1]:8000",
            "/x",
            "http://[::1]:8000/x",
        ),
        (
            "http://[fe80::1%eth0]",
            "[fe80::1%eth0]",
            "/",
            "http://[fe80::1%eth0]/",
        ),
        ("http://h?q=/", "h", "/?q=/", "http://h/?q=/"),
        ("http://h/p?q#part", "h", "/p?q", "http://h/p?q"),
        ("http://h#part", "h", "/", "http://h/"),
    ];
    for (text, authority, target, whole) in read {
        let url = Url::parse(text).unwrap();
        assert_eq!(url.authority, authority, "{text}");
        assert_eq!(url.target, target, "{text}");
        assert_eq!(url.to_string(), whole);
    }
}

#[test]
fn what_is_no_url_is_refused() {
    let refused = [
        ("https://h/", "https is not spoken"),
        ("localhost:8000", "http://"),
        ("ftp://h/", "only http"),
        ("http://", "no host"),
        ("http:///path", "no host"),
        ("http://:80/", "no host"),
        ("http://h:0/", "port"),
        ("http://h:65536/", "port"),
        ("http://h:/", "port"),
        ("http://[::1/", "bracket"),
        ("http://[::1]x/", "port"),
        ("http://user@h/", "user name"),
        ("http://h/a b", "%20"),
        ("http://h/ä", "%20"),
        ("http://h/\r\nx: y", "%20"),
        ("http://h\r\n/", "no host"),
    ];
    for (text, why) in refused {
        let said = Url::parse(text).unwrap_err();
        assert!(said.contains(why), "{text:?}: {said}");
    }
}
