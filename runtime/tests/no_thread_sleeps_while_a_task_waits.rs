//! P12: no thread stays parked while a task waits for one: no unpark is lost between "the queues
//! looked empty" and "asleep". Two sides hand one another a turn very often; one lost unpark, and
//! both wait for ever.

mod support;

use openwork::time::sleep;
use std::future::poll_fn;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::{Arc, mpsc};
use std::task::Poll;
use std::thread;
use std::time::{Duration, Instant};
use support::{MODES, Mode, in_both_modes, watched};

const ROUNDS: usize = 5_000;

#[test]
fn p12_block_on_hears_every_task_that_another_thread_spawns() {
    in_both_modes(|mode| {
        let runtime = mode.builder().blocking_threads(2).build().unwrap();
        let handle = runtime.handle().clone();
        let spawner = handle.clone();
        let rounds = handle.spawn_blocking(move || {
            let (ran, runs) = mpsc::channel();
            for round in 0..ROUNDS {
                let ran = ran.clone();
                drop(spawner.spawn(async move { ran.send(round).unwrap() }));
                assert_eq!(runs.recv(), Ok(round));
            }
        });
        runtime.block_on(rounds).unwrap();
    });
}

#[test]
fn p12_block_on_hears_every_wake_of_its_own_future() {
    for by_handle in [false, true] {
        in_both_modes(move |mode| {
            let runtime = mode.runtime();
            let (wake, wakes) = mpsc::channel::<std::task::Waker>();
            let count = Arc::new(AtomicUsize::new(0));
            let raised = count.clone();
            let waker = thread::spawn(move || {
                for waker in wakes {
                    raised.fetch_add(1, SeqCst);
                    waker.wake();
                }
            });
            let mut asked = 0;
            let future = poll_fn(move |cx| {
                if count.load(SeqCst) < asked {
                    return Poll::Pending;
                }
                if asked == ROUNDS {
                    return Poll::Ready(());
                }
                asked += 1;
                wake.send(cx.waker().clone()).unwrap();
                Poll::Pending
            });
            if by_handle {
                runtime.handle().block_on(future);
            } else {
                runtime.block_on(future);
            }
            waker.join().unwrap();
        });
    }
}

#[test]
fn p12_a_sleeping_driver_hears_of_an_earlier_deadline() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let handle = runtime.handle().clone();
        let (end, ended) = mpsc::channel::<()>();
        let other = thread::spawn(move || {
            for _ in 0..50 {
                handle.block_on(sleep_in_the_runtime(Duration::from_millis(1)));
            }
            end.send(()).unwrap();
        });
        let far = runtime
            .handle()
            .spawn(sleep_in_the_runtime(Duration::from_secs(3600)));
        let end = runtime
            .handle()
            .spawn_blocking(move || ended.recv().unwrap());
        runtime.block_on(end).unwrap();
        far.abort();
        other.join().unwrap();
    });
}

async fn sleep_in_the_runtime(duration: Duration) {
    sleep(duration).await;
}

#[test]
fn p12_a_closure_is_never_left_to_a_thread_that_is_just_leaving() {
    watched(|| {
        for mode in MODES {
            for threads in [1, 3] {
                // Idle threads leave almost at once, so that nearly every closure meets one that
                // does or falls asleep.
                let builder = mode.builder().blocking_threads(threads);
                let runtime = builder
                    .thread_keep_alive(Duration::from_micros(20))
                    .build()
                    .unwrap();
                let (done, dones) = mpsc::channel();
                for round in 0..2_000 {
                    // It falls asleep and leaves in a moment: the next closure comes at another
                    // point of that each time.
                    let start = Instant::now();
                    while start.elapsed() < Duration::from_micros(round % 150) {}
                    let done = done.clone();
                    drop(
                        runtime
                            .handle()
                            .spawn_blocking(move || done.send(round).unwrap()),
                    );
                    assert_eq!(dones.recv(), Ok(round));
                }
            }
        }
    });
}

#[test]
fn p12_two_closures_never_count_on_one_sleeping_thread() {
    watched(|| {
        let runtime = Mode::SingleThreaded
            .builder()
            .blocking_threads(2)
            .build()
            .unwrap();
        // Of two closures that come together each waits for the other: two threads must take them.
        for _ in 0..2_000 {
            let (left, right) = (mpsc::channel::<()>(), mpsc::channel::<()>());
            let meet = |send: mpsc::Sender<()>, receive: mpsc::Receiver<()>| {
                runtime.handle().spawn_blocking(move || {
                    send.send(()).unwrap();
                    receive.recv().unwrap();
                })
            };
            let closures = [meet(left.0, right.1), meet(right.0, left.1)];
            for closure in closures {
                runtime.block_on(closure).unwrap();
            }
        }
    });
}
