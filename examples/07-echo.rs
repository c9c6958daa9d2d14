//! Echo: a server and its clients, many connections, one thread.
//!
//! You will see three connections open at the same time, served in the order in which they speak
//! and not in the order in which they came, by tasks that all run on the thread of `main`.
//!
//! Run: `cargo run --example 07-echo`
//!
//! Expected output:
//! ```text
//! 3 connections are open
//! the third says "hello 3" and hears "hello 3"
//! the second says "hello 2" and hears "hello 2"
//! the first says "hello 1" and hears "hello 1"
//! 3 connections were served, all by the thread of main
//! ```
//!
//! Book: `book/src/a-server-on-one-thread.md`
//!
//! Try:
//! 1. (10 minutes) Put `std::thread::sleep(Duration::from_secs(1))` into `echo`, before the loop.
//!    How long do the three clients take now? And with `openwork::time::sleep(…).await`?
//! 2. (1 hour) Make it a chat: what one client says, all the others hear. Who owns the list of
//!    connections, and who may be writing to one while it is being read?

use std::io;
use std::thread::{self, ThreadId};

use futures::io::{AsyncReadExt, AsyncWriteExt};
use openwork::net::{TcpListener, TcpStream};
use openwork::task::JoinHandle;

// ANCHOR: main
fn main() -> io::Result<()> {
    openwork::block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let server = openwork::spawn(serve(listener, 3));

        let mut clients = Vec::new();
        for name in ["first", "second", "third"] {
            clients.push((name, TcpStream::connect(address).await?));
        }
        println!("{} connections are open", clients.len());

        for (nth, (name, mut client)) in clients.into_iter().enumerate().rev() {
            let said = format!("hello {}", nth + 1);
            client.write_all(said.as_bytes()).await?;
            let mut heard = vec![0; said.len()];
            client.read_exact(&mut heard).await?;
            let heard = String::from_utf8_lossy(&heard);
            println!("the {name} says {said:?} and hears {heard:?}");
            assert_eq!(said, heard);
        }

        let threads = server.await.expect("serve returns")?;
        assert_eq!(
            threads,
            [thread::current().id(); 3],
            "one thread reads, writes and accepts"
        );
        println!(
            "{} connections were served, all by the thread of main",
            threads.len()
        );
        Ok(())
    })
}
// ANCHOR_END: main

// ANCHOR: serve
/// Accepts so many connections, each with a task of its own; answers which threads served them.
async fn serve(listener: TcpListener, connections: usize) -> io::Result<Vec<ThreadId>> {
    let mut tasks: Vec<JoinHandle<io::Result<ThreadId>>> = Vec::new();
    for _ in 0..connections {
        let (stream, _) = listener.accept().await?;
        tasks.push(openwork::spawn(echo(stream)));
    }
    let mut threads = Vec::new();
    for task in tasks {
        threads.push(task.await.expect("echo returns")?);
    }
    Ok(threads)
}

/// Sends back what comes until the other side has no more to say.
async fn echo(mut stream: TcpStream) -> io::Result<ThreadId> {
    let mut bytes = [0; 1024];
    loop {
        // Here this task leaves the thread to the others, until its socket has something.
        let count = stream.read(&mut bytes).await?;
        if count == 0 {
            return Ok(thread::current().id());
        }
        stream.write_all(&bytes[..count]).await?;
    }
}
// ANCHOR_END: serve
