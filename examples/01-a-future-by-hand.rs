//! A future by hand: a value that does nothing until somebody polls it.
//!
//! You will see a future made (nothing happens), polled until it is ready, the same future written
//! twice (by hand and by the compiler), and one that is dropped half-way.
//!
//! Run: `cargo run --example 01-a-future-by-hand`
//!
//! Expected output:
//! ```text
//! made: nothing has run
//! poll 1: Pending
//! poll 2: Pending
//! poll 3: Ready("lift-off")
//! by hand:         ready after 4 polls
//! by the compiler: ready after 4 polls
//! dropped after 1 poll: the rest never runs
//! ```
//!
//! Book: `book/src/a-future-is-polled.md`
//!
//! Try:
//! 1. (10 minutes) Print `size_of_val` of both launches. Then keep a `[u8; 1000]` alive across the
//!    first await of the compiler's one, and print again.
//! 2. (1 hour) Write `Both<A, B>`, a future that polls two futures and is ready when both are. How
//!    many polls does `Both` of a `Countdown` from 2 and one from 5 need? Assert your answer.

use std::cell::Cell;
use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

// ANCHOR: main
fn main() {
    let mut countdown = Countdown { left: 2 };
    println!("made: nothing has run");
    assert_eq!(countdown.left, 2);

    // Whoever polls says how to be called back. The no-op waker says: do not call, I will ask again.
    let mut cx = Context::from_waker(Waker::noop());
    for poll in 1..=3 {
        let answer = Pin::new(&mut countdown).poll(&mut cx);
        println!("poll {poll}: {answer:?}");
        assert_eq!(answer.is_ready(), poll == 3, "n refusals, then the answer");
    }

    let by_hand = polls_until_ready(Launch::Engines(Countdown { left: 2 }));
    let by_compiler = polls_until_ready(launch());
    println!("by hand:         ready after {by_hand} polls");
    println!("by the compiler: ready after {by_compiler} polls");
    assert_eq!(by_hand, by_compiler);
    assert_eq!(
        by_hand,
        2 + 1 + 1,
        "an await that is ready at once costs no poll of its own"
    );

    let reached = Cell::new("nothing");
    let mut abandoned = Box::pin(async {
        reached.set("the first await");
        Countdown { left: 2 }.await;
        reached.set("the end");
    });
    assert_eq!(
        reached.get(),
        "nothing",
        "calling an async block runs none of it"
    );
    assert!(abandoned.as_mut().poll(&mut cx).is_pending());
    drop(abandoned);
    println!("dropped after 1 poll: the rest never runs");
    assert_eq!(reached.get(), "the first await");
}
// ANCHOR_END: main

// ANCHOR: countdown
/// Pending `left` times, then ready.
pub(crate) struct Countdown {
    pub(crate) left: u32,
}

impl Future for Countdown {
    type Output = &'static str;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<&'static str> {
        if self.left == 0 {
            return Poll::Ready("lift-off");
        }
        self.left -= 1;
        // Pending is a promise that somebody will wake the waker. Here it is kept at once.
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}
// ANCHOR_END: countdown

// ANCHOR: launch
/// Two awaits in a row, as one writes them …
async fn launch() -> &'static str {
    Countdown { left: 2 }.await;
    Countdown { left: 1 }.await
}

/// … and what that means: one state for every place where the function can stand still.
enum Launch {
    Engines(Countdown),
    Clamps(Countdown),
    Done,
}

impl Future for Launch {
    type Output = &'static str;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<&'static str> {
        loop {
            match &mut *self {
                Launch::Engines(first) => match Pin::new(first).poll(cx) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(_) => *self = Launch::Clamps(Countdown { left: 1 }),
                },
                Launch::Clamps(second) => match Pin::new(second).poll(cx) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(answer) => {
                        *self = Launch::Done;
                        return Poll::Ready(answer);
                    }
                },
                Launch::Done => panic!("polled after it was ready"),
            }
        }
    }
}
// ANCHOR_END: launch

fn polls_until_ready(future: impl Future) -> u32 {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    (1..)
        .find(|_| future.as_mut().poll(&mut cx).is_ready())
        .expect("a countdown ends")
}
