//! P27: any `Duration` is accepted: what `Instant` cannot hold means thirty years, zero and
//! instants in the past are ready at the first poll.

mod support;

use openwork::Runtime;
use openwork::time::{interval, interval_at, sleep, sleep_until, timeout};
use std::future::pending;
use std::time::{Duration, Instant};
use support::hand::{Hand, ready};
use support::{in_both_modes, turn, turn_until};

const ENDLESS: [Duration; 6] = [
    Duration::MAX,
    Duration::MAX.saturating_sub(Duration::from_millis(1)),
    Duration::from_secs(u64::MAX),
    // `Instant` holds this one, where milliseconds in 64 bits would not.
    Duration::from_secs(u64::MAX / 10),
    Duration::from_secs(i64::MAX as u64),
    Duration::from_secs(86_400 * 365 * 30),
];

/// Another timer comes and goes: the driver computes how long it may sleep with the endless one
/// first and last.
fn serve_another(runtime: &Runtime) {
    runtime.block_on(async { sleep(Duration::from_millis(2)).await });
    turn(runtime);
}

#[test]
fn p27_an_endless_sleep_never_ends_and_stops_nobody() {
    in_both_modes(|mode| {
        for duration in ENDLESS {
            let runtime = mode.runtime();
            let inside = runtime.handle().enter();
            let mut endless = sleep(duration);
            drop(inside);
            let hand = Hand::new();
            assert!(hand.poll(&mut endless).is_pending(), "{duration:?}");
            serve_another(&runtime);
            assert_eq!(hand.wakes(), 0, "{duration:?}");
            assert!(hand.poll(&mut endless).is_pending(), "{duration:?}");
            let metrics = runtime.handle().metrics();
            assert_eq!(metrics.timers, 1);
        }
    });
}

#[test]
fn p27_an_endless_sleep_lets_a_runtime_rest_until_it_is_told() {
    in_both_modes(|mode| {
        for duration in ENDLESS {
            let runtime = mode.runtime();
            let endless = runtime.handle().spawn(async move { sleep(duration).await });
            let told = runtime.handle().spawn_blocking(|| "told");
            assert_eq!(runtime.block_on(told).unwrap(), "told");
            endless.abort();
            assert!(runtime.block_on(endless).unwrap_err().is_cancelled());
        }
    });
}

#[test]
fn p27_an_endless_timeout_is_no_timeout() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        for duration in ENDLESS {
            let outcome = runtime.block_on(async {
                timeout(duration, async { sleep(Duration::from_millis(1)).await }).await
            });
            assert_eq!(outcome, Ok(()));
        }
    });
}

#[test]
fn p27_an_endless_interval_ticks_once() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        for duration in ENDLESS {
            runtime.block_on(async {
                let mut ticks = interval(duration);
                ticks.tick().await;
                assert!(
                    timeout(Duration::from_millis(1), ticks.tick())
                        .await
                        .is_err()
                );
            });
        }
    });
}

#[test]
fn p27_zero_and_the_past_are_ready_at_the_first_poll() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let _inside = runtime.handle().enter();
        let now = Instant::now();
        let past = [
            now,
            now - Duration::from_millis(1),
            now - Duration::from_secs(1),
        ];
        let mut sleeps = past.map(sleep_until).to_vec_and(sleep(Duration::ZERO));
        for sleep in &mut sleeps {
            let hand = Hand::new();
            ready(hand.poll(sleep));
            assert_eq!(hand.wakes(), 0);
        }
        assert_eq!(runtime.handle().metrics().timers, 0, "none was set");
        let outcome = runtime.block_on(async { timeout(Duration::ZERO, pending::<()>()).await });
        assert!(outcome.is_err());
        let late = runtime.block_on(async { interval_at(past[2], Duration::MAX).tick().await });
        assert_eq!(late, past[2]);
    });
}

trait ToVecAnd<T> {
    fn to_vec_and(self, last: T) -> Vec<T>;
}

impl<T, const N: usize> ToVecAnd<T> for [T; N] {
    fn to_vec_and(self, last: T) -> Vec<T> {
        self.into_iter().chain([last]).collect()
    }
}

#[test]
fn p27_a_sleep_can_be_reset_to_the_end_of_time_and_back() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let _inside = runtime.handle().enter();
        let mut sleep = sleep(Duration::from_millis(20));
        let hand = Hand::new();
        assert!(hand.poll(&mut sleep).is_pending());
        sleep.reset(Instant::now() + Duration::from_secs(u64::MAX / 10));
        assert!(hand.poll(&mut sleep).is_pending());
        serve_another(&runtime);
        assert_eq!(hand.wakes(), 0);
        sleep.reset(Instant::now() + Duration::from_millis(20));
        assert!(hand.poll(&mut sleep).is_pending());
        turn_until(&runtime, || hand.wakes() == 1);
        ready(hand.poll(&mut sleep));
    });
}
