//! The page of a tour: every run in short, with the way to its own page.

use maud::{Markup, html};

use super::super::Report;
use super::{document, parts};

/// The page of a tour that this command repeats.
pub(crate) fn of_a_tour(command: &str, reports: &[Report]) -> String {
    let failed = reports.iter().filter(|report| !report.holds()).count();
    document(
        "openwork: the tour",
        html! {
            header {
                h1 { "The tour" }
                p.lead { "Experiments on an async runtime, over real sockets" }
                p {
                    @if failed == 0 { span.chip.good { "every rule holds" } }
                    @else { span.chip.bad { (failed) " of " (reports.len()) " do not hold" } }
                    " " (parts::measured())
                }
                @if let Some(last) = reports.last() {
                    p.muted { (last.told.ended.strftime("%-d %B %Y, %H:%M")) "." }
                }
            }
            main {
                @for report in reports { (summary(report)) }
                section {
                    h2 { "To run it again" }
                    (parts::command(command))
                    (parts::machine())
                }
            }
        },
    )
}

fn summary(report: &Report) -> Markup {
    let name = report.experiment;
    let page = format!("{name}/index.html");
    html! {
        section.run {
            h2 { a href=(page) { (name) } }
            p.lead { (report.told.about) }
            p { (parts::judgement(report)) }
            @let missed = report.deciding().filter(|rule| !rule.holds).collect::<Vec<_>>();
            @if !missed.is_empty() { (parts::verdicts(&missed)) }
            (parts::rows(&report.rows, false))
            @if let Some(picture) = report.told.pictures.first() {
                (parts::figure_of(
                    name,
                    |form| picture.draw(&report.rows, form),
                    html! { b { (picture.title) } },
                ))
            }
            p { a href=(page) { "All of " (name) } }
            (parts::command(&report.told.command))
        }
    }
}
