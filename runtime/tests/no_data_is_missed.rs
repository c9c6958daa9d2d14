//! P29, over sockets: no data is missed, nor the end of a stream after it, nor anybody who waits.

mod support;

use futures::{AsyncReadExt, AsyncWriteExt};
use openwork::net::{TcpListener, TcpStream};
use std::io::{ErrorKind, Read, Write};
use std::sync::Arc;
use std::thread;
use support::hand::{Hand, ready};
use support::sockets::{pair, std_pair};
use support::{in_both_modes, turn_until};

#[test]
fn p29_the_end_is_found_after_data_that_came_with_it() {
    in_both_modes(|mode| {
        for size in [1, 4, 5] {
            let runtime = mode.runtime();
            // Both are there before the runtime looks for the first time.
            let (mut theirs, ours) = std_pair();
            theirs.write_all(b"last").unwrap();
            drop(theirs);
            let reads = runtime.block_on(async {
                let mut ours = TcpStream::from_std(ours).unwrap();
                let (mut read, mut buffer) = (Vec::new(), vec![0; size]);
                loop {
                    match ours.read(&mut buffer).await.unwrap() {
                        0 => break,
                        count => read.extend_from_slice(&buffer[..count]),
                    }
                }
                // And is found again and again.
                assert_eq!(ours.read(&mut buffer).await.unwrap(), 0);
                assert_eq!(ours.peek(&mut buffer).await.unwrap(), 0);
                read
            });
            assert_eq!(reads, b"last");
        }
    });
}

#[test]
fn p29_a_read_that_fills_its_buffer_exactly_leaves_the_rest_to_be_found() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (mut theirs, mut ours) = pair(&runtime);
        theirs.write_all(&[7; 1000]).unwrap();
        runtime.block_on(async {
            for size in [1, 9, 90, 900] {
                let mut buffer = vec![0; size];
                assert_eq!(ours.read(&mut buffer).await.unwrap(), size);
            }
        });
        let later = runtime
            .handle()
            .spawn(async move { ours.read(&mut [0; 10]).await });
        assert!(!later.is_finished());
        theirs.write_all(b"more").unwrap();
        assert_eq!(runtime.block_on(later).unwrap().unwrap(), 4);
    });
}

#[test]
fn p29_everybody_who_waits_is_woken() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (mut theirs, ours) = pair(&runtime);
        let hands = [(); 5].map(|()| Hand::new());
        let mut peeks = [(); 5].map(|()| {
            let ours = ours.clone();
            Box::pin(async move { ours.peek(&mut [0]).await })
        });
        for (hand, peek) in hands.iter().zip(&mut peeks) {
            assert!(hand.poll(peek).is_pending());
        }
        theirs.write_all(b"x").unwrap();
        turn_until(&runtime, || hands.iter().all(|hand| hand.wakes() == 1));
        for (hand, peek) in hands.iter().zip(&mut peeks) {
            assert_eq!(ready(hand.poll(peek)).unwrap(), 1);
        }
    });
}

#[test]
fn p29_many_tasks_accept_from_one_listener_and_miss_nobody() {
    const CLIENTS: usize = 200;
    in_both_modes(|mode| {
        let runtime = mode.builder().blocking_threads(4).build().unwrap();
        let inside = runtime.handle().enter();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let listener = Arc::new(TcpListener::from_std(listener).unwrap());
        drop(inside);
        let address = listener.local_addr().unwrap();
        let accepters = [(); 4].map(|()| {
            let listener = listener.clone();
            runtime.handle().spawn(async move {
                for _ in 0..CLIENTS / 4 {
                    let (mut stream, _) = listener.accept().await.unwrap();
                    stream.write_all(b"hello").await.unwrap();
                }
            })
        });
        let clients = thread::spawn(move || {
            for _ in 0..CLIENTS {
                let mut client = std::net::TcpStream::connect(address).unwrap();
                client.read_exact(&mut [0; 5]).unwrap();
            }
        });
        for accepter in accepters {
            runtime.block_on(accepter).unwrap();
        }
        clients.join().unwrap();
    });
}

#[test]
fn p29_nothing_is_missed_in_a_long_exchange_of_single_bytes() {
    const ROUNDS: usize = 2_000;
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (mut theirs, mut ours) = pair(&runtime);
        let echo = runtime.handle().spawn(async move {
            // A buffer with room to spare: each read is short, and readiness is forgotten each
            // time.
            let mut buffer = [0; 16];
            while let Ok(count @ 1..) = ours.read(&mut buffer).await {
                ours.write_all(&buffer[..count]).await.unwrap();
            }
        });
        let peer = thread::spawn(move || {
            let mut byte = [0];
            for round in 0..ROUNDS {
                theirs.write_all(&[round as u8]).unwrap();
                theirs.read_exact(&mut byte).unwrap();
                assert_eq!(byte[0], round as u8);
            }
        });
        runtime.block_on(echo).unwrap();
        peer.join().unwrap();
    });
}

#[test]
fn p29_a_failed_connection_is_told() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        drop(listener);
        let error = runtime.block_on(TcpStream::connect(address)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
        assert!(error.to_string().contains(&address.to_string()), "{error}");
    });
}
