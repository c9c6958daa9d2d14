//! P34: a connection ends direction by direction: the end of what is read leaves writing possible,
//! and the other way round.

mod support;

use futures::{AsyncReadExt, AsyncWriteExt};
use std::io::{ErrorKind, Read, Write};
use std::net::Shutdown;
use std::thread;
use support::in_both_modes;
use support::sockets::pair;

#[test]
fn p34_after_the_peers_end_writing_goes_on() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (mut theirs, mut ours) = pair(&runtime);
        theirs.write_all(b"question").unwrap();
        theirs.shutdown(Shutdown::Write).unwrap();
        // More than the system's buffers hold: writing must wait, too, after the peer's end.
        let answer = vec![7; 4 << 20];
        let expected = answer.clone();
        let peer = thread::spawn(move || {
            let mut read = Vec::new();
            theirs.read_to_end(&mut read).unwrap();
            read
        });
        runtime.block_on(async {
            let mut question = String::new();
            ours.read_to_string(&mut question).await.unwrap();
            assert_eq!(question, "question");
            assert_eq!(ours.read(&mut [0]).await.unwrap(), 0);
            ours.write_all(&answer).await.unwrap();
            assert_eq!(ours.read(&mut [0]).await.unwrap(), 0);
            ours.close().await.unwrap();
        });
        assert!(peer.join().unwrap() == expected);
    });
}

#[test]
fn p34_after_the_own_end_reading_goes_on() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (mut theirs, mut ours) = pair(&runtime);
        let peer = thread::spawn(move || {
            let mut question = String::new();
            theirs.read_to_string(&mut question).unwrap();
            theirs.write_all(question.repeat(1000).as_bytes()).unwrap();
        });
        let answer = runtime.block_on(async {
            ours.write_all(b"question").await.unwrap();
            ours.close().await.unwrap();
            let error = ours.write(b"after the end").await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::BrokenPipe);
            let mut answer = String::new();
            ours.read_to_string(&mut answer).await.unwrap();
            answer
        });
        assert_eq!(answer, "question".repeat(1000));
        peer.join().unwrap();
    });
}

#[test]
fn p34_a_reader_at_the_end_does_not_disturb_the_writer_in_another_task() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (mut theirs, ours) = pair(&runtime);
        let (mut reader, mut writer) = ours.split();
        theirs.shutdown(Shutdown::Write).unwrap();
        let (go, wait) = futures::channel::oneshot::channel();
        let reading = runtime.handle().spawn(async move {
            let end = reader.read(&mut [0]).await.unwrap();
            drop(reader);
            go.send(()).unwrap();
            end
        });
        let writing = runtime.handle().spawn(async move {
            wait.await.unwrap();
            writer.write_all(b"still here").await.unwrap();
            writer.shutdown(Shutdown::Write).unwrap();
        });
        runtime.block_on(async { (reading.await.unwrap(), writing.await.unwrap()) });
        let mut text = String::new();
        theirs.read_to_string(&mut text).unwrap();
        assert_eq!(text, "still here");
    });
}

#[test]
fn p34_dropping_the_last_clone_ends_both_directions() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (mut theirs, ours) = pair(&runtime);
        let (reader, writer) = ours.split();
        assert_eq!(runtime.handle().metrics().sources, 1);
        drop(reader);
        assert_eq!(runtime.handle().metrics().sources, 1);
        drop(writer);
        assert_eq!(runtime.handle().metrics().sources, 0);
        assert_eq!(theirs.read(&mut [0]).unwrap(), 0);
    });
}
