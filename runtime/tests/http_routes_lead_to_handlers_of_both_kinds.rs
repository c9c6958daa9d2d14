//! A router finds the handler, async or plain, by path and method, and answers in its place where there
//! is none. Plain handlers run on the blocking pool, with the whole body.

mod http_support;

use http_support::{Answer, post, request, start};
use openwork::http::{Refusal, Request, Response, Router, Served, Server, Status};
use std::sync::{Arc, Mutex};

async fn named(request: Request) -> String {
    request.path().to_owned()
}

fn plainly_named(request: Request) -> String {
    request.path().to_owned()
}

fn router() -> Router {
    Router::new()
        .get("/async", named)
        .get("/plain", plainly_named)
        .get("/text", async |_: Request| "text")
        .get("/json", async |_: Request| Response::json("{\"a\":1}"))
        .get("/status", async |_: Request| Status::CREATED)
        .get("/error", async |_: Request| -> Result<&str, Status> {
            Err(Status::NOT_FOUND)
        })
        .get("/wrong", async |_: Request| -> Result<&str, String> {
            Err("oh".to_owned())
        })
        .post("/text", |request: Request| request.method().to_owned())
        .route("DELETE", "/text", async |_: Request| {
            Response::new(Status::NO_CONTENT)
        })
        .route("BREW", "/pot", async |_: Request| "coffee")
        .post("/only", async |_: Request| "posted")
}

fn ask(method: &str, path: &str) -> Answer {
    let server = start(router(), |server| server);
    let mut client = server.connect();
    client.send(format!("{method} {path} HTTP/1.1\r\nHost: a\r\n\r\n"));
    if method == "HEAD" {
        client.answer_to_head()
    } else {
        client.answer()
    }
}

#[test]
fn handlers_are_found_by_path_and_method() {
    assert_eq!(ask("GET", "/async").text(), "/async");
    assert_eq!(ask("GET", "/plain?x=y").text(), "/plain");
    assert_eq!(ask("GET", "http://example.org/async").text(), "/async");
    assert_eq!(ask("GET", "/text").text(), "text");
    assert_eq!(ask("POST", "/text").text(), "POST");
    assert_eq!(ask("DELETE", "/text").status, 204);
    assert_eq!(ask("BREW", "/pot").text(), "coffee");
}

#[test]
fn what_a_handler_returns_becomes_a_response() {
    let json = ask("GET", "/json");
    assert_eq!(
        (json.text(), json.header("content-type")),
        ("{\"a\":1}", Some("application/json"))
    );
    assert_eq!(ask("GET", "/status").status, 201);
    assert_eq!(ask("GET", "/error").status, 404);
    let wrong = ask("GET", "/wrong");
    assert_eq!(
        (wrong.status, wrong.text()),
        (500, "oh"),
        "an error that claims success"
    );
}

#[test]
fn head_is_answered_by_the_route_of_get() {
    let answer = ask("HEAD", "/text");
    assert_eq!(
        (answer.status, answer.header("content-length")),
        (200, Some("4"))
    );
    assert_eq!(ask("HEAD", "/only").status, 405);
}

#[test]
fn without_a_route_the_router_answers() {
    assert_eq!(ask("GET", "/missing").status, 404);
    assert_eq!(ask("GET", "/text/").status, 404);
    assert_eq!(ask("GET", "/Text").status, 404);
    let answer = ask("PUT", "/text");
    assert_eq!(
        (answer.status, answer.header("allow")),
        (405, Some("GET, POST, DELETE, HEAD"))
    );
    assert_eq!(ask("GET", "/only").header("allow"), Some("POST"));
    assert_eq!(ask("get", "/text").status, 501);
    assert_eq!(ask("PROPFIND", "/text").status, 501);
    let answer = ask("OPTIONS", "/text");
    assert_eq!(
        (answer.status, answer.header("allow")),
        (204, Some("GET, POST, DELETE, HEAD"))
    );
}

#[test]
fn plain_handlers_run_on_the_blocking_pool_with_the_whole_body() {
    let threads: Arc<Mutex<Vec<std::thread::ThreadId>>> = Arc::default();
    let (of_plain, of_async) = (threads.clone(), threads.clone());
    let router = Router::new()
        .post("/plain", move |mut request: Request| {
            of_plain.lock().unwrap().push(std::thread::current().id());
            request.body().received().len().to_string()
        })
        .post("/async", move |mut request: Request| {
            of_async.lock().unwrap().push(std::thread::current().id());
            async move {
                let received = request.body().received().len();
                let all = request.body().bytes().await?.len();
                Ok::<_, Refusal>(format!("{received} {all}"))
            }
        });
    let server = start(router, |server| server);
    let mut client = server.connect();
    let body = "a".repeat(200_000);
    assert_eq!(client.send(post("/plain", &body)).answer().text(), "200000");
    assert_eq!(
        client.send(post("/async", &body)).answer().text(),
        "0 200000"
    );
    let threads = threads.lock().unwrap();
    assert_ne!(threads[0], threads[1]);
}

#[test]
fn a_plain_handler_that_the_pool_cannot_take_is_503() {
    let (begun, has_begun) = std::sync::mpsc::channel();
    let (finish, finished) = std::sync::mpsc::channel::<()>();
    let (begun, finished) = (Mutex::new(begun), Mutex::new(finished));
    let router = http_support::site().get("/block", move |_: Request| {
        begun.lock().unwrap().send(()).unwrap();
        _ = finished.lock().unwrap().recv();
        "at last"
    });
    let (tell, told) = std::sync::mpsc::channel();
    let (stop, stopped) = futures::channel::oneshot::channel::<()>();
    let serving = std::thread::spawn(move || -> Served {
        let builder = openwork::Builder::single_threaded().blocking_threads(1);
        let runtime = builder.blocking_queue(Some(1)).build().unwrap();
        runtime.block_on(async {
            let listener = openwork::net::TcpListener::bind("127.0.0.1:0")
                .await
                .unwrap();
            tell.send(listener.local_addr().unwrap()).unwrap();
            let stop = async { _ = stopped.await };
            Server::new(listener, router)
                .graceful(stop, std::future::pending())
                .serve()
                .await
        })
    });
    let address = told.recv().unwrap();
    let connect = || http_support::Client::connect(address);
    let (mut running, mut queued, mut rejected) = (connect(), connect(), connect());
    running.send(request("/block"));
    has_begun.recv().unwrap();
    queued.send(request("/block"));
    // One runs and one waits; which of the others waits is a race, but all but one are rejected.
    let answer = rejected.send(request("/")).answer();
    assert_eq!(answer.text(), "hello", "async handlers go on");
    let answer = rejected.send(request("/block")).answer();
    assert_eq!((answer.status, answer.closes()), (503, false));
    drop(finish);
    assert_eq!(running.answer().text(), "at last");
    assert_eq!(queued.answer().text(), "at last");
    drop((stop, running, queued, rejected));
    serving.join().unwrap();
}
