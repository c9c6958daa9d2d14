//! H06: a field is a token, a colon right behind it and a value of HTAB, SP, visible ASCII and octets
//! above; SP and HTAB around the value are not part of it. No folding, and nothing before the first.

mod http_support;

use http_support::{accepted, get, refused};

#[track_caller]
fn refuses(field: impl AsRef<[u8]>) {
    let head = [
        b"GET / HTTP/1.1\r\nHost: a\r\n",
        field.as_ref(),
        b"\r\n\r\n",
    ]
    .concat();
    assert_eq!(refused(head), 400, "{:?}", http_support::show(field));
}

#[test]
fn h06_names_are_tokens_with_the_colon_right_behind() {
    let request = accepted(get("/", "Host: a\r\n!#$%&'*+-.^_`|~09Az: b\r\n"));
    assert_eq!(request.header("!#$%&'*+-.^_`|~09AZ"), Some("b"));
    for field in [
        ": b",
        "X : b",
        "X\t: b",
        "X",
        "X b",
        "X(: b",
        "X\"Y: b",
        "X/Y: b",
        "X@: b",
        "[X]: b",
        "X=: b",
        "X;: b",
        "X,Y: b",
        "\u{e9}: b",
        " : b",
    ] {
        refuses(field);
    }
    refuses(b"X\0: b");
    refuses(b"X\x7f: b");
}

#[test]
fn h06_lookup_does_not_mind_the_case_and_order_is_kept() {
    let request = accepted(get("/", "hOsT: a\r\nX-One: 1\r\nx-one: 2\r\nEmpty:\r\n"));
    assert_eq!(request.header("HOST"), Some("a"));
    assert_eq!(request.header("x-ONE"), Some("1"), "the first");
    assert_eq!(request.header("empty"), Some(""));
    assert_eq!(request.header("x"), None);
    let all: Vec<_> = request.headers().collect();
    let expected: [(&[u8], &[u8]); 4] = [
        (b"hOsT", b"a"),
        (b"X-One", b"1"),
        (b"x-one", b"2"),
        (b"Empty", b""),
    ];
    assert_eq!(all, expected);
}

#[test]
fn h06_blanks_around_a_value_are_not_part_of_it_and_nothing_else_is_trimmed() {
    let value = |field: &[u8]| {
        let head = [b"GET / HTTP/1.1\r\nHost: a\r\nX:", field, b"\r\n\r\n"].concat();
        let request = accepted(head);
        request.headers().nth(1).unwrap().1.to_vec()
    };
    assert_eq!(value(b"b"), b"b");
    assert_eq!(value(b" \t b c\td \t"), b"b c\td");
    assert_eq!(value(b" \t "), b"");
    assert_eq!(value(b"\xa0b\xa0"), b"\xa0b\xa0");
    assert_eq!(value(b" \xff\x80\xc3\xa9 "), b"\xff\x80\xc3\xa9");
    assert_eq!(value(b": :"), b": :");
}

#[test]
fn h06_controls_in_a_value_are_refused() {
    for octet in (0..=0x1f).chain([0x7f]).filter(|octet| *octet != b'\t') {
        refuses([b"X: a", &[octet][..], b"b"].concat());
        refuses([b"X: ", &[octet][..]].concat());
    }
}

#[test]
fn h06_folding_and_blanks_before_the_first_field_are_refused() {
    refuses("X: a\r\n b");
    refuses("X: a\r\n\tb");
    refuses("X: a\r\n \r\nY: b");
    assert_eq!(refused("GET / HTTP/1.1\r\n Host: a\r\n\r\n"), 400);
    assert_eq!(refused("GET / HTTP/1.1\r\n\tHost: a\r\n\r\n"), 400);
    assert_eq!(refused("GET / HTTP/1.1\r\n \r\nHost: a\r\n\r\n"), 400);
}
