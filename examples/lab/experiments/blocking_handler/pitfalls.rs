//! The write-up's five pitfalls: what each option does to the picture, in figures.
//!
//! ```text
//!   --warmup 0           the cold start is in the measurement     ┐ measured a second time,
//!   --workers 4          more threads of all tasks than one       │ beside the rows without
//!   --network-delay MS   the network is in the measurement        ┘
//!   --timeout SECONDS    clients that give up                     ┐ said of the rows
//!   --requests 200       too few of them                          ┘ themselves
//! ```
//!
//! Next: `stretches/mod.rs`.

use std::time::Duration;

use super::comparison::Comparison;
use super::handlers::Kind;
use super::notes::Notes;
use super::questions::{ms, per_second};
use super::series::Series;
use super::trial::Trial;
use super::{TOTAL, WARM_UP, clients};
use crate::options::Settings;
use crate::report::Row;
use crate::report::percentiles::nearest_rank;
use crate::report::verdict::Verdict;

/// What makes it another measurement than the write-up's, as one would say it.
pub(super) fn altered(settings: &Settings) -> Vec<String> {
    let warm_up = settings.warmup.filter(|warm_up| *warm_up != WARM_UP);
    let workers = Some(settings.workers).filter(|workers| *workers != 1);
    let delay = settings.network_delay.filter(|delay| *delay > 0.0);
    let said = [
        warm_up.map(|warm_up| format!("{warm_up} warm-ups")),
        workers.map(|workers| format!("{workers} workers")),
        delay.map(|delay| format!("{delay} ms away")),
    ];
    said.into_iter().flatten().collect()
}

/// The trial with all of that.
pub(super) fn trial(kind: Kind, settings: &Settings) -> Trial {
    let trial = Trial::of(kind, settings);
    let said = altered(settings).join(", ");
    let delay = settings.network_delay.filter(|delay| *delay > 0.0);
    Trial {
        name: format!("{}, {said}", trial.name),
        file: format!(
            "{}_{}",
            trial.file,
            said.replace(", ", "_").replace(' ', "_")
        ),
        workers: settings.workers,
        warm_up: settings.warmup.unwrap_or(WARM_UP),
        delay: delay.map(|delay| Duration::from_secs_f64(delay / 1000.0)),
        ..trial
    }
}

/// What makes it another measurement, as it was asked for: `--workers 4`.
fn asked(settings: &Settings) -> String {
    let warm_up = settings.warmup.filter(|warm_up| *warm_up != WARM_UP);
    let workers = Some(settings.workers).filter(|workers| *workers != 1);
    let delay = settings.network_delay.filter(|delay| *delay > 0.0);
    let asked = [
        warm_up.map(|warm_up| format!("--warmup {warm_up}")),
        workers.map(|workers| format!("--workers {workers}")),
        delay.map(|delay| format!("--network-delay {delay}")),
    ];
    asked.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// A rule about the rows with the options, which come after those without: reported, and told
/// apart from the same rule about those.
pub(super) fn reported(verdict: Verdict, settings: &Settings) -> Verdict {
    // On a screen rows have letters, and no room for the options.
    let claim = verdict.claim.replace("A's", "D's").replace("C's", "F's");
    let words = claim.split(' ').map(|word| match word {
        "A" => "D",
        "C" => "F",
        word => word,
    });
    let lettered = words.collect::<Vec<_>>().join(" ");
    Verdict {
        rule: format!("with {}: {}", asked(settings), verdict.rule),
        claim: match verdict.variant.as_str() {
            "all" => format!("D to F: {lettered}"),
            _ => lettered,
        },
        ..verdict.only_reported()
    }
}

/// What each option that was given shows; nothing if none was.
pub(super) fn told(
    settings: &Settings,
    found: &Comparison,
    altered: Option<&Comparison>,
) -> Option<Notes> {
    let mut notes = Notes::default();
    if let Some(altered) = altered {
        let pair = Pair { found, altered };
        if let Some(warm_up) = settings.warmup.filter(|warm_up| *warm_up != WARM_UP) {
            notes.heading(&format!("`--warmup {warm_up}`: the cold start is measured"));
            notes.say(&pair.cold(warm_up, clients(settings)));
        }
        if settings.workers != 1 {
            let workers = settings.workers;
            notes.heading(&format!(
                "`--workers {workers}`: more workers mask the pitfall"
            ));
            notes.say(&pair.masked(workers));
        }
        if let Some(delay) = settings.network_delay.filter(|delay| *delay > 0.0) {
            notes.heading(&format!(
                "`--network-delay {delay}`: the network is measured"
            ));
            notes.say(&pair.remote(delay));
        }
    }
    if let Some(timeout) = settings.timeout {
        notes.heading(&format!("`--timeout {timeout}`: clients that give up"));
        notes.say(&gave_up(found, timeout, clients(settings)));
    }
    if let Some(requests) = settings.requests.filter(|requests| *requests < TOTAL) {
        notes.heading(&format!("`--requests {requests}`: not enough of them"));
        notes.say(&few(found, requests));
    }
    Some(notes).filter(|notes| !notes.is_empty())
}

/// The same, measured as the write-up has it and with the options.
struct Pair<'a> {
    found: &'a Comparison,
    altered: &'a Comparison,
}

impl Pair<'_> {
    /// `A 61 → 75, B …`: a figure without and with the options.
    fn each(&self, figure: impl Fn(&Series) -> Option<f64>) -> String {
        let Pair { found, altered } = self;
        let pairs = [
            ("A", &found.a, &altered.a),
            ("B", &found.b, &altered.b),
            ("C", &found.c, &altered.c),
        ];
        let pairs = pairs.map(|(name, without, with)| {
            format!("{name} {} → {}", ms(figure(without)), ms(figure(with)))
        });
        pairs.join(", ")
    }

    fn p95s(&self) -> String {
        format!(
            "p95 in ms: {}. B's is {:.1} × A's without the option and {:.1} × with it.",
            self.each(|series| series.median().p95_ms),
            ratio(self.found),
            ratio(self.altered),
        )
    }

    fn cold(&self, warm_up: usize, clients: usize) -> String {
        let first = |series: &Series| {
            let mut first = series.median().latencies_ms.clone();
            first.truncate(clients);
            first.sort_by(f64::total_cmp);
            nearest_rank(&first, 50)
        };
        format!(
            "With {warm_up} warm-ups in place of {WARM_UP}. {} The median of the first {clients} \
             responses, where a cold start is: {}. Those pay for what is done once, such as \
             connections and the threads of the pool. Here nothing is compiled or imported at the \
             first request, and a thread is started in tens of microseconds: what was prepared for \
             an interpreter costs little in a program that is machine code from the start. Nor do \
             {WARM_UP} warm-ups warm everything: they start at most {WARM_UP} of 40 threads.",
            self.p95s(),
            self.each(first),
        )
    }

    fn masked(&self, workers: usize) -> String {
        let left = |figure: fn(&Row) -> Option<f64>| {
            let figures = figure(self.altered.b.median()).zip(figure(self.found.b.median()));
            ms(figures.map(|(with, without)| 100.0 * with / without))
        };
        format!(
            "{} p50 in ms: {}. Requests a second: {}. B may now block {workers} threads of all \
             tasks ({} were at once): its p50 is {} % of what it was with one, its p95 {} %. A \
             connection stays with the worker that accepted it, and they are not accepted evenly: \
             whoever stands in the longest line gains little by the others. A and C have the same \
             cores as before. The handler is as wrong as ever, and shows it less; so the rules \
             are judged on one worker.",
            self.p95s(),
            self.each(|series| series.median().p50_ms),
            self.each(|series| Some(per_second(series.median()))),
            self.altered.b.peak(),
            left(|row| row.p50_ms),
            left(|row| row.p95_ms),
        )
    }

    fn remote(&self, delay: f64) -> String {
        format!(
            "Every octet was held up for {delay} ms on the way there and on the way back, {} ms in \
             all. {} p50 in ms: {}. Latencies do not simply grow by that much: with a fixed number \
             of clients, whoever is under way does not stand in the server's queue, so a queue \
             hides the network that a fast answer shows. Over loopback, what is measured is the \
             server.",
            2.0 * delay,
            self.p95s(),
            self.each(|series| series.median().p50_ms),
        )
    }
}

fn ratio(found: &Comparison) -> f64 {
    found.b.p95() / found.a.p95()
}

fn gave_up(found: &Comparison, timeout: f64, clients: usize) -> String {
    let lost = |series: &Series| -> usize { series.rows().map(|row| row.requests - row.ok).sum() };
    let row = found.b.median();
    let longest = row.latencies_ms.iter().copied().fold(0.0, f64::max) / 1000.0;
    let least = 1000.0 * timeout / clients as f64;
    let rest = if lost(&found.b) > 0 {
        format!(
            "It looks like a server that fails, and is none: its handlers ran, for clients that \
             had gone. Behind {clients} others, an answer is in time only while a handler takes \
             less than {timeout} s ÷ {clients} = {least:.0} ms."
        )
    } else {
        format!(
            "So nobody gave up. By arithmetic B's clients do so only once a handler takes more \
             than {timeout} s ÷ {clients} clients = {least:.0} ms, and this one takes 22. \
             `--timeout 1` shows what it looks like when they do."
        )
    };
    format!(
        "Clients waited {timeout} s at most. Lost were {} requests of A, {} of B and {} of C, in \
         all rounds; the slowest answer of B took {longest:.2} s. {rest}",
        lost(&found.a),
        lost(&found.b),
        lost(&found.c),
    )
}

fn few(found: &Comparison, requests: usize) -> String {
    let beyond = requests - (99 * requests).div_ceil(100);
    let range = |figure: fn(&Row) -> Option<f64>| {
        let mut figures: Vec<f64> = found.a.rows().filter_map(figure).collect();
        figures.sort_by(f64::total_cmp);
        format!(
            "{} to {}",
            ms(figures.first().copied()),
            ms(figures.last().copied())
        )
    };
    let mut all: Vec<f64> = found
        .a
        .rows()
        .flat_map(|row| row.latencies_ms.clone())
        .collect();
    all.sort_by(f64::total_cmp);
    format!(
        "Of {requests} requests only {beyond} took longer than the p99, so that it is the figure \
         of a single request. Over the {} rounds of A the p50 goes from {} ms, the p95 from {}, the \
         p99 from {}; all {} requests together have a p99 of {}. The write-up's {TOTAL} leave five \
         beyond it, which is better and still few.",
        found.a.len(),
        range(|row| row.p50_ms),
        range(|row| row.p95_ms),
        range(|row| row.p99_ms),
        all.len(),
        ms(nearest_rank(&all, 99)),
    )
}
