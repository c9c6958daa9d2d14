//! A load, told on a terminal in the order in which users of `hey` and `wrk` look for it.

use std::io;

use super::bars;
use super::figures::{Figures, Summary};
use crate::report::screen::Screen;

/// Tells all of it, or prints the object.
pub(crate) fn tell(screen: &Screen, figures: &Figures) -> io::Result<()> {
    screen.heading("Summary")?;
    screen.tell(&summary(figures))?;
    if let Some(latency) = &figures.latency {
        screen.heading(match figures.service_time {
            Some(_) => "Latency, from the intended start · service time, from the actual one",
            None => "Latency",
        })?;
        screen.tell(&percentiles(latency, figures.service_time.as_ref()))?;
        screen.heading("How many took how long")?;
        screen.tell(&bars::draw(&figures.histogram))?;
    }
    let statuses = figures.status.iter();
    counts(
        screen,
        "Status codes",
        statuses.map(|(status, count)| (status.to_string(), *count)),
    )?;
    let errors = figures.errors.iter();
    counts(
        screen,
        "Errors",
        errors.map(|(kind, count)| (kind.clone(), *count)),
    )?;
    for note in &figures.notes {
        screen.tell(&format!("\n{note}"))?;
    }
    screen.object(figures)
}

fn summary(figures: &Figures) -> String {
    let mut lines = vec![
        ("total", format!("{:.3} s", figures.wall_ms / 1000.0)),
        (
            "responses",
            format!("{} of {}", figures.responses, figures.requests),
        ),
        (
            "responses/s",
            format!("{:.1}", figures.responses_per_second),
        ),
    ];
    if let Some(latency) = &figures.latency {
        lines.push(("fastest", format!("{:.3} ms", latency.fastest_ms)));
        lines.push(("average", format!("{:.3} ms", latency.average_ms)));
        lines.push(("slowest", format!("{:.3} ms", latency.slowest_ms)));
    }
    let received = figures.received_octets as f64;
    let second = received * 1000.0 / figures.wall_ms;
    lines.push((
        "received",
        format!("{}, {}/s", size(received), size(second)),
    ));
    if let Some(rate) = &figures.rate {
        let (intended, reached) = (rate.intended, rate.reached);
        lines.push((
            "rate",
            format!("{reached:.1}/s of {intended:.1}/s intended"),
        ));
        let (usual, worst) = (rate.own_delay_p50_ms, rate.own_delay_max_ms);
        let text = format!("{usual:.3} ms at the median, {worst:.3} ms at most");
        lines.push(("own delay", text));
        if rate.unsent > 0 {
            lines.push(("not sent", format!("{} whose turn had come", rate.unsent)));
        }
    }
    if let Some(generator) = &figures.generator {
        let (on_core, cpu) = (generator.on_core * 100.0, generator.cpu_us_per_request);
        let text = format!("{on_core:.0} % of a core, {cpu:.1} µs of it per request");
        lines.push(("generator", text));
    }
    let lines = lines
        .iter()
        .map(|(name, text)| format!("  {name:<12} {text}"));
    lines.collect::<Vec<_>>().join("\n")
}

fn percentiles(latency: &Summary, service: Option<&Summary>) -> String {
    let latencies = latency.percentiles().into_iter().enumerate();
    let lines = latencies.map(|(row, (name, time))| {
        let line = format!("  {name:>7} {time:>12.3} ms");
        match service.map(|service| service.percentiles()[row].1) {
            Some(time) => format!("{line} {time:>12.3} ms"),
            None => line,
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn counts(
    screen: &Screen,
    heading: &str,
    counts: impl Iterator<Item = (String, usize)>,
) -> io::Result<()> {
    let lines: Vec<_> = counts
        .map(|(name, count)| format!("  {count:>9} × {name}"))
        .collect();
    if lines.is_empty() {
        return Ok(());
    }
    screen.heading(heading)?;
    screen.tell(&lines.join("\n"))
}

/// Octets in round units.
fn size(octets: f64) -> String {
    let units = [(1e9, "GB"), (1e6, "MB"), (1e3, "kB")];
    let unit = units.into_iter().find(|(unit, _)| octets >= *unit);
    match unit {
        Some((unit, name)) => format!("{:.2} {name}", octets / unit),
        None => format!("{octets:.0} B"),
    }
}
