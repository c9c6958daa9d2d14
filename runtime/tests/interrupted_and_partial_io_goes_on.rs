//! P32: a system call that was interrupted is made again; partial writes and short reads are
//! normal, and nothing is lost or doubled by them.

mod support;

use futures::{AsyncReadExt, AsyncWriteExt};
use openwork::net::{TcpListener, TcpStream};
use openwork::time::sleep;
use proptest::prelude::*;
use proptest::test_runner::Config;
use std::io::{Read, Write};
use std::thread;
use std::time::Duration;
use support::child::{Child, has_strace};
use support::sockets::std_pair;
use support::{MODES, Mode, watched};

/// Accepts, exchanges, waits for a timer, and ends.
fn a_little_of_everything(mode: Mode) {
    let runtime = mode.runtime();
    let inside = runtime.handle().enter();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let listener = TcpListener::from_std(listener).unwrap();
    drop(inside);
    let address = listener.local_addr().unwrap();
    let client = thread::spawn(move || {
        for _ in 0..10 {
            let mut stream = std::net::TcpStream::connect(address).unwrap();
            for _ in 0..10 {
                stream.write_all(b"there and back").unwrap();
                stream.read_exact(&mut [0; 14]).unwrap();
            }
        }
    });
    let server = runtime.handle().spawn(async move {
        for _ in 0..10 {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut buffer = [0; 14];
            for _ in 0..10 {
                stream.peek(&mut buffer).await.unwrap();
                stream.read_exact(&mut buffer).await.unwrap();
                sleep(Duration::from_micros(100)).await;
                stream.write_all(&buffer).await.unwrap();
            }
        }
    });
    runtime.block_on(server).unwrap();
    client.join().unwrap();
}

/// Runs `body` where every second system call of these, on each thread, is interrupted.
fn interrupted(test: &'static str, calls: &str, body: impl FnOnce() + Send + 'static) {
    if has_strace(test) {
        let interrupt = format!("inject={calls}:error=EINTR:when=1+2");
        let command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", &interrupt];
        Child::of(test).under(command).run(body);
    }
}

#[test]
fn p32_an_interrupted_wait_goes_on() {
    interrupted(
        "p32_an_interrupted_wait_goes_on",
        "epoll_wait,epoll_pwait",
        || {
            MODES.into_iter().for_each(a_little_of_everything);
        },
    );
}

#[test]
fn p32_an_interrupted_accept_read_or_write_is_made_again() {
    let test = "p32_an_interrupted_accept_read_or_write_is_made_again";
    interrupted(test, "accept,accept4,recvfrom,sendto", || {
        MODES.into_iter().for_each(a_little_of_everything);
    });
}

/// How one end of an exchange writes and reads: the sizes of its pieces, over and over.
#[derive(Clone, Debug)]
struct Pieces {
    written: Vec<usize>,
    read: Vec<usize>,
}

fn pieces() -> impl Strategy<Value = Pieces> {
    let sizes =
        || prop::collection::vec(prop_oneof![1..5_usize, 1..5_000_usize, Just(100_000)], 1..8);
    (sizes(), sizes()).prop_map(|(written, read)| Pieces { written, read })
}

proptest! {
    #![proptest_config(Config { cases: 24, failure_persistence: None, ..Config::default() })]

    #[test]
    fn p32_pieces_of_any_size_arrive_whole_and_in_order(
        ours in pieces(), theirs in pieces(), buffer in 1..40_000_usize
    ) {
        for mode in MODES {
            let (ours, theirs) = (ours.clone(), theirs.clone());
            watched(move || exchange(mode, &ours, &theirs, buffer));
        }
    }
}

const LENGTH: usize = 100_000;

/// The byte at a place of the exchanged text.
fn byte(place: usize) -> u8 {
    (place ^ (place >> 8)) as u8
}

/// Sends a long text to a peer that sends it back, with a system that takes little of it at once.
fn exchange(mode: Mode, ours: &Pieces, theirs: &Pieces, buffer: usize) {
    let runtime = mode.runtime();
    let (their_stream, our_stream) = std_pair();
    for stream in [&their_stream, &our_stream] {
        let socket = socket2::SockRef::from(stream);
        socket.set_send_buffer_size(buffer).unwrap();
    }
    let inside = runtime.handle().enter();
    let (mut reader, mut writer) = TcpStream::from_std(our_stream).unwrap().split();
    drop(inside);
    let theirs = theirs.clone();
    let peer = thread::spawn(move || {
        let mut stream = their_stream;
        for size in theirs.read.iter().cycle() {
            let mut piece = vec![0; *size];
            match stream.read(&mut piece).unwrap() {
                0 => break,
                count => stream.write_all(&piece[..count]).unwrap(),
            }
        }
    });
    let sizes = ours.written.clone();
    let writing = runtime.handle().spawn(async move {
        let text: Vec<u8> = (0..LENGTH).map(byte).collect();
        let mut left = &text[..];
        for size in sizes.iter().cycle() {
            let piece = &left[..left.len().min(*size)];
            let count = writer.write(piece).await.unwrap();
            assert!(count <= piece.len());
            left = &left[count..];
            if left.is_empty() {
                break;
            }
        }
        writer.close().await.unwrap();
    });
    let sizes = ours.read.clone();
    let reading = runtime.handle().spawn(async move {
        let mut place = 0;
        for size in sizes.iter().cycle() {
            let mut piece = vec![0; *size];
            let count = reader.read(&mut piece).await.unwrap();
            if count == 0 {
                break;
            }
            for read in &piece[..count] {
                assert_eq!(*read, byte(place), "at {place}");
                place += 1;
            }
        }
        place
    });
    runtime.block_on(writing).unwrap();
    assert_eq!(runtime.block_on(reading).unwrap(), LENGTH);
    peer.join().unwrap();
}
