//! P16: the blocking pool has at most as many threads as it may; closures start in the order in
//! which they came; every closure starts, or is dropped by shutdown and its handle resolves to
//! `is_cancelled`. Tasks go on while the pool is full.

mod support;

use openwork::time::sleep;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::{Arc, Barrier, Mutex};
use std::thread;
use std::time::Duration;
use support::hand::{Hand, ready};
use support::{Gate, MODES, Mode, in_both_modes, watched};

#[test]
fn p16_at_most_so_many_threads_run_closures() {
    const THREADS: usize = 3;
    in_both_modes(|mode| {
        let runtime = mode.builder().blocking_threads(THREADS).build().unwrap();
        let handle = runtime.handle();
        let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let closures = [(); 200].map(|()| {
            let (running, most) = (running.clone(), most.clone());
            handle.spawn_blocking(move || {
                most.fetch_max(running.fetch_add(1, SeqCst) + 1, SeqCst);
                thread::yield_now();
                running.fetch_sub(1, SeqCst);
            })
        });
        assert!(handle.metrics().blocking_threads <= THREADS);
        for closure in closures {
            runtime.block_on(closure).unwrap();
            assert!(handle.metrics().blocking_threads <= THREADS);
        }
        assert!(most.load(SeqCst) <= THREADS);
    });
}

#[test]
fn p16_it_grows_to_its_limit_when_closures_wait_for_one_another() {
    const THREADS: usize = 5;
    in_both_modes(|mode| {
        let runtime = mode.builder().blocking_threads(THREADS).build().unwrap();
        // Each waits until all five run.
        let all = Arc::new(Barrier::new(THREADS));
        let closures = [(); THREADS].map(|()| {
            let all = all.clone();
            runtime
                .handle()
                .spawn_blocking(move || all.wait().is_leader())
        });
        for closure in closures {
            runtime.block_on(closure).unwrap();
        }
        assert_eq!(runtime.handle().metrics().blocking_threads, THREADS);
    });
}

#[test]
fn p16_closures_start_in_the_order_in_which_they_came() {
    in_both_modes(|mode| {
        let runtime = mode.builder().blocking_threads(1).build().unwrap();
        let gate = Gate::hold_a_thread(&runtime);
        let order = Arc::new(Mutex::new(Vec::new()));
        let closures: Vec<_> = (0..100)
            .map(|number| {
                let order = order.clone();
                runtime
                    .handle()
                    .spawn_blocking(move || order.lock().unwrap().push(number))
            })
            .collect();
        assert_eq!(runtime.handle().metrics().blocking_queued, 100);
        drop(gate);
        for closure in closures {
            runtime.block_on(closure).unwrap();
        }
        assert_eq!(*order.lock().unwrap(), Vec::from_iter(0..100));
    });
}

#[test]
fn p16_tasks_go_on_while_the_pool_is_full() {
    watched(|| {
        let runtime = Mode::SingleThreaded
            .builder()
            .blocking_threads(1)
            .build()
            .unwrap();
        let gate = Gate::hold_a_thread(&runtime);
        let waiting = runtime.handle().spawn_blocking(|| "waited");
        let task = runtime.handle().spawn(async {
            sleep(Duration::from_millis(5)).await;
            "went on"
        });
        assert_eq!(runtime.block_on(task).unwrap(), "went on");
        let metrics = runtime.handle().metrics();
        let exhausted = (
            metrics.blocking_threads,
            metrics.blocking_idle,
            metrics.blocking_queued,
        );
        assert_eq!(exhausted, (1, 0, 1), "the exhaustion can be seen");
        assert_eq!(metrics.blocking_limit, 1);
        drop(gate);
        assert_eq!(runtime.block_on(waiting).unwrap(), "waited");
    });
}

#[test]
fn p16_shutdown_drops_the_closures_that_have_not_started() {
    in_both_modes(|mode| {
        let runtime = mode.builder().blocking_threads(1).build().unwrap();
        let gate = Gate::hold_a_thread(&runtime);
        let kept = Arc::new(());
        let closures = [(); 10].map(|()| {
            let kept = kept.clone();
            runtime.handle().spawn_blocking(move || {
                drop(kept);
                panic!("a closure started after shutdown");
            })
        });
        runtime.shutdown_background();
        assert_eq!(Arc::strong_count(&kept), 1);
        for mut closure in closures {
            let outcome: Result<(), _> = ready(Hand::new().poll(&mut closure));
            assert!(outcome.unwrap_err().is_cancelled());
        }
        drop(gate);
    });
}

#[test]
fn p16_an_aborted_closure_that_has_not_started_never_does() {
    in_both_modes(|mode| {
        let runtime = mode.builder().blocking_threads(1).build().unwrap();
        let gate = Gate::hold_a_thread(&runtime);
        let closure = runtime.handle().spawn_blocking(|| panic!("it started"));
        closure.abort();
        drop(gate);
        let outcome: Result<(), _> = runtime.block_on(closure);
        assert!(outcome.unwrap_err().is_cancelled());
    });
}

#[test]
fn p16_every_closure_starts_or_is_cancelled_when_shutdown_races_with_it() {
    watched(|| {
        for mode in MODES {
            for patience in [Duration::ZERO, Duration::from_secs(10)] {
                let mut cancelled = 0;
                for _ in 0..200 {
                    let builder = mode.builder().blocking_threads(1);
                    let runtime = builder.thread_keep_alive(patience).build().unwrap();
                    cancelled += race_with_shutdown(runtime);
                }
                println!("{mode:?}: {cancelled} of 4000 closures came too late");
            }
        }
    });
}

/// How many of twenty closures were cancelled; the others have run.
fn race_with_shutdown(runtime: openwork::Runtime) -> usize {
    let handle = runtime.handle().clone();
    let ran = Arc::new(AtomicUsize::new(0));
    let (seen, start) = (ran.clone(), Arc::new(Barrier::new(2)));
    let started = start.clone();
    let submitting = thread::spawn(move || {
        started.wait();
        [(); 20].map(|()| {
            let ran = seen.clone();
            handle.spawn_blocking(move || ran.fetch_add(1, SeqCst))
        })
    });
    start.wait();
    drop(runtime);
    let mut cancelled = 0;
    for mut closure in submitting.join().unwrap() {
        if let Err(error) = ready(Hand::new().poll(&mut closure)) {
            assert!(error.is_cancelled(), "{error}");
            cancelled += 1;
        }
    }
    assert_eq!(ran.load(SeqCst) + cancelled, 20);
    cancelled
}
