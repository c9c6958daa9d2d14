//! Ours, as every user has it: `serve` and `Router`, all limits and timeouts as they come.

use std::{io, net};

use openwork::http::{Request, Router, serve as serve_http};
use openwork::net::TcpListener;

use super::super::{BODY, PATH};

pub(super) fn serve(listener: net::TcpListener) -> io::Result<()> {
    openwork::block_on(async {
        let listener = TcpListener::from_std(listener)?;
        let router = Router::new().get(PATH, async |_: Request| BODY);
        serve_http(listener, router).await.map(drop)
    })
}
