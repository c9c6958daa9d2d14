//! A server of HTTP/1.1: a parser that needs no socket, and a connection that needs little more.
//!
//! ```text
//! without a socket                          │ with one
//! line ─ grammar ─ target ─► head ► body    │ wire: octets in and out, and how long the peer may pause
//! octets in                 what they mean  │ connection: receive ► answer ► respond ► keep or close
//!                                           │ site: who is connected      server: accept, cap, stop
//! response ► octets out                     │
//! what a handler sees and gives: request, response, status      what leads to it: router, handler
//! ```
//!
//! Rules
//! 1. This folder uses what every user of the crate can use, and nothing else: you could have written
//!    it.
//! 2. Strict: what the standard calls invalid is refused, never repaired (`head.rs`).
//! 3. Every octet and every wait is limited, from the first moment (`limits.rs`).
//! 4. No response is left to chance: each request gets exactly one, in order, or the connection ends.
//!
//! ```
//! use openwork::http::{Request, Router, Server};
//! use openwork::net::TcpListener;
//!
//! # use futures::{AsyncReadExt, AsyncWriteExt};
//! openwork::block_on(async {
//!     let router = Router::new()
//!         .get("/", async |_: Request| "an async handler: it must not block")
//!         .get("/plain", |_: Request| "a plain one: it may, and costs a thread of the pool");
//!     let listener = TcpListener::bind("127.0.0.1:0").await?;
//! #   let address = listener.local_addr()?;
//!     openwork::spawn(Server::new(listener, router).serve());
//!     // … and `serve(listener, router).await` where nothing else is to be done.
//! #   let mut stream = openwork::net::TcpStream::connect(address).await?;
//! #   stream.write_all(b"GET /plain HTTP/1.0\r\n\r\n").await?;
//! #   let mut response = String::new();
//! #   stream.read_to_string(&mut response).await?;
//! #   assert!(response.ends_with("a thread of the pool"));
//! #   std::io::Result::Ok(())
//! })?;
//! # std::io::Result::Ok(())
//! ```
//!
//! Next: `status.rs`, then `line.rs`.

mod body;
mod connection;
mod grammar;
mod handler;
mod head;
mod limits;
mod line;
mod request;
mod response;
mod router;
mod server;
mod site;
mod status;
mod target;
mod wire;

pub use body::{Decoder, PollData};
pub use handler::{Answer, AnyHandler, Async, Handler, Plain};
pub use head::{Head, HeadParser, Version};
pub use limits::Limits;
pub use request::{Body, Request};
pub use response::Response;
pub use router::Router;
pub use server::{Served, Server, Signal, serve};
pub use status::{Refusal, Status};
use status::{Verdict, require};
