//! However many responses there are, a percentile is off by no more than a thousandth; the ends and
//! the average are exact, and threads can be added up.

#[path = "../lab/load/mod.rs"]
mod load;
#[path = "../lab/load_url/tally.rs"]
#[allow(dead_code, reason = "the histogram is what this is about")]
mod tally;

use std::time::Duration;

use load::{Answer, Failure, Record};
use tally::Tally;

/// The n-th of a thousand took n² µs, and had waited a second for a free client.
fn answer(nth: u64) -> Answer {
    let (intended, started) = (Duration::from_secs(1), Duration::from_secs(2));
    Answer {
        intended,
        started,
        finished: started + Duration::from_micros(nth * nth),
        awaited: false,
        outcome: Ok((200, Vec::new())),
        received: 7,
    }
}

#[test]
fn a_histogram_keeps_three_digits() {
    let mut threads = [Tally::new(), Tally::new(), Tally::new()];
    for nth in 1..=1000 {
        threads[nth as usize % 3].record(answer(nth));
    }
    let mut all = Tally::new();
    threads.iter().for_each(|thread| all.add(thread));
    assert_eq!((all.ended(), all.received), (1000, 7000));
    let times = &all.service_times;
    assert_eq!(times.fastest(), Duration::from_micros(1));
    assert_eq!(times.slowest(), Duration::from_secs(1));
    // 1² + … + 1000² = 1000 · 1001 · 2001 ÷ 6
    let average = Duration::from_nanos(333_833_500);
    assert_eq!(times.average(), average);
    assert_eq!(all.latencies.average(), average + Duration::from_secs(1));
    for percent in 1..=100_u64 {
        let exact = Duration::from_micros(100 * percent * percent);
        let kept = times.percentile(percent as f64);
        let off = kept.abs_diff(exact).as_secs_f64() / exact.as_secs_f64();
        assert!(off <= 0.001, "p{percent} is {exact:?}, kept as {kept:?}");
    }
    assert_eq!(times.met().map(|(_, count)| count).sum::<usize>(), 1000);
}

#[test]
fn failures_have_no_time() {
    let mut tally = Tally::new();
    let outcome = Err(Failure::ResponseTimeout);
    tally.record(Answer {
        outcome,
        ..answer(3)
    });
    tally.record(answer(5));
    assert_eq!((tally.ended(), tally.latencies.count()), (2, 1));
    assert_eq!(tally.failures["response timeout"], 1);
    assert_eq!(tally.service_times.fastest(), Duration::from_micros(25));
}
