//! What the tests of HTTP share: the parsers driven without a socket, and a server with a client.

#![allow(dead_code, unreachable_pub)]

use futures::FutureExt;
use futures::channel::oneshot;
use futures::future::Shared;
use openwork::http::{Decoder, Head, HeadParser, Limits, Refusal, Request, Router};
use openwork::http::{Response, Served, Server};
use openwork::net::TcpListener;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::task::Poll;
use std::thread::JoinHandle;
use std::time::Duration;

/// What became of a head: its length and the request, the status of the refusal, or nothing yet.
#[derive(Debug, PartialEq)]
pub enum Outcome {
    Complete(Head, Vec<u8>),
    Refused(Refusal),
    Partial,
}

/// Parses a head that arrives in these parts.
pub fn parse_parts(parts: &[&[u8]], limits: &Limits) -> Outcome {
    let (mut parser, mut input) = (HeadParser::default(), Vec::new());
    for part in parts {
        input.extend_from_slice(part);
        match parser.parse(&input, limits) {
            Poll::Ready(Ok(head)) => return Outcome::Complete(head, input[..head.len].to_vec()),
            Poll::Ready(Err(refusal)) => return Outcome::Refused(refusal),
            Poll::Pending => {}
        }
    }
    Outcome::Partial
}

/// Parses a head that arrives at once, with default limits.
pub fn parse(input: impl AsRef<[u8]>) -> Outcome {
    parse_parts(&[input.as_ref()], &Limits::default())
}

/// The request in an input that must be accepted.
pub fn accepted(input: impl AsRef<[u8]>) -> Request {
    match parse(&input) {
        Outcome::Complete(head, octets) => Request::new(octets, head),
        other => panic!("{:?} gave {other:?}", show(input)),
    }
}

/// The head of an input that must be accepted.
pub fn head(input: impl AsRef<[u8]>) -> Head {
    match parse(&input) {
        Outcome::Complete(head, _) => head,
        other => panic!("{:?} gave {other:?}", show(input)),
    }
}

/// The status that an input is refused with.
#[track_caller]
pub fn refused(input: impl AsRef<[u8]>) -> u16 {
    match parse(&input) {
        Outcome::Refused(refusal) => refusal.status().code(),
        other => panic!("{:?} gave {other:?}", show(input)),
    }
}

/// A request whose target, field lines or the like are in question.
pub fn get(target: &str, fields: &str) -> Vec<u8> {
    format!("GET {target} HTTP/1.1\r\n{fields}\r\n").into_bytes()
}

pub fn show(input: impl AsRef<[u8]>) -> String {
    let input = input.as_ref();
    String::from_utf8_lossy(&input[..input.len().min(200)]).into_owned()
}

/// A body and how much input it took.
#[derive(Debug, PartialEq)]
pub struct Decoded {
    pub data: Vec<u8>,
    pub used: usize,
}

/// Decodes a body that arrives in these parts; `Ok(None)` if it does not end in them.
pub fn decode_parts(
    length: Option<u64>,
    parts: &[&[u8]],
    limits: &Limits,
) -> Result<Option<Decoded>, Refusal> {
    let (mut decoder, mut input, mut used) = (Decoder::new(length), Vec::new(), 0);
    let mut data = Vec::new();
    for part in parts {
        input.extend_from_slice(part);
        loop {
            let mut rest = &input[used..];
            let more = decoder.decode(&mut rest, limits)?;
            used = input.len() - rest.len();
            match more {
                Poll::Ready(Some(more)) => data.extend_from_slice(&more),
                Poll::Ready(None) => return Ok(Some(Decoded { data, used })),
                Poll::Pending => break,
            }
        }
    }
    Ok(None)
}

/// Decodes a body in chunks that arrives at once, with default limits.
pub fn decode(input: impl AsRef<[u8]>) -> Result<Option<Decoded>, Refusal> {
    decode_parts(None, &[input.as_ref()], &Limits::default())
}

/// The status that a body in chunks is refused with.
#[track_caller]
pub fn chunks_refused(input: impl AsRef<[u8]>) -> u16 {
    match decode(&input) {
        Err(refusal) => refusal.status().code(),
        other => panic!("{:?} gave {other:?}", show(input)),
    }
}

/// A server on a thread of its own.
pub struct Running {
    pub address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    cut: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<Served>>,
}

/// Starts a server. It stops when the answer is dropped or told to.
pub fn start(router: Router, configure: impl FnOnce(Server) -> Server + Send + 'static) -> Running {
    let (stop, stopped) = oneshot::channel::<()>();
    let (cut, is_cut) = oneshot::channel::<()>();
    let (tell, told) = std::sync::mpsc::channel();
    let thread = std::thread::spawn(move || {
        openwork::block_on(async move {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            tell.send(listener.local_addr().unwrap()).unwrap();
            let server = configure(Server::new(listener, router));
            let server = server.graceful(async { _ = stopped.await }, async { _ = is_cut.await });
            server.serve().await
        })
    });
    let address = told.recv().unwrap();
    Running {
        address,
        stop: Some(stop),
        cut: Some(cut),
        thread: Some(thread),
    }
}

/// Starts a server with these limits.
pub fn start_with(router: Router, limits: Limits) -> Running {
    start(router, |server| server.limits(limits))
}

impl Running {
    pub fn connect(&self) -> Client {
        Client::connect(self.address)
    }

    /// Asks the server to stop; busy connections may finish.
    pub fn stop(&mut self) {
        self.stop.take();
    }

    /// Cuts what has not finished.
    pub fn cut(&mut self) {
        self.cut.take();
    }

    /// Waits for the end.
    pub fn join(mut self) -> Served {
        self.thread.take().unwrap().join().unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
        self.cut();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A client that reads one response after the other.
pub struct Client {
    pub stream: TcpStream,
    buffer: Vec<u8>,
}

/// A response as the client sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub fn closes(&self) -> bool {
        self.header("connection") == Some("close")
    }
}

impl Client {
    pub fn connect(address: SocketAddr) -> Client {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        // Nothing here takes that long: it is what turns a hang into a failure.
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        stream
            .set_write_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        Client {
            stream,
            buffer: Vec::new(),
        }
    }

    /// Asserts that nothing has come so far.
    #[track_caller]
    pub fn has_no_answer_yet(&mut self) {
        assert_eq!(show(&self.buffer), "");
        self.stream.set_nonblocking(true).unwrap();
        let nothing = self.stream.peek(&mut [0]);
        self.stream.set_nonblocking(false).unwrap();
        assert_eq!(nothing.unwrap_err().kind(), std::io::ErrorKind::WouldBlock);
    }

    pub fn send(&mut self, octets: impl AsRef<[u8]>) -> &mut Client {
        self.stream.write_all(octets.as_ref()).unwrap();
        self
    }

    /// Sends, and does not mind if the server has closed.
    pub fn send_anyway(&mut self, octets: impl AsRef<[u8]>) -> &mut Client {
        let _ = self.stream.write_all(octets.as_ref());
        self
    }

    pub fn finish(&mut self) -> &mut Client {
        self.stream.shutdown(Shutdown::Write).unwrap();
        self
    }

    /// Reads a response to anything but HEAD.
    #[track_caller]
    pub fn answer(&mut self) -> Answer {
        self.read_answer(true)
    }

    /// Reads a response to HEAD.
    #[track_caller]
    pub fn answer_to_head(&mut self) -> Answer {
        self.read_answer(false)
    }

    #[track_caller]
    fn read_answer(&mut self, has_body: bool) -> Answer {
        let (mut answer, head) = loop {
            if let Some(parsed) = parse_answer(&self.buffer) {
                break parsed;
            }
            assert!(
                self.fill() > 0,
                "the connection ended after {:?}",
                show(&self.buffer)
            );
        };
        let length = answer
            .header("content-length")
            .map_or(0, |length| length.parse().unwrap());
        let length = if has_body { length } else { 0 };
        while self.buffer.len() < head + length {
            assert!(self.fill() > 0, "the connection ended in a body");
        }
        answer.body = self.buffer[head..head + length].to_vec();
        self.buffer.drain(..head + length);
        answer
    }

    fn fill(&mut self) -> usize {
        let mut chunk = [0; 16 << 10];
        let read = self.stream.read(&mut chunk).unwrap();
        self.buffer.extend_from_slice(&chunk[..read]);
        read
    }

    /// Asserts that the server ends the connection without another octet.
    #[track_caller]
    pub fn ends(&mut self) {
        assert_eq!(show(&self.buffer), "");
        assert_eq!(self.fill(), 0, "{:?}", show(&self.buffer));
    }
}

fn parse_answer(buffer: &[u8]) -> Option<(Answer, usize)> {
    let mut headers = [httparse::EMPTY_HEADER; 32];
    let mut response = httparse::Response::new(&mut headers);
    let httparse::Status::Complete(head) = response.parse(buffer).unwrap() else {
        return None;
    };
    let text = |octets: &[u8]| String::from_utf8(octets.to_vec()).unwrap();
    let headers = response
        .headers
        .iter()
        .map(|h| (h.name.to_owned(), text(h.value)))
        .collect();
    Some((
        Answer {
            status: response.code.unwrap(),
            headers,
            body: Vec::new(),
        },
        head,
    ))
}

/// Holds handlers up until it is opened, and tells when one has come to it.
pub struct Gate {
    open: Option<oneshot::Sender<()>>,
    opened: Shared<oneshot::Receiver<()>>,
    come: std::sync::mpsc::Sender<()>,
    came: std::sync::mpsc::Receiver<()>,
}

impl Gate {
    pub fn new() -> Gate {
        let (open, opened) = oneshot::channel();
        let (come, came) = std::sync::mpsc::channel();
        Gate {
            open: Some(open),
            opened: opened.shared(),
            come,
            came,
        }
    }

    /// A handler that answers when the gate is open.
    pub fn handler(
        &self,
    ) -> impl Fn(Request) -> futures::future::BoxFuture<'static, Response> + Send + Sync + 'static
    {
        let (opened, come) = (
            self.opened.clone(),
            std::sync::Mutex::new(self.come.clone()),
        );
        move |_| {
            come.lock().unwrap().send(()).unwrap();
            let opened = opened.clone();
            Box::pin(async move {
                _ = opened.await;
                Response::text("through the gate")
            })
        }
    }

    /// Waits until a handler has come to the gate.
    pub fn wait(&self) {
        self.came.recv_timeout(Duration::from_secs(20)).unwrap();
    }

    pub fn open(&mut self) {
        self.open.take();
    }
}

/// A GET request.
pub fn request(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: a\r\n\r\n")
}

/// A POST request with a body.
pub fn post(path: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// `/` answers `hello`, `/echo` the body, and `/plain` the body from the blocking pool.
pub fn site() -> Router {
    Router::new()
        .get("/", async |_: Request| "hello")
        .post("/echo", async |mut request: Request| {
            let body = request.body().bytes().await?.to_vec();
            Ok::<_, Refusal>(Response::bytes("text/plain", body))
        })
        .post("/plain", |mut request: Request| {
            Response::bytes("text/plain", request.body().received().to_vec())
        })
}
