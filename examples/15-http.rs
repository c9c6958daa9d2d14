//! HTTP: a server whose handlers are async, or plain functions that may block.
//!
//! You will see four responses read from the wire, among them that of a handler that blocks its
//! thread, which is one of the pool's and not the server's. Then two requests in one write, a
//! refusal that reaches a client in the middle of sending, and how the server stops.
//!
//! Run: `cargo run --example 15-http`
//!
//! Expected output:
//! ```text
//! GET /        200 hello from the server's thread
//! GET /plain   200 hello from another thread
//! POST /shout  200 HELLO
//! GET /nowhere 404 404 Not Found
//! two in one write: hello from another thread, then hello from the server's thread
//! refused in the middle of its body: 413 Content Too Large, and no reset
//! told to stop, the server had nobody left to cut
//! ```
//!
//! Book: `book/src/http-without-sockets.md`
//!
//! Try:
//! 1. (10 minutes) Answer `/shout` with 400 when the body is empty: let the handler return
//!    `Result<String, Status>`.
//! 2. (1 hour) Send the head of a request one octet a second, by hand or with a program. Which
//!    response do you get, after how long, and which line of `runtime/src/http/wire.rs` decided it?

use std::io;
use std::thread::{self, ThreadId};
use std::time::Duration;

use futures::channel::oneshot;
use futures::{AsyncReadExt, AsyncWriteExt};
use openwork::http::{Refusal, Request, Router, Server};
use openwork::net::{TcpListener, TcpStream};

fn main() -> io::Result<()> {
    openwork::block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?.to_string();
        let (stop, stopped) = oneshot::channel::<()>();
        let server = Server::new(listener, router(thread::current().id()));
        let serving = openwork::spawn(
            server
                .graceful(
                    async { _ = stopped.await },
                    openwork::time::sleep(Duration::MAX),
                )
                .serve(),
        );

        let requests = [
            ("GET", "/", ""),
            ("GET", "/plain", ""),
            ("POST", "/shout", "hello"),
        ];
        for (method, path, body) in requests.into_iter().chain([("GET", "/nowhere", "")]) {
            let (status, text) = ask(&address, method, path, body).await?;
            println!("{:<12} {status} {text}", format!("{method} {path}"));
            assert_eq!(status == "200", path != "/nowhere");
            assert_ne!(text, "hello", "the server shouts");
        }

        pipelined(&address).await?;
        refused(&address).await?;

        drop(stop);
        let served = serving.await.expect("a server does not panic");
        assert_eq!(served.cut, 0, "everybody has got an answer and gone");
        println!("told to stop, the server had nobody left to cut");
        Ok(())
    })
}

/// Three routes. What a handler returns, a future or a response, decides where it runs.
fn router(server: ThreadId) -> Router {
    Router::new()
        .get("/", move |_: Request| async move { hello(server) })
        .get("/plain", move |_: Request| {
            // This would keep every other connection waiting, if it were the server's thread.
            thread::sleep(Duration::from_millis(20));
            hello(server)
        })
        .post("/shout", async |mut request: Request| {
            let body = request.body().bytes().await?;
            Ok::<_, Refusal>(String::from_utf8_lossy(body).to_uppercase())
        })
}

fn hello(server: ThreadId) -> &'static str {
    match thread::current().id() == server {
        true => "hello from the server's thread",
        false => "hello from another thread",
    }
}

/// Sends a request and reads to the end of the connection, for it says that there is no other one.
async fn ask(to: &str, method: &str, path: &str, body: &str) -> io::Result<(String, String)> {
    let mut stream = TcpStream::connect(to).await?;
    let length = body.len();
    let head = format!("{method} {path} HTTP/1.1\r\nHost: {to}\r\nConnection: close\r\n");
    let request = format!("{head}Content-Length: {length}\r\n\r\n{body}");
    stream.write_all(request.as_bytes()).await?;
    let mut response = String::new();
    stream.read_to_string(&mut response).await?;
    let (head, text) = response
        .split_once("\r\n\r\n")
        .expect("a head ends in an empty line");
    let status = head
        .split(' ')
        .nth(1)
        .expect("a status line has three parts");
    Ok((status.to_owned(), text.to_owned()))
}

/// Two requests leave before one response has come. The first takes 20 ms, the second no time.
async fn pipelined(to: &str) -> io::Result<()> {
    let mut stream = TcpStream::connect(to).await?;
    let both = "GET /plain HTTP/1.1\r\nHost: a\r\n\r\n\
                GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    stream.write_all(both.as_bytes()).await?;
    let mut responses = String::new();
    stream.read_to_string(&mut responses).await?;
    let bodies = responses.split("HTTP/1.1 200 OK").skip(1);
    let bodies: Vec<_> = bodies
        .filter_map(|it| it.split("\r\n\r\n").nth(1))
        .collect();
    let bodies = bodies.join(", then ");
    println!("two in one write: {bodies}");
    let in_order = "hello from another thread, then hello from the server's thread";
    assert_eq!(bodies, in_order);
    Ok(())
}

// ANCHOR: refused
/// The server has read the head and knows enough, while the client is still sending the body.
async fn refused(to: &str) -> io::Result<()> {
    let mut stream = TcpStream::connect(to).await?;
    let head = "POST /shout HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n";
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(&[b'a'; 40_000]).await?;
    let mut response = String::new();
    stream.read_to_string(&mut response).await?;
    let status = response.lines().next();
    assert_eq!(status, Some("HTTP/1.1 413 Content Too Large"));
    println!("refused in the middle of its body: 413 Content Too Large, and no reset");
    Ok(())
}
// ANCHOR_END: refused
