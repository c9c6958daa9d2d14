//! P41: a handler that panics costs its peer a 500 and the connection; others go on.

mod http_support;

use http_support::{request, site, start};
use openwork::http::{Request, Response, Router};

fn router() -> Router {
    site()
        .get(
            "/at-once",
            |request: Request| -> std::future::Ready<&'static str> {
                panic!("before there is a future for {}", request.path())
            },
        )
        .get("/first-poll", async |_: Request| -> &'static str {
            panic!("in the first poll")
        })
        .get("/later", async |_: Request| -> &'static str {
            openwork::task::yield_now().await;
            panic!("in a later poll")
        })
        .get("/plain", |_: Request| -> Response {
            panic!("on the blocking pool")
        })
        .post("/reading", async |mut request: Request| -> &'static str {
            _ = request.body().chunk().await;
            panic!("while the body is read")
        })
}

#[test]
fn p41_a_panic_is_500_and_close_and_others_go_on() {
    let server = start(router(), |server| server);
    let mut other = server.connect();
    for path in ["/at-once", "/first-poll", "/later", "/plain"] {
        let mut client = server.connect();
        // The second request has come already, and is not answered.
        client.send(request(path) + &request("/"));
        let answer = client.answer();
        assert_eq!((answer.status, answer.closes()), (500, true), "{path}");
        client.ends();
        assert_eq!(other.send(request("/")).answer().text(), "hello");
    }
    let mut client = server.connect();
    client.send("POST /reading HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc");
    let answer = client.answer();
    assert_eq!((answer.status, answer.closes()), (500, true));
    assert_eq!(other.send(request("/")).answer().text(), "hello");
    assert_eq!(server.connect().send(request("/")).answer().text(), "hello");
}

#[test]
fn p41_responses_that_were_ready_are_delivered_before_it() {
    let server = start(router(), |server| server);
    let mut client = server.connect();
    client.send(request("/") + &request("/later"));
    assert_eq!(client.answer().text(), "hello");
    assert_eq!(client.answer().status, 500);
    client.ends();
}
