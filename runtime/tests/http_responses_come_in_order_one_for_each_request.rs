//! P39: responses come in the order of the requests, exactly one for each, whole; HEAD, 204 and 304
//! have no body, and the length is always the body's own.

mod http_support;

use http_support::{Running, request, site, start};
use openwork::http::{Refusal, Request, Response, Router, Status};
use proptest::prelude::*;
use std::sync::LazyLock;

fn router() -> Router {
    site()
        .get("/slow", async |request: Request| {
            openwork::time::sleep(std::time::Duration::from_millis(1)).await;
            request.query().unwrap_or_default().to_owned()
        })
        .get("/query", async |request: Request| {
            request.query().unwrap_or_default().to_owned()
        })
        .get("/pool", |request: Request| {
            request.query().unwrap_or_default().to_owned()
        })
        .get("/204", async |_: Request| {
            Response::text("no").with_status(Status::NO_CONTENT)
        })
        .get("/304", async |_: Request| {
            Response::text("no").with_status(Status::NOT_MODIFIED)
        })
        .get("/empty", async |_: Request| Response::new(Status::OK))
        .get("/large", async |_: Request| "0123456789".repeat(30_000))
}

#[derive(Clone, Debug)]
enum Kind {
    Get(&'static str),
    Head(&'static str),
    Post,
    PostChunks,
    Missing,
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just(Kind::Get("/query")),
        Just(Kind::Get("/slow")),
        Just(Kind::Get("/pool")),
        Just(Kind::Get("/204")),
        Just(Kind::Get("/304")),
        Just(Kind::Get("/empty")),
        Just(Kind::Get("/large")),
        Just(Kind::Head("/query")),
        Just(Kind::Head("/large")),
        Just(Kind::Post),
        Just(Kind::PostChunks),
        Just(Kind::Missing),
    ]
}

static SERVER: LazyLock<Running> = LazyLock::new(|| start(router(), |server| server));

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn p39_random_pipelines_are_answered_in_order(
        kinds in prop::collection::vec(kind(), 1..40),
        cut in 1..2000usize,
    ) {
        let mut input = String::new();
        for (nth, kind) in kinds.iter().enumerate() {
            input += &match kind {
                Kind::Get(path) => request(&format!("{path}?{nth}")),
                Kind::Head(path) => request(&format!("{path}?{nth}")).replace("GET", "HEAD"),
                Kind::Post => http_support::post("/echo", &nth.to_string()),
                Kind::PostChunks => format!(
                    "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{nth}\r\n0\r\n\r\n",
                    nth.to_string().len(),
                ),
                Kind::Missing => request("/missing"),
            };
        }
        let mut client = SERVER.connect();
        let mut sender = client.stream.try_clone().unwrap();
        let sending = std::thread::spawn(move || {
            for part in input.as_bytes().chunks(cut) {
                std::io::Write::write_all(&mut sender, part).unwrap();
            }
        });
        for (nth, kind) in kinds.iter().enumerate() {
            let number = nth.to_string();
            let has_body = !matches!(kind, Kind::Head(_) | Kind::Get("/204" | "/304"));
            let answer = if has_body { client.answer() } else { client.answer_to_head() };
            let (length, text) = (answer.header("content-length"), answer.text());
            match kind {
                Kind::Get("/204") => prop_assert_eq!((answer.status, length), (204, None)),
                Kind::Get("/304") => prop_assert_eq!((answer.status, length), (304, None)),
                Kind::Get("/empty") => prop_assert_eq!((text, length), ("", Some("0"))),
                Kind::Get("/large") => prop_assert_eq!(text.len(), 300_000),
                Kind::Get(_) | Kind::Post | Kind::PostChunks => prop_assert_eq!(text, number),
                Kind::Head("/large") => prop_assert_eq!(length, Some("300000")),
                Kind::Head(_) => prop_assert_eq!(length, Some(if nth < 10 { "1" } else { "2" })),
                Kind::Missing => prop_assert_eq!(answer.status, 404),
            }
        }
        sending.join().unwrap();
        client.finish().ends();
    }
}

#[test]
fn p39_the_head_says_what_it_should() {
    let mut client = SERVER.connect();
    let answer = client.send(request("/")).answer();
    assert_eq!(answer.header("content-length"), Some("5"));
    assert_eq!(
        answer.header("content-type"),
        Some("text/plain; charset=utf-8")
    );
    assert_eq!(answer.header("connection"), None);
    let date = answer.header("date").unwrap();
    assert!(date.len() == 29 && date.ends_with(" GMT"), "{date}");
    let names: Vec<_> = answer
        .headers
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(names, ["content-type", "content-length", "date"]);
}

#[test]
fn p39_responses_that_are_ready_do_not_wait_for_one_that_is_not() {
    let mut gate = http_support::Gate::new();
    let server = start(router().get("/gate", gate.handler()), |server| server);
    let mut client = server.connect();
    client.send(
        request("/query?1") + &request("/query?2") + &request("/gate") + &request("/query?3"),
    );
    assert_eq!(client.answer().text(), "1");
    assert_eq!(client.answer().text(), "2");
    gate.open();
    assert_eq!(client.answer().text(), "through the gate");
    assert_eq!(client.answer().text(), "3");
}

#[test]
fn p39_a_handler_cannot_declare_another_length() {
    for name in [
        "Content-Length",
        "content-length",
        "Transfer-Encoding",
        "Connection",
        "Date",
    ] {
        assert!(
            Response::text("hello").with_header(name, "1").is_err(),
            "{name}"
        );
    }
    let router = Router::new().get("/", async |_: Request| -> Result<Response, Refusal> {
        Response::text("hello").with_header("content-length", "3")
    });
    let server = start(router, |server| server);
    let answer = server.connect().send(request("/")).answer();
    assert_eq!(answer.status, 500);
}
