//! The pages: one for every run, one for a tour.
//!
//! 1. A page is one file. It asks for nothing over the network and runs no script; its policy
//!    forbids both.
//! 2. Everything is escaped on its way in: the markup is a macro's, texts are only ever values.
//! 3. Light or dark as the reader's system is, and light on paper. What is wider than a telephone
//!    scrolls in its own box or has a narrow form.
//!
//! Next: `run.rs` and `tour.rs`, the two pages; then `parts.rs`, what both are made of.

mod notes;
mod parts;
mod run;
mod tour;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::picture;
pub(crate) use run::of_a_run;
pub(crate) use tour::of_a_tour;

const STYLE: &str = include_str!("style.css");
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/// A whole page around what it says.
fn document(title: &str, body: Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                link rel="icon" href="data:,";
                title { (title) }
                style { (PreEscaped(STYLE)) (PreEscaped(picture::sheet())) }
            }
            body { (body) }
        }
    };
    page.into_string() + "\n"
}
