//! What may stand behind a route: an async function, or a plain one.
//!
//! ```text
//! async |request| …  ── polled by the connection's task: must not block, need not be fast
//!       |request| …  ── called on the blocking pool with the whole body read: may block,
//!                       at the price of a thread for as long as it does
//! ```
//!
//! 1. Which of the two a function is shows in its type alone: what it returns is a future, or is
//!    a response.
//! 2. A plain handler that the pool cannot take is answered 503. A panic in either kind is caught by
//!    the connection.
//! 3. What an async handler brings along must be handed to each of its futures:
//!    `move |request| { let notes = notes.clone(); async move { … } }`. Where it brings nothing,
//!    `async |request| …` will do.
//!
//! Next: `router.rs`.

use std::panic::resume_unwind;
use std::pin::Pin;
use std::sync::Arc;

use super::{Request, Response, Status};
use crate::spawn_blocking;

/// A response in the making.
pub type Answer = Pin<Box<dyn Future<Output = Response> + Send>>;

/// A handler of either kind.
pub type AnyHandler = Box<dyn Fn(Request) -> Answer + Send + Sync>;

/// A function that can stand behind a route. `Kind` is [`Async`] or [`Plain`], and is inferred.
pub trait Handler<Kind>: Send + Sync + 'static {
    /// Hides which function and which kind it is.
    fn into_any(self) -> AnyHandler;
}

/// Marks handlers that return a future.
pub struct Async;

/// Marks handlers that return a response.
pub struct Plain;

impl<F, A> Handler<Async> for F
where
    F: Fn(Request) -> A + Send + Sync + 'static,
    A: Future<Output: Into<Response>> + Send + 'static,
{
    fn into_any(self) -> AnyHandler {
        Box::new(move |request| {
            let answer = self(request);
            Box::pin(async move { answer.await.into() })
        })
    }
}

// ANCHOR: plain
impl<F, R> Handler<Plain> for F
where
    F: Fn(Request) -> R + Send + Sync + 'static,
    R: Into<Response>,
{
    fn into_any(self) -> AnyHandler {
        let handler = Arc::new(self);
        Box::new(move |mut request| {
            let handler = Arc::clone(&handler);
            Box::pin(async move {
                if let Err(refusal) = request.body().bytes().await {
                    return refusal.into();
                }
                match spawn_blocking(move || handler(request).into()).await {
                    Ok(response) => response,
                    Err(error) if error.is_rejected() => Status::SERVICE_UNAVAILABLE.into(),
                    Err(error) => resume_unwind(error.into_panic()),
                }
            })
        })
    }
}
// ANCHOR_END: plain
