//! The write-up's four rules, judged.
//!
//! ```text
//!   1  of each variant, at least 99 % are answered 200            decides
//!   2  B's p95 is at least 3 × that of A, and of C                decides
//!   3  the p95s of A and C are within 20 % of each other          decides, unless others have
//!                                                                 too much of the cores
//!   4  the picture shows three distinct curves                    reported
//! ```
//!
//! 1. The third and the fourth contradict each other: two curves that are alike are not distinct.
//!    So that the fourth can be judged at all, *distinct* means: a round of A lies further from a
//!    round of C, in the middle, than any two rounds of A lie apart.
//! 2. Without a response there is no p95, and a rule about it does not hold.
//! 3. Where other programs have a quarter of the cores, rounds of one variant differ by more than
//!    the third rule allows between two: it is reported then, and left undecided.
//!
//! Next: `notes.rs`.

use super::comparison::Comparison;
use super::distance::{distance, median};
use super::series::Series;
use crate::report::Row;
use crate::report::verdict::{Measured, Verdict};

/// The share of the cores above which a difference of 20 % says nothing.
const BUSY: f64 = 0.25;

/// The rules, in the write-up's order.
pub(super) fn verdicts(found: &Comparison) -> Vec<Verdict> {
    let Comparison { a, b, c, .. } = found;
    let name = |series: &Series| series.median().variant.clone();
    let times = |series: &Series, claim: &str| {
        let ratio = b.p95() / series.p95();
        let holds = ratio.is_finite() && ratio >= 3.0;
        Verdict::about(&name(b), claim.to_owned(), holds, measured(ratio))
    };
    let (low, high) = (a.p95().min(c.p95()), a.p95().max(c.p95()));
    let apart = high / low;
    let mut claim = format!(
        "p95 within 20 % of A's, by the medians of {} rounds",
        a.len()
    );
    let busy = found.others.filter(|share| *share > BUSY);
    if let Some(share) = busy {
        let percent = 100.0 * share;
        claim = format!("p95 within 20 % of A's: others had {percent:.0} % of the cores");
    }
    let mut alike = Verdict::about(&name(c), claim, apart <= 1.2, measured(apart));
    if busy.is_some() {
        alike = alike.only_reported();
    }
    let distances = Distances::of(found);
    let distinct = Verdict::about(
        "all",
        "three curves: A from C > any A from A (against rule 3)".to_owned(),
        distances.a_from_c > distances.a_from_a,
        Measured::Text(format!(
            "{:.2}, {:.2}",
            distances.a_from_c, distances.a_from_a
        )),
    );
    let all = found.all_rows();
    let (ok, requests) = all.fold((0, 0), |(ok, all), row| (ok + row.ok, all + row.requests));
    let least = found.all_rows().map(share).fold(1.0, f64::min);
    let answered = Verdict::about(
        "all",
        "of every round, at least 99 % are answered 200".to_owned(),
        least >= 0.99,
        Measured::Text(format!("{:.2} %", 100.0 * least)),
    );
    let claim = format!("all {requests} requests of all rounds are answered 200");
    vec![
        answered,
        Verdict::counted(claim, requests, ok),
        times(a, "p95 at least 3 × A's"),
        times(c, "p95 at least 3 × C's"),
        alike,
        distinct.only_reported(),
    ]
}

/// How far rounds lie apart.
pub(super) struct Distances {
    /// A round of A and one of C, in the middle.
    pub(super) a_from_c: f64,
    /// Two rounds of A, at most.
    pub(super) a_from_a: f64,
}

impl Distances {
    pub(super) fn of(found: &Comparison) -> Self {
        let a: Vec<&Row> = found.a.rows().collect();
        let apart = |one: &Row, other: &Row| distance(&one.latencies_ms, &other.latencies_ms);
        let across = found
            .c
            .rows()
            .flat_map(|c| a.iter().map(move |a| apart(a, c)));
        let pairs = (0..a.len()).flat_map(|i| (0..i).map(move |j| (i, j)));
        Distances {
            a_from_c: median(across.collect()).unwrap_or(0.0),
            a_from_a: pairs.map(|(i, j)| apart(a[i], a[j])).fold(0.0, f64::max),
        }
    }
}

fn share(row: &Row) -> f64 {
    row.ok as f64 / row.requests as f64
}

/// To a thousandth; without a response on one side there is none.
fn measured(ratio: f64) -> Measured {
    if ratio.is_finite() {
        Measured::Ratio((ratio * 1000.0).round() / 1000.0)
    } else {
        Measured::Text("no response".to_owned())
    }
}
