//! P14: no poll is useless: a future is polled when it is spawned and when it was woken, and a leaf
//! future wakes when there is something to find.

mod support;

use futures::{AsyncReadExt, AsyncWriteExt};
use openwork::net::{TcpListener, TcpStream};
use openwork::task::yield_now;
use openwork::time::sleep;
use std::io::{self, Write};
use std::sync::Arc;
use std::thread;
use std::time::Duration;
use support::sockets::{pair, std_pair};
use support::tally::{Counted, Tally};
use support::{Mode, in_both_modes, turn, turn_until};

/// Counts the polls of `future` in the tally.
fn counted(tally: &Arc<Tally>, future: impl Future<Output = ()> + Send + 'static) -> Counted {
    let mut future = Box::pin(future);
    Counted::new(tally, move |_, cx| future.as_mut().poll(cx))
}

#[test]
fn p14_a_future_that_is_ready_is_polled_once() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (main, task) = (Tally::new(), Tally::new());
        let handle = runtime.handle().spawn(Counted::ready_at(&task, 1));
        turn_until(&runtime, || handle.is_finished());
        // Its handle too is ready at once.
        drop(runtime.block_on(counted(&main, async move { drop(handle.await) })));
        assert_eq!((main.polls(), task.polls()), (1, 1));
    });
}

#[test]
fn p14_waiting_for_a_task_takes_two_polls() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let main = Tally::new();
        let (go, wait) = futures::channel::oneshot::channel::<()>();
        let handle = runtime.handle().spawn(async move {
            let _ = wait.await;
            for _ in 0..10 {
                yield_now().await;
            }
        });
        let waiter = runtime
            .handle()
            .spawn(counted(&main, async move { handle.await.unwrap() }));
        turn_until(&runtime, || main.polls() == 1);
        drop(go);
        runtime.block_on(waiter).unwrap();
        assert_eq!(main.polls(), 2);
    });
}

#[test]
fn p14_a_sleep_takes_two_polls_and_a_yield_too() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (sleeps, yields) = (Tally::new(), Tally::new());
        let sleeper = counted(&sleeps, async { sleep(Duration::from_millis(20)).await });
        let yielder = counted(&yields, yield_now());
        let tasks = [
            runtime.handle().spawn(sleeper),
            runtime.handle().spawn(yielder),
        ];
        for task in tasks {
            runtime.block_on(task).unwrap();
        }
        assert_eq!((sleeps.polls(), yields.polls()), (2, 2));
    });
}

#[test]
fn p14_a_socket_that_becomes_readable_once_gives_one_poll() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let tally = Tally::new();
        let (mut theirs, mut ours) = pair(&runtime);
        let task = runtime.handle().spawn(counted(&tally, async move {
            ours.read_exact(&mut [0; 5]).await.unwrap();
            std::future::pending::<()>().await;
        }));
        turn_until(&runtime, || tally.polls() == 1);
        settle(&runtime);
        assert_eq!(tally.polls(), 1, "that it is writable concerns no reader");
        theirs.write_all(b"hello").unwrap();
        turn_until(&runtime, || tally.polls() == 2);
        settle(&runtime);
        assert_eq!(tally.polls(), 2);
        drop(theirs);
        settle(&runtime);
        assert_eq!(tally.polls(), 2, "nobody waits for the end of the stream");
        drop(task);
    });
}

#[test]
fn p14_accepting_and_connecting_take_two_polls_at_most() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (accepts, connects) = (Tally::new(), Tally::new());
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let accept = counted(
            &accepts,
            async move { drop(listener.accept().await.unwrap()) },
        );
        let accept = runtime.handle().spawn(accept);
        turn_until(&runtime, || accepts.polls() == 1);
        settle(&runtime);
        assert_eq!(accepts.polls(), 1);
        let connect = async move { drop(TcpStream::connect(address).await.unwrap()) };
        let connect = runtime.handle().spawn(counted(&connects, connect));
        runtime.block_on(async { (accept.await.unwrap(), connect.await.unwrap()) });
        assert_eq!(accepts.polls(), 2);
        assert!(connects.polls() <= 2, "{} polls", connects.polls());
    });
}

#[test]
fn p14_writing_into_an_empty_socket_takes_one_poll_once_it_is_writable() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (_theirs, mut ours) = pair(&runtime);
        runtime.block_on(ours.write_all(b"it is writable")).unwrap();
        let tally = Tally::new();
        let write = counted(&tally, async move { ours.write_all(b"now").await.unwrap() });
        runtime.block_on(runtime.handle().spawn(write)).unwrap();
        assert_eq!(tally.polls(), 1);
    });
}

#[test]
fn p14_the_main_future_is_polled_for_its_own_wakes_only() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (main, task) = (Tally::new(), Tally::new());
        let inner = task.clone();
        drop(runtime.block_on(counted(&main, async move {
            let busy = counted(&inner, async {
                for _ in 0..100 {
                    yield_now().await;
                }
                sleep(Duration::from_millis(20)).await;
            });
            drop(openwork::spawn(busy).await);
        })));
        assert_eq!((main.polls(), task.polls()), (2, 102));
    });
}

#[test]
fn p14_both_halves_of_a_socket_are_woken_for_their_own_direction() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (theirs, ours) = std_pair();
        let _inside = runtime.handle().enter();
        let (mut reader, mut writer) = TcpStream::from_std(ours).unwrap().split();
        let tally = Tally::new();
        let read = counted(&tally, async move {
            while reader.read(&mut [0; 1024]).await.unwrap() > 0 {}
        });
        let read = runtime.handle().spawn(read);
        turn_until(&runtime, || tally.polls() == 1);
        // The peer reads all and then closes: until then the socket becomes writable again and
        // again, but never readable.
        let peer = thread::spawn(move || io::copy(&mut &theirs, &mut io::sink()).unwrap());
        let big = vec![0; 16 << 20];
        runtime.block_on(writer.write_all(&big)).unwrap();
        assert_eq!(tally.polls(), 1, "that it is writable concerns no reader");
        runtime.block_on(writer.close()).unwrap();
        runtime.block_on(read).unwrap().disarm();
        assert_eq!(peer.join().unwrap(), big.len() as u64);
        assert_eq!(tally.polls(), 2, "one for the end of the stream");
    });
}

/// Lets the runtime do whatever it might still want to do.
fn settle(runtime: &openwork::Runtime) {
    runtime.block_on(sleep_here(Duration::from_millis(20)));
    turn(runtime);
}

async fn sleep_here(duration: Duration) {
    sleep(duration).await;
}

#[test]
fn p14_a_single_thread_polls_nothing_that_was_not_woken() {
    support::watched(|| {
        let runtime = Mode::SingleThreaded.runtime();
        let tallies: Vec<_> = (0..100).map(|_| Tally::new()).collect();
        for tally in &tallies {
            drop(runtime.handle().spawn(Counted::pending(tally)));
        }
        settle(&runtime);
        tallies[50].waker().wake();
        settle(&runtime);
        let polls: usize = tallies.iter().map(|tally| tally.polls()).sum();
        assert_eq!((polls, tallies[50].polls()), (101, 2));
    });
}
