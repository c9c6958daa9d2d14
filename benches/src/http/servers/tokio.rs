//! The same by hand on tokio: a task a connection, with a buffer of its own.

use std::io;
use std::net;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Builder;

use super::super::responses::Responses;

pub(super) fn serve(listener: net::TcpListener) -> io::Result<()> {
    let responses = Arc::new(Mutex::new(Responses::new()));
    accept(listener, |stream| {
        tokio::spawn(attend(stream, Arc::clone(&responses)));
    })
}

/// Accepts on a current-thread runtime, for ever; `attend` spawns what is done with a connection.
pub(super) fn accept(listener: net::TcpListener, attend: impl Fn(TcpStream)) -> io::Result<()> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    listener.set_nonblocking(true)?;
    runtime.block_on(async {
        let listener = TcpListener::from_std(listener)?;
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            attend(stream);
        }
    })
}

async fn attend(mut stream: TcpStream, responses: Arc<Mutex<Responses>>) -> io::Result<()> {
    let mut read = Vec::with_capacity(4 << 10);
    let mut out = Vec::new();
    loop {
        if stream.read_buf(&mut read).await? == 0 {
            return Ok(());
        }
        out.clear();
        let answered = {
            let mut responses = responses.lock().expect("answering does not panic");
            responses.renew();
            responses.answer(&read, &mut out)
        };
        stream.write_all(&out).await?;
        if answered.is_last {
            return Ok(());
        }
        read.drain(..answered.octets);
    }
}
