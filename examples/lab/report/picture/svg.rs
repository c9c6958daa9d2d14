//! A drawing as SVG: letters stay letters, and colours follow the theme of what shows it.
//!
//! Every mark carries its colour on white, for programs that know no style sheet, and the class
//! that a style sheet gives the colour of the theme to.

use maud::{Markup, PreEscaped, html};

use super::drawing::{Drawing, From, Mark, Point, Text};
use super::font::Weight;
use super::ink::{Ink, corners, sheet};

const FONTS: &str = "system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif";

impl Drawing {
    /// As a file of its own, with its paper: what shows it may have another one.
    pub(crate) fn svg_file(&self) -> String {
        let own = html! {
            style { (PreEscaped(sheet())) }
            rect class="paper" width="100%" height="100%" fill="#fff" {}
        };
        let drawn = self.svg("picture", own).into_string();
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{drawn}\n")
    }

    /// As a part of a page; `name` is unlike that of any other figure there.
    pub(crate) fn svg_inline(&self, name: &str) -> Markup {
        self.svg(name, html! {})
    }

    fn svg(&self, name: &str, own: Markup) -> Markup {
        let (title, told) = (format!("{name}-title"), format!("{name}-told"));
        html! {
            svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img"
                viewBox=(format!("0 0 {} {}", self.width, self.height))
                width=(self.width) height=(self.height)
                font-family=(FONTS)
                aria-labelledby=(format!("{title} {told}"))
            {
                title id=(title) { (self.title) }
                desc id=(told) { (self.told) }
                (own)
                @for mark in &self.marks { (drawn(mark)) }
            }
        }
    }
}

fn drawn(mark: &Mark) -> Markup {
    match mark {
        Mark::Line {
            points,
            ink,
            width,
            dashes,
        } => html! {
            path class=(format!("line {}", ink.class())) d=(path(points)) fill="none"
                stroke=(ink.on_white()) stroke-width=(width)
                stroke-dasharray=[(!dashes.is_empty()).then(|| list(dashes))]
                stroke-linejoin="round" {}
        },
        Mark::Marker { at, curve, told } => html! {
            path class=(format!("marker {}", Ink::Curve(*curve).class()))
                d=(format!("{}Z", path(&corners(*curve, *at))))
                fill="none" stroke=(Ink::Curve(*curve).on_white()) stroke-width="2"
            {
                @if !told.is_empty() { title { (told) } }
            }
        },
        Mark::Bar { at, size, ink } => html! {
            rect class=(format!("fill {}", ink.class())) fill=(ink.on_white())
                x=(short(at.0)) y=(short(at.1)) width=(short(size.0)) height=(short(size.1)) {}
        },
        Mark::Text(text) => html! {
            @if text.halo {
                (letters(text, true))
            }
            (letters(text, false))
        },
    }
}

/// The halo is a text of its own, so that programs without `paint-order` show it behind as well.
fn letters(text: &Text, halo: bool) -> Markup {
    let anchor = match text.from {
        From::Start => None,
        From::Middle => Some("middle"),
        From::End => Some("end"),
    };
    let class = if halo {
        "halo".to_owned()
    } else {
        format!("fill {}", text.ink.class())
    };
    html! {
        text class=(class) x=(short(text.at.0)) y=(short(text.at.1)) font-size=(text.size)
            text-anchor=[anchor]
            font-weight=[(text.weight == Weight::Bold).then_some("600")]
            fill=(if halo { "none" } else { text.ink.on_white() })
            stroke=[halo.then_some("#fff")] stroke-width=[halo.then_some("4")]
            stroke-linejoin=[halo.then_some("round")] aria-hidden=[halo.then_some("true")]
        { (text.text) }
    }
}

/// Absolute places, and lines along an axis in their short form.
fn path(points: &[Point]) -> String {
    let mut path = String::new();
    let mut last: Option<(String, String)> = None;
    for (x, y) in points {
        let (x, y) = (short(*x), short(*y));
        match &last {
            None => path += &format!("M{x} {y}"),
            Some((before, _)) if *before == x => path += &format!("V{y}"),
            Some((_, before)) if *before == y => path += &format!("H{x}"),
            Some(_) => path += &format!("L{x} {y}"),
        }
        last = Some((x, y));
    }
    path
}

fn list(dashes: &[f64]) -> String {
    let dashes: Vec<_> = dashes.iter().map(f64::to_string).collect();
    dashes.join(" ")
}

/// To a tenth of a pixel.
fn short(value: f64) -> String {
    ((value * 10.0).round() / 10.0).to_string()
}
