//! HTTP/1.1.
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
