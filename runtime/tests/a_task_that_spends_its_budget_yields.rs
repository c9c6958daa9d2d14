//! P11: a leaf future that is always ready yields when its task has spent its budget, so that it
//! starves no sibling.

mod support;

use futures::{AsyncReadExt, AsyncWriteExt};
use openwork::net::{TcpListener, TcpStream};
use openwork::time::{interval, sleep, timeout};
use std::future::{pending, poll_fn};
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::SeqCst;
use std::time::Duration;
use support::{Mode, in_both_modes, watched};

/// How many operations a task completes before its sibling has a turn, given what it does over and
/// over.
fn operations_in_a_poll<F>(
    budget: Option<u32>,
    total: usize,
    operations: impl FnOnce(Arc<AtomicUsize>) -> F + Send + 'static,
) -> usize
where
    F: Future<Output = ()> + Send + 'static,
{
    watched(move || {
        let runtime = Mode::SingleThreaded
            .builder()
            .budget(budget)
            .build()
            .unwrap();
        let done = Arc::new(AtomicUsize::new(0));
        let at_siblings_turn = runtime.block_on(async {
            let task = openwork::spawn(operations(done.clone()));
            let seen = done.clone();
            // Whatever the task must set up first, its sibling waits for the first operation.
            let sibling = openwork::spawn(async move {
                while seen.load(SeqCst) == 0 {
                    openwork::task::yield_now().await;
                }
                seen.load(SeqCst)
            });
            task.await.unwrap();
            sibling.await.unwrap()
        });
        assert_eq!(done.load(SeqCst), total, "all are done in the end");
        at_siblings_turn
    })
}

async fn often<F: Future>(done: Arc<AtomicUsize>, mut operation: impl FnMut() -> F) {
    for _ in 0..1000 {
        operation().await;
        done.fetch_add(1, SeqCst);
    }
}

#[test]
fn p11_the_budget_is_128_operations_unless_set() {
    let sleeps = |done| often(done, || sleep(Duration::ZERO));
    assert_eq!(operations_in_a_poll(Some(128), 1000, sleeps), 128);
    assert_eq!(operations_in_a_poll(Some(7), 1000, sleeps), 7);
    assert_eq!(operations_in_a_poll(None, 1000, sleeps), 1000);
    watched(move || {
        let runtime = Mode::SingleThreaded.runtime();
        let tally = Arc::new(AtomicUsize::new(0));
        runtime.block_on(async {
            drop(openwork::spawn(sleeps(tally.clone())));
            openwork::task::yield_now().await;
        });
        assert_eq!(tally.load(SeqCst), 128);
    });
}

#[test]
fn p11_every_leaf_future_spends_the_budget() {
    const BUDGET: Option<u32> = Some(8);
    let join = |done: Arc<AtomicUsize>| async move {
        let handles = [(); 100].map(|()| openwork::spawn(async {}));
        // All are finished when this goes on.
        openwork::task::yield_now().await;
        for handle in handles {
            handle.await.unwrap();
            done.fetch_add(1, SeqCst);
        }
    };
    assert_eq!(operations_in_a_poll(BUDGET, 100, join), 8, "join");
    let tick = |done: Arc<AtomicUsize>| async move {
        let mut ticks = interval(Duration::from_nanos(1));
        for _ in 0..1000 {
            ticks.tick().await;
            done.fetch_add(1, SeqCst);
        }
    };
    assert_eq!(operations_in_a_poll(BUDGET, 1000, tick), 8, "tick");
    let accept = |done: Arc<AtomicUsize>| async move {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let peers = [(); 30].map(|()| std::net::TcpStream::connect(address).unwrap());
        for _ in &peers {
            listener.accept().await.unwrap();
            done.fetch_add(1, SeqCst);
        }
    };
    assert_eq!(operations_in_a_poll(BUDGET, 30, accept), 8, "accept");
    let read = |done: Arc<AtomicUsize>| async move {
        let (mut theirs, mut ours) = pair_here();
        theirs.write_all(&[1; 100]).unwrap();
        for _ in 0..100 {
            ours.read_exact(&mut [0]).await.unwrap();
            done.fetch_add(1, SeqCst);
        }
    };
    assert_eq!(operations_in_a_poll(BUDGET, 100, read), 8, "read");
    let peek = |done: Arc<AtomicUsize>| async move {
        let (mut theirs, ours) = pair_here();
        theirs.write_all(&[1]).unwrap();
        for _ in 0..100 {
            ours.peek(&mut [0]).await.unwrap();
            done.fetch_add(1, SeqCst);
        }
    };
    assert_eq!(operations_in_a_poll(BUDGET, 100, peek), 8, "peek");
    let write = |done: Arc<AtomicUsize>| async move {
        let (_theirs, mut ours) = pair_here();
        for _ in 0..100 {
            ours.write_all(&[1]).await.unwrap();
            done.fetch_add(1, SeqCst);
        }
    };
    assert_eq!(operations_in_a_poll(BUDGET, 100, write), 8, "write");
}

fn pair_here() -> (std::net::TcpStream, TcpStream) {
    let (theirs, ours) = support::sockets::std_pair();
    (theirs, TcpStream::from_std(ours).unwrap())
}

#[test]
fn p11_the_future_of_block_on_has_a_budget_too() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let mut polls = 0;
        runtime.block_on(async {
            let mut busy = std::pin::pin!(often(Arc::default(), || sleep(Duration::ZERO)));
            poll_fn(|cx| {
                polls += 1;
                busy.as_mut().poll(cx)
            })
            .await;
        });
        assert_eq!(polls, 1000 / 128 + 1);
    });
}

#[test]
fn p11_a_timeout_ends_a_future_that_spends_its_whole_budget() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let busy = async {
            loop {
                sleep(Duration::ZERO).await;
            }
        };
        let raced = runtime
            .handle()
            .spawn(async move { timeout(Duration::from_millis(5), busy).await });
        assert!(runtime.block_on(raced).unwrap().is_err());
    });
}

#[test]
fn p11_a_thread_outside_a_runtime_has_no_budget() {
    watched(|| {
        let runtime = Mode::SingleThreaded.runtime();
        let handles = [(); 1000].map(|()| runtime.handle().spawn(async { 1 }));
        runtime.block_on(openwork::task::yield_now());
        let hand = support::hand::Hand::new();
        let sum: i32 = handles
            .into_iter()
            .map(|mut handle| support::hand::ready(hand.poll(&mut handle)).unwrap())
            .sum();
        assert_eq!((sum, hand.wakes()), (1000, 0));
        drop(runtime.handle().spawn(pending::<()>()));
    });
}
