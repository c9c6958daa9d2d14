//! P20: when a runtime is dropped no further poll begins, each live task is dropped once, inside
//! the runtime's context, and started blocking closures are waited for. On return no thread,
//! descriptor or memory of the runtime is left.

mod support;

use futures::AsyncReadExt;
use openwork::net::{TcpListener, TcpStream};
use openwork::time::sleep;
use openwork::{Handle, Runtime};
use std::future::pending;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::sync::{Arc, mpsc};
use std::task::Poll;
use std::thread;
use std::time::Duration;
use support::child::{Child, descriptors, resident_kib, threads};
use support::sockets::pair;
use support::tally::{Counted, Tally};
use support::{Gate, MODES, Mode, in_both_modes, turn_until};

/// Does something when it is dropped.
struct AtDrop<F: FnMut()>(F);

impl<F: FnMut()> Drop for AtDrop<F> {
    fn drop(&mut self) {
        self.0();
    }
}

/// A task that is parked, and does `act` when it is dropped.
fn parked_until_drop(runtime: &Runtime, act: impl FnMut() + Send + 'static) -> Arc<Tally> {
    let (tally, act) = (Tally::new(), AtDrop(act));
    drop(runtime.handle().spawn(Counted::new(&tally, move |_, _| {
        let _ = &act;
        Poll::Pending
    })));
    turn_until(runtime, || tally.polls() == 1);
    tally
}

#[test]
fn p20_each_task_is_dropped_once_and_none_is_polled() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let tallies = [(); 100].map(|()| Tally::new());
        let handles = tallies
            .each_ref()
            .map(|tally| runtime.handle().spawn(Counted::pending(tally)));
        turn_until(&runtime, || tallies.iter().all(|tally| tally.polls() == 1));
        let wakers = tallies.each_ref().map(|tally| tally.waker());
        // On a single thread half of them stand in the queue.
        if mode == Mode::SingleThreaded {
            wakers.iter().take(50).for_each(|waker| waker.wake_by_ref());
        }
        drop(runtime);
        for (tally, handle) in tallies.iter().zip(handles) {
            assert_eq!((tally.polls(), tally.drops()), (1, 1));
            assert!(openwork::block_on(handle).err().unwrap().is_cancelled());
        }
    });
}

#[test]
fn p20_destructors_run_inside_the_runtime_and_may_spawn_and_wake() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (first, late) = (Tally::new(), Tally::new());
        drop(runtime.handle().spawn(Counted::pending(&first)));
        turn_until(&runtime, || first.polls() == 1);
        let (waker, spawned) = (first.waker(), late.clone());
        let inside = Arc::new(AtomicBool::new(false));
        let seen = inside.clone();
        let second = parked_until_drop(&runtime, move || {
            seen.store(Handle::try_current().is_some(), SeqCst);
            waker.wake_by_ref();
            drop(openwork::spawn(Counted::pending(&spawned)));
            drop(openwork::spawn_blocking(|| {
                panic!("a closure started after shutdown")
            }));
            drop(sleep(Duration::from_secs(1)));
        });
        let last = Tally::new();
        drop(runtime.handle().spawn(Counted::pending(&last)));
        turn_until(&runtime, || last.polls() == 1);
        drop(runtime);
        assert!(inside.load(SeqCst));
        let drops = [&first, &second, &last, &late].map(|tally| tally.drops());
        let polls = [&first, &second, &last, &late].map(|tally| tally.polls());
        assert_eq!((drops, polls), ([1; 4], [1, 1, 1, 0]));
    });
}

#[test]
fn p20_tasks_that_wake_one_another_when_dropped_are_not_dropped_by_recursion() {
    const TASKS: usize = 50_000;
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let tallies: Arc<Vec<_>> = Arc::new((0..TASKS).map(|_| Tally::new()).collect());
        let polled = Arc::new(AtomicUsize::new(0));
        for (number, tally) in tallies.iter().enumerate() {
            let (all, polled) = (tallies.clone(), polled.clone());
            // Whichever way they are dropped, each wakes the one that comes next.
            let bell = AtDrop(move || {
                all[number.saturating_sub(1)].waker().wake();
                all[(number + 1).min(TASKS - 1)].waker().wake();
            });
            drop(runtime.handle().spawn(Counted::new(tally, move |_, _| {
                let _ = &bell;
                polled.fetch_add(1, SeqCst);
                Poll::Pending
            })));
        }
        turn_until(&runtime, || polled.load(SeqCst) == TASKS);
        drop(runtime);
        assert!(
            tallies
                .iter()
                .all(|tally| (tally.polls(), tally.drops()) == (1, 1))
        );
        tallies.iter().for_each(|tally| tally.forget_waker());
    });
}

#[test]
fn p20_closures_that_have_started_are_waited_for() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (gate, wait) = Gate::new();
        let (start, started) = mpsc::channel();
        let ended = Arc::new(AtomicBool::new(false));
        let at_end = ended.clone();
        drop(runtime.handle().spawn_blocking(move || {
            start.send(()).unwrap();
            wait();
            at_end.store(true, SeqCst);
        }));
        started.recv().unwrap();
        // A task tells by its end that the drop of the runtime is under way.
        let (dropping, dropped) = mpsc::channel();
        parked_until_drop(&runtime, move || dropping.send(()).unwrap());
        let closing = thread::spawn(move || drop(runtime));
        dropped.recv().unwrap();
        assert!(!closing.is_finished());
        drop(gate);
        closing.join().unwrap();
        assert!(ended.load(SeqCst));
    });
}

#[test]
fn p20_what_a_task_holds_is_released() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let kept = Arc::new(());
        let token = || kept.clone();
        let hold = |kept: Arc<()>| async move {
            pending::<()>().await;
            drop(kept);
        };
        drop(runtime.handle().spawn(hold(token())));
        let handle = runtime.handle().spawn(hold(token()));
        // It waits for the other, and so holds its handle.
        let last = token();
        let joined = runtime.handle().spawn(async move {
            let _last = last;
            handle.await
        });
        let tally = parked_until_drop(&runtime, || ());
        drop(runtime);
        tally.forget_waker();
        assert_eq!(Arc::strong_count(&kept), 1);
        assert!(openwork::block_on(joined).unwrap_err().is_cancelled());
    });
}

/// A runtime with something of everything, left alone in the middle of it.
fn cycle(mode: Mode) {
    let runtime = mode.builder().blocking_threads(2).build().unwrap();
    let (_theirs, mut ours) = pair(&runtime);
    drop(
        runtime
            .handle()
            .spawn(async move { drop(ours.read(&mut [0]).await) }),
    );
    drop(
        runtime
            .handle()
            .spawn(async { sleep(Duration::from_secs(3600)).await }),
    );
    drop(runtime.handle().spawn(async {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        // Everything here may meet the shutdown, and is an error then.
        let Ok(listener) = TcpListener::from_std(listener) else {
            return;
        };
        let Ok(address) = listener.local_addr() else {
            return;
        };
        let client = openwork::spawn(TcpStream::connect(address));
        let Ok((_stream, _)) = listener.accept().await else {
            return;
        };
        let _client = client.await;
        pending::<()>().await;
    }));
    drop(
        runtime
            .handle()
            .spawn(async { openwork::spawn_blocking(|| ()).await.is_ok() }),
    );
    runtime.block_on(async {
        sleep(Duration::from_micros(10)).await;
        openwork::task::yield_now().await;
    });
}

#[test]
fn p20_a_thousand_runtimes_leave_no_thread_and_no_descriptor() {
    Child::of("p20_a_thousand_runtimes_leave_no_thread_and_no_descriptor").run(|| {
        for mode in MODES {
            // A first one, for what the process sets up once.
            cycle(mode);
            let before = (threads(), descriptors());
            for _ in 0..1_000 {
                cycle(mode);
            }
            // A thread that was joined stands in the system's list for a moment yet.
            for _ in 0..100 {
                if (threads(), descriptors()) == before {
                    break;
                }
                thread::sleep(Duration::from_millis(1));
            }
            assert_eq!((threads(), descriptors()), before, "{mode:?}");
        }
    });
}

#[test]
fn p20_many_runtimes_leave_no_memory() {
    Child::of("p20_many_runtimes_leave_no_memory").run(|| {
        for mode in MODES {
            let cycles = |count| {
                for _ in 0..count {
                    cycle(mode);
                }
                resident_kib()
            };
            let before = cycles(300);
            let after = cycles(1_000);
            // A thousand bytes each would be about as many KiB more.
            assert!(
                after < before + 600,
                "{mode:?}: from {before} to {after} KiB"
            );
        }
    });
}

#[test]
fn p20_an_idle_runtime_that_was_never_used_is_dropped_at_once() {
    in_both_modes(|mode| drop(mode.runtime()));
}
