//! The page of one run: what was asked, what was measured, what it means, how to do it again.

use maud::{Markup, html};

use super::super::picture::lanes;
use super::super::verdict::Verdict;
use super::super::{Report, Told};
use super::{document, notes, parts};

/// The page of a run whose other files are called so; `tour` has a page one folder up.
pub(crate) fn of_a_run(report: &Report, files: &[String], tour: bool) -> String {
    let title = format!("{}: {}", report.experiment, report.told.about);
    let told = &report.told;
    document(
        &title,
        html! {
            @if tour { nav { a href="../index.html" { "The tour" } } }
            (header(report))
            main {
                section {
                    h2 { "Prediction" }
                    (parts::verbatim("prediction", &told.prediction))
                }
                section {
                    h2 { "Measured" }
                    (parts::rows(&report.rows, true))
                    (parts::errors(&report.rows))
                    (figures(report))
                    @if !told.read.is_empty() {
                        h3 { "What the clients read" }
                        (parts::verbatim("what the clients read", &told.read))
                    }
                }
                section.why {
                    h2 { "Why" }
                    (parts::verbatim("why", told.why))
                }
                (verdicts(report))
                @if !told.notes.trim().is_empty() {
                    section.notes { h2 { "Notes" } (notes::rendered(&told.notes)) }
                }
                (again(report.experiment, told, files))
            }
        },
    )
}

fn header(report: &Report) -> Markup {
    let ended = report.told.ended.strftime("%-d %B %Y, %H:%M");
    html! {
        header {
            h1 { (report.experiment) }
            p.lead { (report.told.about) }
            p { (parts::judgement(report)) " " (parts::measured()) }
            p.muted {
                "After " cite { (report.seed) } ", its seconds × " (report.scale)
                "; real HTTP over loopback. " (ended) "."
            }
        }
    }
}

fn figures(report: &Report) -> Markup {
    let told = &report.told;
    html! {
        @for (nth, picture) in told.pictures.iter().enumerate() {
            (parts::figure_of(
                &format!("picture-{nth}"),
                |form| picture.draw(&report.rows, form),
                caption(&picture.title, &picture.file),
            ))
        }
        @for (nth, chart) in told.charts.iter().enumerate() {
            (parts::figure_of(
                &format!("chart-{nth}"),
                |form| chart.draw(form),
                caption(&chart.title, &chart.file),
            ))
        }
        (parts::figure_of(
            "lanes",
            |form| lanes(&report.rows, form),
            html! {
                b { "When the responses came" }
                ": a lane for each row of the table, its bars as high as so many came within their "
                "width. A number is the count of the one bar below it."
            },
        ))
    }
}

fn caption(title: &str, file: &str) -> Markup {
    html! {
        b { (title) } " "
        span.files {
            a href=(format!("{file}.svg")) { "SVG" } " "
            a href=(format!("{file}.png")) { "PNG" }
        }
    }
}

fn verdicts(report: &Report) -> Markup {
    let deciding: Vec<&Verdict> = report.deciding().collect();
    let reported = report.acceptance.iter().filter(|rule| !rule.decides);
    let reported: Vec<&Verdict> = reported.collect();
    html! {
        section {
            h2 { "Verdicts" }
            p.muted { "The rules that decide, and what was measured:" }
            (parts::verdicts(&deciding))
            @if !reported.is_empty() {
                p.muted { "Only reported; these decide nothing:" }
                (parts::verdicts(&reported))
            }
        }
    }
}

fn again(experiment: &str, told: &Told, files: &[String]) -> Markup {
    html! {
        section {
            h2 { "To run it again" }
            (parts::command(&told.command))
            p { "To try the same server with curl, hey, wrk or a browser:" }
            (parts::command(&format!("cargo run --release -- serve {experiment}")))
            (parts::machine())
        }
        @if !files.is_empty() {
            nav aria-labelledby="files" {
                h2 id="files" { "Files" }
                ul.files { @for file in files { li { a href=(file) { (file) } } } }
            }
        }
    }
}
