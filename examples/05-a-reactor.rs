//! A reactor: the kernel names a token, the token knows whom to wake.
//!
//! You will see one thread serve two peers over TCP. The first one connects and says nothing until
//! the second one has been served; then it says more than the server's buffer holds.
//!
//! Run: `cargo run --example 05-a-reactor`
//!
//! Expected output:
//! ```text
//! the second peer: 15 bytes there and back
//! the first peer: 60000 bytes there and back
//! ```
//!
//! Book: `book/src/the-reactor.md`
//!
//! Try:
//! 1. (10 minutes) Let `retry` wait for an event before its first attempt. Nothing is printed any
//!    more: which event is it that everybody waits for?
//! 2. (1 hour) Bring the timers of 04 in: a pass may last until the first deadline. Then hang up on
//!    a peer that says nothing for a second.

/// What 03 built: the task and its queue.
#[expect(dead_code)]
#[path = "03-tasks-and-a-queue.rs"]
mod tasks_and_a_queue;

use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Registry, Token, event::Source};
use std::collections::HashMap;
use std::future::poll_fn;
use std::io::{self, ErrorKind::Interrupted, ErrorKind::WouldBlock, Read, Write};
use std::net::{self, SocketAddr};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};
use tasks_and_a_queue::{Task, spawn};

// ANCHOR: main
fn main() -> io::Result<()> {
    let poll = mio::Poll::new()?;
    let reactor = Arc::new(Reactor {
        registry: poll.registry().try_clone()?,
        waiting: Mutex::default(),
    });
    let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0)))?;
    let address = listener.local_addr()?;
    let listener = Registered::new(&reactor, Token(0), listener)?;
    let peers = std::thread::spawn(move || two_peers(address));

    let (queue, tasks) = channel();
    let home = reactor.clone();
    spawn(&queue.clone(), async move {
        for peer in 1..=2 {
            let (stream, _) = listener.retry(|io| io.accept()).await.unwrap();
            let stream = Registered::new(&home, Token(peer), stream).unwrap();
            spawn(&queue, async { echo(stream).await.unwrap() });
        }
    });
    run(tasks, &reactor, poll)?;
    peers.join().expect("what came back is what was said")
}

async fn echo(peer: Registered<TcpStream>) -> io::Result<()> {
    let mut buffer = [0; 4096];
    while let length @ 1.. = peer.retry(|mut io| io.read(&mut buffer)).await? {
        let mut rest = &buffer[..length];
        while !rest.is_empty() {
            let sent = peer.retry(|mut io| io.write(rest)).await?;
            rest = &rest[sent..];
        }
    }
    Ok(())
}
// ANCHOR_END: main

// ANCHOR: reactor
/// Who waits for which token. No token is given twice here: an event could reach a stranger.
struct Reactor {
    registry: Registry,
    waiting: Mutex<HashMap<Token, Waker>>,
}

impl Reactor {
    /// Asks the OS once, asleep in it until it has news, and wakes those whom the news are for.
    fn pass(&self, poll: &mut mio::Poll) -> io::Result<()> {
        let mut events = Events::with_capacity(64);
        match poll.poll(&mut events, None) {
            Err(error) if error.kind() == Interrupted => return Ok(()),
            answer => answer?,
        }
        let mut waiting = self.waiting.lock().unwrap();
        let wakers = events.iter().map(|it| waiting.remove(&it.token()));
        let due: Vec<Waker> = wakers.flatten().collect();
        drop(waiting); // Wakers are called with no lock in hand.
        due.into_iter().for_each(Waker::wake);
        Ok(())
    }
}
// ANCHOR_END: reactor

// ANCHOR: registered
/// A source tied to its token. One task owns it, so that one waker is enough.
struct Registered<S: Source> {
    io: S,
    token: Token,
    reactor: Arc<Reactor>,
}

impl<S: Source> Registered<S> {
    fn new(reactor: &Arc<Reactor>, token: Token, mut io: S) -> io::Result<Self> {
        let (both, reactor) = (Interest::READABLE | Interest::WRITABLE, reactor.clone());
        reactor.registry.register(&mut io, token, both)?;
        Ok(Self { io, token, reactor })
    }

    /// Attempts until the answer is not `WouldBlock`: only after that answer does the OS speak
    /// again. The waker goes first, so that no event can fall between the attempt and it.
    async fn retry<T>(&self, mut attempt: impl FnMut(&S) -> io::Result<T>) -> io::Result<T> {
        poll_fn(|cx| {
            let mut waiting = self.reactor.waiting.lock().unwrap();
            let stale = waiting.insert(self.token, cx.waker().clone());
            drop(waiting);
            drop(stale); // After the lock: dropping a waker may drop a task.
            match attempt(&self.io) {
                Err(error) if error.kind() == WouldBlock => Poll::Pending,
                answer => Poll::Ready(answer),
            }
        })
        .await
    }
}

impl<S: Source> Drop for Registered<S> {
    fn drop(&mut self) {
        self.reactor.registry.deregister(&mut self.io).ok();
        let _stale = self.reactor.waiting.lock().unwrap().remove(&self.token);
    }
}
// ANCHOR_END: registered

// ANCHOR: run
/// As in 03, but asleep in the reactor. (A task that is always ready would keep it from its look.)
fn run(tasks: Receiver<Arc<Task>>, reactor: &Reactor, mut poll: mio::Poll) -> io::Result<()> {
    loop {
        match tasks.try_recv() {
            Ok(task) => task.run(),
            Err(TryRecvError::Empty) => reactor.pass(&mut poll)?,
            Err(TryRecvError::Disconnected) => return Ok(()),
        }
    }
}
// ANCHOR_END: run

fn two_peers(address: SocketAddr) -> io::Result<()> {
    let first = net::TcpStream::connect(address)?;
    let second = net::TcpStream::connect(address)?;
    for (name, mut peer, length) in [("second", second, 15), ("first", first, 60_000)] {
        let (message, mut echo) = (vec![7; length], vec![0; length]);
        peer.write_all(&message)?;
        peer.read_exact(&mut echo)?;
        assert_eq!(echo, message);
        println!("the {name} peer: {length} bytes there and back");
    }
    Ok(())
}
