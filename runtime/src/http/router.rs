//! Which handler answers which request.
//!
//! 1. A path is compared as it came; of a method's routes for it, the first that was given wins.
//! 2. GET routes answer HEAD too; the connection leaves the body out.
//! 3. A path without a route: 404. A path with other methods: 405, or 501 for a method that few have
//!    heard of, or 204 for OPTIONS; each with `allow`.
//!
//! Next: `wire.rs`.

use std::collections::BTreeMap;
use std::future::ready;

use super::handler::{Answer, AnyHandler, Handler};
use super::{Request, Response, Status, target};

/// Routes, each a method, a path and a handler.
#[derive(Default)]
pub struct Router {
    paths: BTreeMap<Vec<u8>, Vec<(&'static str, AnyHandler)>>,
}

impl Router {
    /// A router without routes: everything is 404.
    pub fn new() -> Router {
        Router::default()
    }

    /// A handler for GET, and so for HEAD.
    pub fn get<Kind>(self, path: &str, handler: impl Handler<Kind>) -> Router {
        self.route("GET", path, handler)
    }

    /// A handler for POST.
    pub fn post<Kind>(self, path: &str, handler: impl Handler<Kind>) -> Router {
        self.route("POST", path, handler)
    }

    /// A handler for any one method. The path begins with a slash, or is `*` for the server itself.
    pub fn route<K>(mut self, method: &'static str, path: &str, to: impl Handler<K>) -> Router {
        let routes = self.paths.entry(path.into()).or_default();
        routes.push((method, to.into_any()));
        self
    }

    /// What the route for this request answers, or the router in its place.
    pub(super) fn answer(&self, request: Request) -> Answer {
        let method = match request.word(0) {
            b"HEAD" => b"GET",
            method => method,
        };
        let Some(routes) = self.paths.get(target::path(request.word(1))) else {
            return Box::pin(ready(Status::NOT_FOUND.into()));
        };
        match routes.iter().find(|(route, _)| route.as_bytes() == method) {
            Some((_, handler)) => handler(request),
            None => Box::pin(ready(not_allowed(request.method(), routes))),
        }
    }
}

fn not_allowed(method: &str, routes: &[(&str, AnyHandler)]) -> Response {
    let mut allow: Vec<&str> = routes.iter().map(|(method, _)| *method).collect();
    allow.extend(allow.contains(&"GET").then_some("HEAD"));
    let response = match method {
        "OPTIONS" => Response::new(Status::NO_CONTENT),
        "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" => Status::METHOD_NOT_ALLOWED.into(),
        _ => Status::NOT_IMPLEMENTED.into(),
    };
    response.with_header("allow", &allow.join(", ")).into()
}
