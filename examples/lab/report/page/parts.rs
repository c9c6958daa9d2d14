//! What pages are made of: figures, tables, marks, commands.

use maud::{Markup, html};

use super::super::machine::{Machine, VERSIONS};
use super::super::picture::{Drawing, Form};
use super::super::table::letters;
use super::super::verdict::Verdict;
use super::super::{Report, Row, figure};

/// A drawing in its two forms, of which the page shows the one that fits.
pub(super) fn figure_of(name: &str, draw: impl Fn(Form) -> Drawing, caption: Markup) -> Markup {
    html! {
        figure {
            div.wide { (draw(Form::Wide).svg_inline(&format!("{name}-wide"))) }
            div.narrow { (draw(Form::Narrow).svg_inline(&format!("{name}-narrow"))) }
            figcaption { (caption) }
        }
    }
}

/// Something that may be wider than the page, and then scrolls by itself.
pub(super) fn scrolling(label: &str, inside: Markup) -> Markup {
    html! { div.scroll tabindex="0" role="region" aria-label=(label) { (inside) } }
}

/// Text that keeps its lines.
pub(super) fn verbatim(label: &str, text: &str) -> Markup {
    scrolling(label, html! { pre { (unindented(text)) } })
}

/// A command to be pasted.
pub(super) fn command(command: &str) -> Markup {
    html! { pre.command { code { (command) } } }
}

/// The terminal indents its paragraphs; a page has margins.
fn unindented(text: &str) -> String {
    let text = text.trim_matches('\n');
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let least = lines().map(indent).min().unwrap_or(0);
    let cut = text.lines().map(|line| line.get(least..).unwrap_or(""));
    cut.collect::<Vec<_>>().join("\n")
}

/// Whether the rules that decide hold.
pub(super) fn judgement(report: &Report) -> Markup {
    let rules = report.deciding().count();
    match report.failed() {
        0 => html! { span.chip.good { "all " (rules) " rules hold" } },
        failed => html! { span.chip.bad { (failed) " of " (rules) " rules do not hold" } },
    }
}

/// That the figures are of this machine's clock.
pub(super) fn measured() -> Markup {
    html! { span.chip title="by the clock of this machine" { "measured" } }
}

/// The rows, with all of their figures or only with the percentiles.
pub(super) fn rows(rows: &[Row], whole: bool) -> Markup {
    let percentile = |value: Option<f64>| value.map_or("–".to_owned(), figure);
    let table = html! {
        table {
            caption { "Latencies in ms, by nearest rank" }
            thead { tr {
                th.letter scope="col" { abbr title="its letter in the drawings" { "row" } }
                th scope="col" { "variant" }
                @for percent in [50, 95, 99] { th.figure scope="col" { "p" (percent) } }
                @if whole {
                    th.figure scope="col" { "answered well" }
                    th.figure scope="col" { "wall, ms" }
                }
            } }
            tbody { @for (letter, row) in letters().zip(rows) { tr {
                td.letter { (letter) }
                th.name scope="row" { (row.variant) }
                @for (_, value) in row.percentiles() { td.figure { (percentile(value)) } }
                @if whole {
                    td.figure { (row.ok) " of " (row.requests) }
                    td.figure { (figure(row.wall_ms)) }
                }
            } } }
        }
    };
    scrolling("the rows", table)
}

/// The requests that were not answered well, where there are any.
pub(super) fn errors(rows: &[Row]) -> Markup {
    let failed = letters().zip(rows).flat_map(|(letter, row)| {
        let errors = row.errors.iter();
        errors.map(move |(kind, count)| format!("{letter}: {count} × {kind}"))
    });
    let failed: Vec<_> = failed.collect();
    html! {
        @if !failed.is_empty() {
            p { "Not answered well:" }
            ul { @for line in failed { li { (line) } } }
        }
    }
}

/// The rules, each with what became of it.
pub(super) fn verdicts(rules: &[&Verdict]) -> Markup {
    html! {
        ul.verdicts { @for rule in rules { li {
            span {
                @if rule.holds { span.mark.good { "holds" } }
                @else if rule.decides { span.mark.bad { "does not hold" } }
                @else { span.mark.missed { "does not hold" } }
            }
            span { (rule.rule) }
            span.muted { span.unseen { "measured: " } (rule.measured.to_string()) }
        } } }
    }
}

/// What it ran on, and was built of.
pub(super) fn machine() -> Markup {
    let machine = Machine::this();
    let processor = machine.processor.unwrap_or(machine.architecture.to_owned());
    let kernel = machine.kernel.unwrap_or_default();
    let build = if machine.optimised {
        "optimised"
    } else {
        "not optimised"
    };
    html! {
        dl {
            dt { "processor" } dd { (processor) ", " (machine.parallelism) " at once" }
            dt { "system" } dd { (machine.os) " " (kernel) }
            dt { "openwork" } dd { (VERSIONS.openwork) ", " (build) }
            dt { "load generator" } dd { (VERSIONS.load) }
            dt { "compiler" } dd { (VERSIONS.rustc) }
        }
    }
}
