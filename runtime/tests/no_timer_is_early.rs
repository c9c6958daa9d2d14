//! P26: no timer is early, and timers fire in the order of their deadlines; those with the same
//! deadline fire in the order in which they were set.

mod support;

use openwork::time::{MissedTickBehavior, interval_at, sleep, sleep_until, timeout};
use proptest::prelude::*;
use proptest::test_runner::Config;
use std::future::pending;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::Context;
use std::thread;
use std::time::{Duration, Instant};
use support::hand::{Act, Hand, ready};
use support::{MODES, Mode, in_both_modes, turn_until, watched};

/// What becomes of one timer: its first deadline in microseconds, and, for some, another one
/// instead or a drop.
#[derive(Clone, Copy, Debug)]
struct Plan {
    first: u64,
    then: Then,
}

#[derive(Clone, Copy, Debug)]
enum Then {
    Wait,
    Reset(u64),
    Drop,
}

fn plan() -> impl Strategy<Value = Plan> {
    // Few different instants, so that some fall together.
    let micros = || (0..60_u64).prop_map(|step| step * 150);
    let then = prop_oneof![
        4 => Just(Then::Wait),
        1 => micros().prop_map(Then::Reset),
        1 => Just(Then::Drop),
    ];
    (micros(), then).prop_map(|(first, then)| Plan { first, then })
}

proptest! {
    #![proptest_config(Config { cases: 48, failure_persistence: None, ..Config::default() })]

    #[test]
    fn p26_timers_fire_in_the_order_of_their_deadlines_and_never_early(
        plans in prop::collection::vec(plan(), 1..50)
    ) {
        for mode in MODES {
            let plans = plans.clone();
            watched(move || check(mode, &plans));
        }
    }
}

/// Sets the timers in tasks, which note when their turn came.
fn check(mode: Mode, plans: &[Plan]) {
    let runtime = mode.builder().blocking_threads(1).build().unwrap();
    let fired = Arc::new(Mutex::new(Vec::new()));
    let start = Instant::now();
    let at = move |micros| start + Duration::from_micros(micros);
    let waits = |plan: &&Plan| !matches!(plan.then, Then::Drop);
    let tasks: Vec<_> = plans
        .iter()
        .enumerate()
        .map(|(number, &plan)| {
            let fired = fired.clone();
            runtime.handle().spawn(async move {
                let mut sleep = sleep_until(at(plan.first));
                let deadline = match plan.then {
                    Then::Wait => at(plan.first),
                    Then::Reset(micros) => {
                        let _ = Hand::new().poll(&mut sleep);
                        sleep.reset(at(micros));
                        at(micros)
                    }
                    Then::Drop => {
                        let _ = Hand::new().poll(&mut sleep);
                        return;
                    }
                };
                // One that was due before it could be set is not in the driver's order.
                let was_set = futures::poll!(&mut sleep).is_pending();
                if was_set {
                    sleep.await;
                }
                let on_time = Instant::now() >= deadline;
                fired
                    .lock()
                    .unwrap()
                    .push((was_set, on_time, deadline, number));
            })
        })
        .collect();
    for task in tasks {
        runtime.block_on(task).unwrap();
    }
    let fired = fired.lock().unwrap();
    assert_eq!(fired.len(), plans.iter().filter(waits).count());
    assert!(
        fired.iter().all(|(_, on_time, ..)| *on_time),
        "early: {fired:?}"
    );
    let order: Vec<_> = fired
        .iter()
        .filter(|(was_set, ..)| *was_set)
        .map(|(_, _, deadline, number)| (*deadline, *number))
        .collect();
    assert!(order.is_sorted(), "out of order: {order:?}");
    assert_eq!(runtime.handle().metrics().timers, 0);
}

#[test]
fn p26_timers_with_one_deadline_fire_in_the_order_in_which_they_were_set() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let _inside = runtime.handle().enter();
        // Whatever the driver keeps for these, it gets back in a mixed order.
        let hand = Hand::new();
        let mut mixed = [(); 9].map(|()| Some(sleep(Duration::from_secs(3600))));
        mixed
            .iter_mut()
            .flatten()
            .for_each(|sleep| assert!(hand.poll(sleep).is_pending()));
        for place in [4, 0, 8, 2, 6, 1, 7, 3, 5] {
            mixed[place] = None;
        }
        let deadline = Instant::now() + Duration::from_millis(200);
        let fired = Arc::new(Mutex::new(Vec::new()));
        let mut sleeps = [(); 9].map(|()| sleep_until(deadline));
        for (number, sleep) in sleeps.iter_mut().enumerate() {
            let fired = fired.clone();
            let waker = Act::waker(move || fired.lock().unwrap().push(number));
            let polled = Pin::new(sleep).poll(&mut Context::from_waker(&waker));
            assert!(polled.is_pending(), "they are set in time");
        }
        turn_until(&runtime, || fired.lock().unwrap().len() == 9);
        assert_eq!(*fired.lock().unwrap(), Vec::from_iter(0..9));
    });
}

#[test]
fn p26_a_timeout_is_never_early() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        for millis in [1, 2, 5] {
            let patience = Duration::from_millis(millis);
            let start = Instant::now();
            let outcome = runtime.block_on(async { timeout(patience, pending::<()>()).await });
            assert!(outcome.is_err() && start.elapsed() >= patience);
        }
    });
}

#[test]
fn p26_a_timeout_prefers_a_future_that_is_ready_together_with_it() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        runtime.block_on(async {
            let mut race = pin!(timeout(
                Duration::from_millis(1),
                sleep(Duration::from_millis(1))
            ));
            // Neither is looked at before both are due.
            thread::sleep(Duration::from_millis(5));
            assert!(race.as_mut().await.is_ok());
        });
    });
}

#[test]
fn p26_a_poll_by_another_waker_does_not_fire_a_timer() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let _inside = runtime.handle().enter();
        let deadline = Instant::now() + Duration::from_millis(20);
        let mut sleep = sleep_until(deadline);
        let (first, second) = (Hand::new(), Hand::new());
        assert!(first.poll(&mut sleep).is_pending());
        assert!(second.poll(&mut sleep).is_pending());
        while second.wakes() == 0 {
            runtime.block_on(sleep_here(Duration::from_millis(1)));
        }
        assert!(Instant::now() >= deadline);
        assert_eq!(first.wakes(), 0, "the last waker is the one that is woken");
        ready(second.poll(&mut sleep));
    });
}

async fn sleep_here(duration: Duration) {
    sleep(duration).await;
}

const PERIOD: Duration = Duration::from_millis(40);

/// The instants for which five ticks were due, as multiples of the period after the start, when the
/// thread was busy for three and a half periods before the second.
fn ticks(behavior: MissedTickBehavior) -> Vec<f64> {
    openwork::block_on(async {
        let start = Instant::now();
        let mut ticks = interval_at(start, PERIOD);
        ticks.set_missed_tick_behavior(behavior);
        let mut due = Vec::new();
        for tick in 0..5 {
            if tick == 1 {
                thread::sleep(PERIOD * 7 / 2);
            }
            let at = ticks.tick().await;
            assert!(Instant::now() >= at, "early");
            due.push((at - start).as_secs_f64() / PERIOD.as_secs_f64());
        }
        due
    })
}

#[test]
fn p26_an_interval_gives_missed_ticks_in_a_burst() {
    assert_eq!(ticks(MissedTickBehavior::Burst), [0.0, 1.0, 2.0, 3.0, 4.0]);
}

#[test]
fn p26_an_interval_that_skips_keeps_its_rhythm() {
    let due = ticks(MissedTickBehavior::Skip);
    assert_eq!(due[..2], [0.0, 1.0]);
    assert!(due[2] > 3.0, "{due:?}");
    let in_rhythm = |tick: &f64| (tick - tick.round()).abs() < 1e-6;
    assert!(due.iter().all(in_rhythm) && due.is_sorted(), "{due:?}");
}

#[test]
fn p26_an_interval_that_delays_starts_a_new_rhythm() {
    let due = ticks(MissedTickBehavior::Delay);
    assert_eq!(due[..2], [0.0, 1.0]);
    // A whole period after the late tick, which came after three and a half.
    assert!(due[2] >= 4.5, "{due:?}");
    assert!(
        due.windows(2).skip(1).all(|pair| pair[1] - pair[0] > 0.999),
        "{due:?}"
    );
}
