//! P13: a runtime with nothing to do settles to no system call at all, and no return from the
//! selector is without a cause.

mod support;

use openwork::time::sleep;
use std::fs;
use std::future::pending;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use support::child::{Child, has_strace, sleeps, this_thread};
use support::sockets::pair;
use support::{MODES, Mode, in_both_modes, turn};

/// A window in which nothing may happen.
fn wait_a_while() {
    thread::sleep(Duration::from_millis(300));
}

/// Puts a runtime to rest with tasks that wait for a waker, for a socket and for a timer far away,
/// and a pool whose threads have nothing to do; calls `look` while it rests.
fn at_rest(mode: Mode, threads: usize, look: impl FnOnce(&openwork::Runtime)) {
    let builder = mode.builder().blocking_threads(threads);
    let runtime = builder.build().unwrap();
    let (_theirs, ours) = pair(&runtime);
    drop(runtime.handle().spawn(pending::<()>()));
    drop(
        runtime
            .handle()
            .spawn(async { sleep(Duration::from_secs(3600)).await }),
    );
    drop(
        runtime
            .handle()
            .spawn(async move { ours.peek(&mut [0]).await.map(drop) }),
    );
    turn(&runtime);
    runtime
        .block_on(runtime.handle().spawn_blocking(|| ()))
        .unwrap();
    let (end, ended) = futures::channel::oneshot::channel::<()>();
    thread::scope(|scope| {
        let turning = scope.spawn(|| runtime.block_on(ended).unwrap_err());
        look(&runtime);
        drop(end);
        turning.join().unwrap();
    });
}

#[test]
fn p13_no_thread_of_an_idle_runtime_wakes_up() {
    Child::of("p13_no_thread_of_an_idle_runtime_wakes_up").run(|| {
        for mode in MODES {
            at_rest(mode, 1, |_| come_to_rest());
            at_rest(mode, 4, |_| come_to_rest());
        }
    });
}

/// Returns when no thread but this one went to sleep during a whole window: none can have woken up.
fn come_to_rest() {
    let me = this_thread();
    let others = || {
        let tasks = fs::read_dir("/proc/self/task").unwrap();
        let others = tasks.map(|task| task.unwrap().path());
        let others = others.filter(|task| task.file_name() != me.file_name());
        let mut others: Vec<_> = others.map(|task| (sleeps(&task), task)).collect();
        others.sort();
        others
    };
    let mut before = others();
    // The runtime may take a moment to come to rest; then nothing moves.
    for _ in 0..20 {
        wait_a_while();
        let after = others();
        if after == before {
            return;
        }
        before = after;
    }
    panic!("it does not come to rest: {before:?}");
}

/// What the trace of a child under strace says, between two files that the child looks for in vain.
fn trace(
    test: &'static str,
    calls: &str,
    body: impl FnOnce() + Send + 'static,
) -> Option<Vec<String>> {
    if !has_strace(test) {
        return None;
    }
    let file = std::env::temp_dir().join(format!("openwork-{test}-{}", std::process::id()));
    let file = file.to_str().unwrap().to_owned();
    let command = ["strace", "-f", "-qq", "-e", calls, "-o", &file];
    let is_parent = Child::of(test).under(command).run(body);
    if !is_parent {
        return None;
    }
    let trace = fs::read_to_string(&file).unwrap();
    fs::remove_file(file).unwrap();
    let lines = trace
        .lines()
        .skip_while(|line| !line.contains("/window-opens"));
    let lines = lines.take_while(|line| !line.contains("/window-closes"));
    Some(lines.skip(1).map(str::to_owned).collect())
}

fn mark(what: &str) {
    assert!(fs::File::open(format!("/window-{what}")).is_err());
}

#[test]
fn p13_a_single_thread_at_rest_makes_no_system_call() {
    idle_trace(
        "p13_a_single_thread_at_rest_makes_no_system_call",
        Mode::SingleThreaded,
    );
}

#[test]
fn p13_a_blocking_pool_at_rest_makes_no_system_call() {
    idle_trace(
        "p13_a_blocking_pool_at_rest_makes_no_system_call",
        Mode::BlockingPool,
    );
}

fn idle_trace(test: &'static str, mode: Mode) {
    let calls = trace(test, "trace=all", move || {
        at_rest(mode, 1, |_| {
            come_to_rest();
            mark("opens");
            wait_a_while();
            mark("closes");
        });
    });
    let Some(calls) = calls else { return };
    // The thread that looks on is the only one that does anything: it sleeps.
    let calls: Vec<_> = calls
        .iter()
        .filter(|call| !call.contains("clock_nanosleep"))
        .collect();
    assert!(calls.is_empty(), "{calls:#?}");
}

#[test]
fn p13_a_timer_costs_one_wait_and_no_other_call() {
    const TIMERS: usize = 100;
    let test = "p13_a_timer_costs_one_wait_and_no_other_call";
    let calls = trace(test, "trace=epoll_wait,epoll_pwait,write,openat", || {
        let runtime = Mode::SingleThreaded.runtime();
        runtime.block_on(async {
            mark("opens");
            for _ in 0..TIMERS {
                sleep(Duration::from_millis(1)).await;
            }
            mark("closes");
        });
    });
    let Some(calls) = calls else { return };
    let count = |name| calls.iter().filter(|call| call.contains(name)).count();
    let (waits, writes) = (count("epoll_"), count("write("));
    assert!(waits >= TIMERS / 2, "strace saw {waits} waits");
    assert!(waits <= TIMERS * 3 / 2, "{waits} waits for {TIMERS} timers");
    assert!(writes <= TIMERS / 10, "{writes} writes for {TIMERS} timers");
}

#[test]
fn p13_a_waiting_main_future_is_not_polled() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let (end, ended) = mpsc::channel::<()>();
        let mut polls = 0;
        let mut closure = runtime.handle().spawn_blocking(move || ended.recv());
        let ender = thread::spawn(move || {
            wait_a_while();
            drop(end);
        });
        let answer = runtime.block_on(std::future::poll_fn(|cx| {
            polls += 1;
            std::pin::Pin::new(&mut closure).poll(cx)
        }));
        assert!(answer.unwrap().is_err());
        ender.join().unwrap();
        assert!(polls <= 2, "{polls} polls");
    });
}
