//! P40: whatever a handler puts into a header, it cannot end the header: a name that is no token and a
//! value with a control character are errors.

mod http_support;

use http_support::{request, start};
use openwork::http::{Refusal, Request, Response, Router, Status};
use proptest::prelude::*;

fn with(name: &str, value: &str) -> Result<Response, Refusal> {
    Response::text("hello").with_header(name, value)
}

#[test]
fn p40_line_ends_and_other_controls_are_errors() {
    for value in [
        "a\r\nX: b",
        "a\nb",
        "a\rb",
        "\r\n",
        "a\0b",
        "\u{7f}",
        "\u{1}",
        "a\u{b}b",
    ] {
        assert!(with("x-a", value).is_err(), "{value:?}");
    }
    for name in [
        "", "a b", "a:", "a\r\nb", "a\n", "a\0", " a", "\u{e9}", "a\"", "a/b", "(a)",
    ] {
        assert!(with(name, "b").is_err(), "{name:?}");
    }
    let refusal = with("x-a", "a\r\nb").unwrap_err();
    assert_eq!(refusal.status(), Status::INTERNAL_SERVER_ERROR);
}

#[test]
fn p40_what_is_valid_arrives() {
    let router = Router::new().get("/", async |_: Request| {
        Response::text("hello")
            .with_header("X-A", "b c\td")?
            .with_header("set-cookie", "a=b")?
            .with_header("set-cookie", "c=\u{e9}; Path=/")?
            .with_header("x-empty", "")
    });
    let server = start(router, |server| server);
    let answer = server.connect().send(request("/")).answer();
    let headers: Vec<_> = answer.headers[1..5]
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let expected = [
        ("X-A", "b c\td"),
        ("set-cookie", "a=b"),
        ("set-cookie", "c=\u{e9}; Path=/"),
        ("x-empty", ""),
    ];
    assert_eq!(headers, expected);
}

#[test]
fn p40_a_status_is_a_final_code_and_text() {
    assert_eq!(Status::new("418 I'm a teapot").unwrap().code(), 418);
    assert_eq!(Status::new("299 ").unwrap().code(), 299);
    for text in [
        "100 Continue",
        "600 X",
        "99 X",
        "0200 X",
        "200",
        "+20 X",
        "200 a\r\nb",
        "abc d",
        "",
        " ",
    ] {
        assert_eq!(Status::new(text), None, "{text:?}");
    }
}

proptest! {
    #[test]
    fn p40_whatever_a_handler_sets_there_is_one_header_more_or_none(name in any::<String>(), value in any::<String>()) {
        let plain = octets(&Response::text("hello"));
        if let Ok(response) = with(&name, &value) {
            let more = octets(&response);
            prop_assert_eq!(line_ends(&more), line_ends(&plain) + 1);
            prop_assert!(!value.contains(['\r', '\n', '\0']));
        }
    }
}

fn octets(response: &Response) -> String {
    format!("{response:?}")
}

fn line_ends(debug: &str) -> usize {
    let fields = debug.split("fields: ").nth(1).unwrap();
    // `Debug` shows octets as numbers: CR LF is `13, 10`, and nothing else may hold either.
    fields
        .matches("13, 10")
        .count()
        .max(fields.matches(" 10,").count())
}
