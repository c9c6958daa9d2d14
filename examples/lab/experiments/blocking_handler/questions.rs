//! The write-up's three questions, answered with the figures of the run.
//!
//! Next: `pitfalls.rs`.

use super::agent::{COMPUTING, repetitions};
use super::arithmetic::{cores, cores_serve, handler, one_at_a_time, side_by_side, threads_serve};
use super::comparison::Comparison;
use super::handlers::POOL;
use super::notes::Notes;
use super::verdicts::Distances;
use crate::report::{Row, milliseconds};

pub(super) const WORSE: &str = "Why is B so much worse than A and C?";
pub(super) const ALIKE: &str = "Why are A and C about equal?";
pub(super) const RATHER: &str = "When C rather than A?";

/// How many times the smaller p95 of A and C the larger may be.
const THIRD_RULE: f64 = 1.2;

/// The answers, and how the figures were come by.
pub(super) fn answers(found: &Comparison, clients: usize) -> Notes {
    let mut notes = Notes::default();
    notes.heading("How it was measured");
    notes.say(&measured(found));
    notes.heading(WORSE);
    notes.say(&worse(found, clients));
    notes.heading(ALIKE);
    notes.say(&alike(found));
    notes.heading(RATHER);
    notes.say(&rather());
    notes
}

fn measured(found: &Comparison) -> String {
    let Comparison { a, c, .. } = found;
    let (rounds, repetitions) = (a.len(), repetitions());
    let others = found.others.map_or(String::new(), |share| {
        let percent = 100.0 * share;
        format!(
            " Other programs had {percent:.0} % of the cores meanwhile; the more they have, the \
             further rounds lie apart."
        )
    });
    format!(
        "A and C were measured in turns, {rounds} rounds each, B once; every round has a fresh \
         server. The rows of A and C are those of the round whose p95 is the median. The p95s of \
         all rounds, in ms: A {}; C {}. Each request sleeps 20 ms and computes 2 ms \
         ({repetitions} corrections, by the fastest go of half a second before the run).{others}",
        a.p95s(),
        c.p95s(),
    )
}

fn worse(found: &Comparison, clients: usize) -> String {
    let Comparison { a, b, c, .. } = found;
    let row = b.median();
    let each = row.wall_ms / row.requests as f64;
    let (p50, p95) = (ms(row.p50_ms), ms(row.p95_ms));
    let (own, handler, sum) = (one_at_a_time(1), handler(), clients as f64 * each);
    let computing = milliseconds(COMPUTING);
    let least = side_by_side(clients, POOL, cores());
    let (cores, peak_b) = (cores(), b.peak());
    format!(
        "B asks the agent on the thread that accepts, reads and answers for everybody, and nothing \
         else happens there meanwhile: at most {peak_b} was with the agent at a time. {} requests \
         took {:.0} ms, {each:.1} ms each, {own:.0} of them the handler's own. With {clients} \
         under way each waits for the others: {clients} × {each:.1} = {sum:.0} ms; measured are \
         p50 {p50} and p95 {p95}. A and C had {} and {} threads with the agent at once. There the \
         20 ms of sleep lie beside one another, and the {computing:.0} ms of computing share \
         {cores} cores: at least {least:.0} ms; measured are p50 {} and {}, p95 {} and {}. B's p95 \
         is {:.1} × A's and {:.1} × C's. Had a request only slept, the gap would be wider; had it \
         only computed its {handler:.0} ms, the cores would be all that A and C have over B.",
        row.requests,
        row.wall_ms,
        a.peak(),
        c.peak(),
        ms(a.median().p50_ms),
        ms(c.median().p50_ms),
        ms(a.median().p95_ms),
        ms(c.median().p95_ms),
        b.p95() / a.p95(),
        b.p95() / c.p95(),
    )
}

fn alike(found: &Comparison) -> String {
    let Comparison { a, c, .. } = found;
    let (of_a, of_c) = (a.p95(), c.p95());
    let (which, apart) = if of_c >= of_a {
        ("C ÷ A", of_c / of_a)
    } else {
        ("A ÷ C", of_a / of_c)
    };
    let holds = apart <= THIRD_RULE;
    let medians = format!("{of_a:.0} ms (A) and {of_c:.0} ms (C), {which} = {apart:.2}");
    let answer = if holds {
        format!("Because they do the same. The medians of the p95s are {medians}.")
    } else {
        format!(
            "In this run they are not: the medians of the p95s are {medians}, where the third rule \
             allows {THIRD_RULE:.2}. The p95s of the rounds go from {} ms for A, from {} for C. By \
             what they do they should be alike.",
            a.spread(),
            c.spread(),
        )
    };
    let Distances { a_from_c, a_from_a } = Distances::of(found);
    let conclusion = match (holds, a_from_c > a_from_a) {
        (true, true) => {
            "In this run their curves are further from each other than rounds of A are; their \
             p95s are as near as the third rule wants them."
        }
        (true, false) => {
            "So their curves are two only in name, as the third rule wants it and the fourth does \
             not."
        }
        (false, true) => "So the curves too are further from each other than rounds of A are.",
        (false, false) => {
            "So the curves are no further from each other than rounds of A are, whatever the \
             p95s say."
        }
    };
    format!(
        "{answer} The server calls a plain handler on the blocking pool; C sends its closure to \
         that pool by hand and awaits it. It is one pool with one bound of {POOL} threads: at most \
         {} (A) and {} (C) were with the agent at a time. The curves of a round of A and one of C \
         are {:.0} % of the requests apart at their widest, in the middle of all pairs; two rounds \
         of A up to {:.0} %. {conclusion}",
        a.peak(),
        c.peak(),
        100.0 * a_from_c,
        100.0 * a_from_a,
    )
}

fn rather() -> String {
    let (handler, computing) = (handler(), milliseconds(COMPUTING));
    let by_cores = cores_serve();
    let bound = |held: f64| {
        let by_threads = threads_serve(POOL, held);
        let binds = if by_threads < by_cores {
            "the threads bind"
        } else {
            "the cores bind"
        };
        format!("{POOL} threads ÷ {held:.0} ms ≈ {by_threads:.0} requests a second: {binds}")
    };
    format!(
        "When the handler awaits something besides: a database, a log that is far away. A holds a \
         thread from its first line to its last, so that 50 ms more of waiting in A are 50 ms more \
         of holding. By arithmetic, {} cores ÷ {computing:.0} ms allow at most {by_cores:.0} \
         requests a second in any case. Beside that, without the 50 ms, {}. With them in A, {}. \
         Awaited in C, they are an entry among the timers and hold no thread, so that the bounds \
         stay those without them. Only `--stretches` measures it. Where there is nothing \
         to await, A is the shorter program for the same result.",
        cores(),
        bound(handler),
        bound(handler + 50.0),
    )
}

/// Whole milliseconds, where there are some.
pub(super) fn ms(value: Option<f64>) -> String {
    value.map_or("–".to_owned(), |value| format!("{value:.0}"))
}

/// How many requests were answered in a second.
pub(super) fn per_second(row: &Row) -> f64 {
    row.ok as f64 * 1000.0 / row.wall_ms
}
