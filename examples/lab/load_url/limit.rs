//! A server that does next to nothing, to be loaded by a generator that wants to know itself: it
//! answers whatever comes with the same octets and looks at none of them.
//!
//! It needs less of its core than the generator does of another; so where two are free, what is
//! measured is the generator.

use std::net::SocketAddr;
use std::{io, thread};

use futures::io::{AsyncReadExt, AsyncWriteExt};
use openwork::net::{TcpListener, TcpStream};

const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: text/plain; charset=utf-8\r\n\
    content-length: 15\r\n\r\nnext to nothing";

/// Serves on a thread of its own as long as the program runs.
pub(crate) fn serve() -> io::Result<SocketAddr> {
    let runtime = openwork::Builder::single_threaded().build()?;
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
    let address = listener.local_addr()?;
    let thread = thread::Builder::new().name("trivial server".into());
    thread.spawn(move || {
        runtime.block_on(async {
            while let Ok((stream, _)) = listener.accept().await {
                openwork::spawn(answer(stream));
            }
        });
    })?;
    Ok(address)
}

async fn answer(mut stream: TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut bytes = [0; 4096];
    while stream.read(&mut bytes).await? > 0 {
        stream.write_all(ANSWER).await?;
    }
    Ok(())
}
