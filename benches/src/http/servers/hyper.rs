//! What most Rust servers stand on: hyper on tokio's current-thread runtime.

use std::convert::Infallible;
use std::{io, net};

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};

use super::super::{BODY, PATH, TYPE};
use super::tokio::accept;

/// With a timer, a head has 30 seconds to arrive: hyper's default, where it has a timer.
pub(super) fn serve(listener: net::TcpListener) -> io::Result<()> {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new());
    serve_with(http, listener)
}

/// Without one, a head may take for ever.
pub(super) fn serve_without_timer(listener: net::TcpListener) -> io::Result<()> {
    serve_with(http1::Builder::new(), listener)
}

fn serve_with(mut http: http1::Builder, listener: net::TcpListener) -> io::Result<()> {
    http.pipeline_flush(true);
    accept(listener, |stream| {
        let connection = http.serve_connection(TokioIo::new(stream), service_fn(answer));
        tokio::spawn(connection);
    })
}

async fn answer(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    if request.uri().path() != PATH {
        let mut response = Response::new(Full::default());
        *response.status_mut() = StatusCode::NOT_FOUND;
        return Ok(response);
    }
    let mut response = Response::new(Full::new(Bytes::from_static(BODY.as_bytes())));
    let fields = response.headers_mut();
    fields.insert(CONTENT_TYPE, HeaderValue::from_static(TYPE));
    Ok(response)
}
