//! P11: unfairness is bounded. With N tasks that are always ready, a woken task is polled within
//! 61·N polls, and timers and I/O are looked at though the queue never empties.

mod support;

use futures::AsyncReadExt;
use openwork::time::{sleep, sleep_until};
use std::future::poll_fn;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::SeqCst;
use std::task::Poll;
use std::thread;
use std::time::{Duration, Instant};
use support::sockets::pair;
use support::tally::{Counted, Tally};
use support::{Mode, turn_until, watched};

const BUSY: usize = 4;

/// Spawns tasks that are always ready; the counter is of their polls, `at_each` is called in each.
fn keep_busy(
    runtime: &openwork::Runtime,
    at_each: impl Fn(usize) + Clone + Send + 'static,
) -> Arc<AtomicUsize> {
    let polls = Arc::new(AtomicUsize::new(0));
    for _ in 0..BUSY {
        let (polls, at_each) = (polls.clone(), at_each.clone());
        drop(runtime.handle().spawn(poll_fn(move |cx| -> Poll<()> {
            at_each(polls.fetch_add(1, SeqCst) + 1);
            cx.waker().wake_by_ref();
            Poll::Pending
        })));
    }
    polls
}

/// Notes the first of many moments.
#[derive(Clone, Default)]
struct First(Arc<AtomicUsize>);

impl First {
    fn note(&self, poll: usize) {
        let _ = self.0.compare_exchange(0, poll, SeqCst, SeqCst);
    }

    fn get(&self) -> usize {
        self.0.load(SeqCst)
    }
}

#[test]
fn p11_a_task_woken_by_another_thread_has_its_turn_among_busy_ones() {
    watched(|| {
        let runtime = Mode::SingleThreaded.runtime();
        let tally = Tally::new();
        let woken = runtime.handle().spawn(Counted::ready_at(&tally, 2));
        turn_until(&runtime, || tally.polls() == 1);
        let waker = tally.waker();
        let polls = keep_busy(&runtime, move |poll| {
            if poll == 1000 {
                let waker = waker.clone();
                thread::spawn(move || waker.wake()).join().unwrap();
            }
        });
        runtime.block_on(woken).unwrap().disarm();
        let waited = polls.load(SeqCst) - 1000;
        assert!(waited <= 61 * BUSY, "{waited} polls after its wake");
    });
}

#[test]
fn p11_a_task_woken_on_its_thread_is_polled_after_those_before_it() {
    watched(|| {
        let runtime = Mode::SingleThreaded.runtime();
        let tally = Tally::new();
        let woken = runtime.handle().spawn(Counted::ready_at(&tally, 2));
        turn_until(&runtime, || tally.polls() == 1);
        let waker = tally.waker();
        let polls = keep_busy(&runtime, move |poll| {
            if poll == 1000 {
                waker.wake_by_ref();
            }
        });
        runtime.block_on(woken).unwrap().disarm();
        let waited = polls.load(SeqCst) - 1000;
        assert!(waited <= 2 * BUSY, "{waited} polls after its wake");
    });
}

#[test]
fn p11_timers_fire_though_the_queue_never_empties() {
    watched(|| {
        let runtime = Mode::SingleThreaded.runtime();
        let deadline = Instant::now() + Duration::from_millis(20);
        let due = First::default();
        let seen = due.clone();
        let sleeper = runtime
            .handle()
            .spawn(sleep_until_within(&runtime, deadline));
        let polls = keep_busy(&runtime, move |poll| {
            if Instant::now() >= deadline {
                seen.note(poll);
            }
        });
        runtime.block_on(sleeper).unwrap();
        let waited = polls.load(SeqCst).saturating_sub(due.get());
        assert!(waited <= 61 * BUSY, "{waited} polls after its deadline");
    });
}

fn sleep_until_within(
    runtime: &openwork::Runtime,
    deadline: Instant,
) -> impl Future<Output = ()> + Send + use<> {
    let _inside = runtime.handle().enter();
    sleep_until(deadline)
}

#[test]
fn p11_sockets_are_read_though_the_queue_never_empties() {
    watched(|| {
        let runtime = Mode::SingleThreaded.runtime();
        let (theirs, mut ours) = pair(&runtime);
        let reader = runtime.handle().spawn(async move {
            let mut byte = [0];
            ours.read_exact(&mut byte).await.unwrap();
        });
        let theirs = Arc::new(theirs);
        let polls = keep_busy(&runtime, move |poll| {
            if poll == 1000 {
                // Over loopback the byte is there when the call returns.
                (&*theirs).write_all(b"x").unwrap();
            }
        });
        runtime.block_on(reader).unwrap();
        let waited = polls.load(SeqCst) - 1000;
        assert!(waited <= 61 * BUSY, "{waited} polls after the byte came");
    });
}

#[test]
fn p11_in_the_blocking_pool_too_everybody_has_a_turn() {
    watched(|| {
        let runtime = Mode::BlockingPool
            .builder()
            .blocking_threads(1)
            .build()
            .unwrap();
        let (mut theirs, mut ours) = pair(&runtime);
        let _polls = keep_busy(&runtime, |_| ());
        let task = runtime.handle().spawn(async move {
            sleep(Duration::from_millis(5)).await;
            let mut byte = [0];
            ours.read_exact(&mut byte).await.unwrap();
        });
        theirs.write_all(b"x").unwrap();
        let closure = runtime.handle().spawn_blocking(|| ());
        runtime.block_on(async { (task.await.unwrap(), closure.await.unwrap()) });
    });
}
