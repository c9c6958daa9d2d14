//! P02: a future and its output are each dropped exactly once, in every order of finish, panic,
//! abort, shutdown, and of the last waker and the handle going.
//!
//! ```text
//!   mode × ending × when the handle goes × when the waker goes: each case counts polls and drops
//! ```

mod support;

use openwork::task::{JoinError, JoinHandle};
use openwork::{Runtime, block_on};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::thread;
use support::tally::{Bombs, Counted, Output, Tally};
use support::{Gate, MODES, Mode, turn, turn_until, watched};

/// How a task comes to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Finish,
    FinishLater,
    PanicInPoll,
    PanicInPollAndInDrop,
    PanicInDrop,
    PanicInDropOfOutput,
    PanicInBothDrops,
    AbortBeforeFirstPoll,
    AbortWhileParked,
    AbortWhileParkedAndPanicInDrop,
    AbortWhileRunning,
    AbortInTheLastPoll,
    AbortAfterCompletion,
    RuntimeDroppedBeforeFirstPoll,
    RuntimeDroppedWhileParked,
    RuntimeDroppedAndPanicInDrop,
    ShutdownInTheBackground,
}

use Ending::*;

const ENDINGS: [Ending; 17] = [
    Finish,
    FinishLater,
    PanicInPoll,
    PanicInPollAndInDrop,
    PanicInDrop,
    PanicInDropOfOutput,
    PanicInBothDrops,
    AbortBeforeFirstPoll,
    AbortWhileParked,
    AbortWhileParkedAndPanicInDrop,
    AbortWhileRunning,
    AbortInTheLastPoll,
    AbortAfterCompletion,
    RuntimeDroppedBeforeFirstPoll,
    RuntimeDroppedWhileParked,
    RuntimeDroppedAndPanicInDrop,
    ShutdownInTheBackground,
];

/// When the handle goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HandleGoes {
    First,
    AfterTheEnd,
    ByBeingAwaited,
    Last,
}

/// When the waker of the task goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WakerGoes {
    WithTheTask,
    BeforeTheHandle,
    Last,
}

#[test]
fn p02_future_and_output_are_dropped_once_in_every_order() {
    let mut cases = 0;
    for mode in MODES {
        for ending in ENDINGS {
            for handle in [
                HandleGoes::First,
                HandleGoes::AfterTheEnd,
                HandleGoes::ByBeingAwaited,
                HandleGoes::Last,
            ] {
                for waker in [
                    WakerGoes::WithTheTask,
                    WakerGoes::BeforeTheHandle,
                    WakerGoes::Last,
                ] {
                    println!("{mode:?}, {ending:?}, handle {handle:?}, waker {waker:?}");
                    watched(move || case(mode, ending, handle, waker));
                    cases += 1;
                }
            }
        }
    }
    assert_eq!(cases, 2 * 17 * 4 * 3);
}

/// Where the handle is, for the future to abort itself.
type Shared = Arc<Mutex<Option<JoinHandle<Output>>>>;

fn case(mode: Mode, ending: Ending, handle_goes: HandleGoes, waker_goes: WakerGoes) {
    let tally = Tally::new();
    let runtime = mode.builder().blocking_threads(1).build().unwrap();
    let mut gate = (mode == Mode::BlockingPool).then(|| Gate::hold_a_thread(&runtime));
    let handle = Shared::default();
    *handle.lock().unwrap() = Some(runtime.handle().spawn(subject(&tally, ending, &handle)));
    // Only with the future running may the handle go first where the future itself aborts.
    let aborts_itself = matches!(ending, AbortWhileRunning | AbortInTheLastPoll);
    if ending == AbortBeforeFirstPoll {
        abort(&handle);
    }
    if handle_goes == HandleGoes::First && !aborts_itself && !aborts_later(ending) {
        drop(handle.lock().unwrap().take());
    }
    let runtime = bring_to_its_end(ending, runtime, &tally, &handle, &mut gate);
    assert_eq!(tally.drops(), 1, "the future is dropped by the end");
    assert_eq!(tally.polls(), expected_polls(ending));
    if waker_goes == WakerGoes::WithTheTask {
        tally.forget_waker();
    }
    let mut handle = handle.lock().unwrap().take();
    if handle_goes == HandleGoes::ByBeingAwaited {
        check(ending, &tally, block_on(handle.take().unwrap()));
    } else if handle_goes == HandleGoes::AfterTheEnd {
        handle = None;
    }
    if waker_goes == WakerGoes::BeforeTheHandle {
        wake_and_forget(&tally);
    }
    drop(runtime);
    drop(handle);
    // An output that nobody can take any more does not wait for the last waker.
    check_drops(&tally);
    wake_and_forget(&tally);
    check_drops(&tally);
}

fn subject(tally: &Arc<Tally>, ending: Ending, handle: &Shared) -> Counted {
    let handle = handle.clone();
    let act = move |poll, _: &mut std::task::Context<'_>| match (ending, poll) {
        (PanicInPoll | PanicInPollAndInDrop, _) => panic!("the poll panics"),
        (AbortWhileRunning, 1) => {
            abort(&handle);
            Poll::Pending
        }
        (AbortInTheLastPoll, 1) => {
            abort(&handle);
            Poll::Ready(())
        }
        (Finish | PanicInDrop | PanicInDropOfOutput | PanicInBothDrops, 1) => Poll::Ready(()),
        (AbortAfterCompletion, 1) | (FinishLater, 2) => Poll::Ready(()),
        _ => Poll::Pending,
    };
    Counted::new(tally, act).with_bombs(Bombs {
        future: matches!(
            ending,
            PanicInDrop
                | PanicInBothDrops
                | PanicInPollAndInDrop
                | AbortWhileParkedAndPanicInDrop
                | RuntimeDroppedAndPanicInDrop
        ),
        output: matches!(ending, PanicInDropOfOutput | PanicInBothDrops),
    })
}

/// Takes the task from its spawn to where its future is gone. The runtime comes back unless its own
/// end was the way.
fn bring_to_its_end(
    ending: Ending,
    runtime: Runtime,
    tally: &Arc<Tally>,
    handle: &Shared,
    gate: &mut Option<Gate>,
) -> Option<Runtime> {
    if ending == RuntimeDroppedBeforeFirstPoll {
        // The pool's thread is held, and only once the task is gone may it go on, and with it the
        // drop.
        let dropped = thread::spawn(move || drop(runtime));
        while tally.drops() == 0 {
            thread::yield_now();
        }
        *gate = None;
        dropped.join().unwrap();
        return None;
    }
    if ending == ShutdownInTheBackground {
        runtime.shutdown_background();
        *gate = None;
        return None;
    }
    *gate = None;
    if ending == AbortBeforeFirstPoll {
        turn_until(&runtime, || tally.drops() == 1);
        return Some(runtime);
    }
    turn_until(&runtime, || tally.polls() == 1);
    match ending {
        FinishLater => tally.waker().wake(),
        AbortWhileParked | AbortWhileParkedAndPanicInDrop => abort(handle),
        RuntimeDroppedWhileParked | RuntimeDroppedAndPanicInDrop => {
            drop(runtime);
            return None;
        }
        _ => {}
    }
    turn_until(&runtime, || tally.drops() == 1);
    if ending == AbortAfterCompletion {
        abort(handle);
    }
    turn(&runtime);
    Some(runtime)
}

fn abort(handle: &Shared) {
    let handle = handle.lock().unwrap();
    handle.as_ref().expect("the handle is kept").abort();
}

/// Whether somebody needs the handle after the task has been polled.
fn aborts_later(ending: Ending) -> bool {
    matches!(
        ending,
        AbortWhileParked | AbortWhileParkedAndPanicInDrop | AbortAfterCompletion
    )
}

fn expected_polls(ending: Ending) -> usize {
    match ending {
        FinishLater => 2,
        AbortBeforeFirstPoll | RuntimeDroppedBeforeFirstPoll | ShutdownInTheBackground => 0,
        _ => 1,
    }
}

/// What the handle says fits the ending.
fn check(ending: Ending, tally: &Tally, output: Result<Output, JoinError>) {
    let panics = |error: JoinError| assert!(error.is_panic(), "{error}");
    let cancelled = |error: JoinError| assert!(error.is_cancelled(), "{error}");
    match (ending, output) {
        (Finish | FinishLater | AbortAfterCompletion | AbortInTheLastPoll, Ok(output)) => {
            assert_eq!(tally.outputs(), (1, 0));
            drop(output);
        }
        (PanicInDropOfOutput, Ok(output)) => output.disarm(),
        (PanicInPoll | PanicInPollAndInDrop | PanicInDrop | PanicInBothDrops, Err(e)) => panics(e),
        (AbortWhileParkedAndPanicInDrop | RuntimeDroppedAndPanicInDrop, Err(e)) => panics(e),
        (_, Ok(_)) => panic!("{ending:?} left an output"),
        (_, Err(error)) => cancelled(error),
    }
}

fn wake_and_forget(tally: &Tally) {
    if tally.polls() > 0 && tally.has_waker() {
        tally.waker().wake();
    }
    tally.forget_waker();
}

fn check_drops(tally: &Tally) {
    let (made, dropped) = tally.outputs();
    assert_eq!(tally.drops(), 1, "the future is dropped once");
    assert_eq!(made, dropped, "an output is dropped once");
}
