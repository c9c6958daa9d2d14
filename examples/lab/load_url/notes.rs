//! What a reader must know before believing the figures: whose limit they are.

use super::figures::{Figures, Generator};

/// From here on the generator has no time to spare, and what it measures is itself.
const FULL: f64 = 0.9;
/// A load that was over sooner says nothing of a limit: it opened connections, and hardly more.
const SHORT_MS: f64 = 100.0;
/// From here on it shares its core with too much else.
const CROWDED: f64 = 0.1;
/// A rate is reached if no more than this is missing.
const REACHED: f64 = 0.98;
/// What the generator adds to latencies is told from here on, if it is more than this share of the
/// slowest.
const DELAYED_MS: f64 = 1.0;
const DELAYED: f64 = 0.1;

/// What is to be said of these figures.
pub(crate) fn notes(figures: &Figures, limit: bool, interrupted: bool) -> Vec<String> {
    let stopped = interrupted.then(|| interrupted_note(figures));
    let asked = limit.then_some(figures.generator.as_ref()).flatten();
    let asked = asked.map(|generator| can_do(figures, generator));
    [
        stopped,
        asked,
        own_limit(figures),
        behind(figures),
        own_delay(figures),
        descriptors(figures),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn interrupted_note(figures: &Figures) -> String {
    format!(
        "Interrupted: {} requests were on their way, and are in none of these figures.",
        figures.unfinished
    )
}

/// Whether the generator had no time to spare.
fn is_full(figures: &Figures) -> bool {
    let generator = figures.generator.as_ref();
    figures.wall_ms > SHORT_MS
        && generator.is_some_and(|generator| generator.on_core + generator.without_core > FULL)
}

/// Requests a second for which the processor time would be used up.
fn limit(figures: &Figures, generator: &Generator) -> f64 {
    figures.threads as f64 * 1e6 / generator.cpu_us_per_request
}

fn can_do(figures: &Figures, generator: &Generator) -> String {
    let cores = match figures.threads {
        1 => "a core of its own".to_owned(),
        threads => format!("{threads} cores of its own"),
    };
    let limit = limit(figures, generator);
    format!("With {cores} this generator can send about {limit:.0} requests a second here.")
}

fn own_limit(figures: &Figures) -> Option<String> {
    let generator = figures.generator.as_ref().filter(|_| is_full(figures))?;
    let limit = limit(figures, generator);
    let on_core = generator.on_core * 100.0;
    let without = generator.without_core * 100.0;
    let whose = match figures.threads {
        1 => "The generator's core".to_owned(),
        threads => format!("The busiest of the generator's {threads} cores"),
    };
    Some(if generator.without_core < CROWDED {
        format!(
            "{whose} was {on_core:.0} % busy: the figures are its own limit, about {limit:.0}\n\
             requests a second on this machine."
        )
    } else {
        format!(
            "The generator had a core {on_core:.0} % of the time and waited for one {without:.0} %: too few for\n\
             it, the server and what else runs here. The figures are this machine's limit. With\n\
             cores of its own it could send about {limit:.0} requests a second."
        )
    })
}

fn behind(figures: &Figures) -> Option<String> {
    let rate = figures.rate.as_ref()?;
    let kept = rate.reached >= rate.intended * REACHED && rate.unsent == 0;
    if kept || is_full(figures) {
        return None;
    }
    Some(format!(
        "The rate was not reached: all {} clients were waiting for responses. What could not be sent\n\
         waited its turn, and that wait is in the latencies.",
        figures.clients
    ))
}

fn own_delay(figures: &Figures) -> Option<String> {
    let delay = figures.rate.as_ref()?.own_delay_max_ms;
    let slowest = figures.latency.as_ref()?.slowest_ms;
    (delay > DELAYED_MS && delay > slowest * DELAYED).then(|| {
        format!(
            "The generator itself was up to {delay:.3} ms late where a client was free: so much of a\n\
             latency can be its own. A core of its own helps, and so does a lower rate."
        )
    })
}

fn descriptors(figures: &Figures) -> Option<String> {
    let mut kinds = figures.errors.keys();
    let short = kinds.any(|kind| kind.contains("Too many open files"));
    short.then(|| {
        "`ulimit -n` is how many connections there may be; raise it, or lower -c.".to_owned()
    })
}
