//! When each response came: a lane for every row, bars as high as so many came together, and how
//! many that were.
//!
//! ```text
//!         1    1    1    1    1
//!   A ────▁────▁────▁────▁────▁──
//!         5
//!   B ────█──────────────────────
//! ```

use super::drawing::{Drawing, From, Mark, Text};
use super::font::Weight;
use super::frame::Form;
use super::ink::Ink;
use crate::report::Row;
use crate::report::scale::{Scale, written};
use crate::report::table::letters;

/// From one lane to the next, and the highest bar.
const LANE: f64 = 38.0;
const HIGHEST: f64 = 18.0;

/// Responses whose bars are this close are one bar.
const BAR: f64 = 3.0;

/// The lanes of some rows, along one axis.
pub(crate) fn lanes(rows: &[Row], form: Form) -> Drawing {
    let times = rows.iter().flat_map(|row| row.finished_ms.iter().copied());
    let scale = Scale::linear(times, 1.02);
    let (left, right) = (28.0, form.width() - form.margins().1);
    let bottom = 8.0 + LANE * rows.len() as f64;
    let mut drawing = Drawing {
        width: form.width(),
        height: bottom + 50.0,
        title: "When the responses came".to_owned(),
        told: "One lane for each row of the table.".to_owned(),
        marks: Vec::new(),
    };
    let across = |time: f64| left + scale.part(time) * (right - left);
    for mark in scale.marks(if form == Form::Narrow { 4 } else { 8 }) {
        let x = across(mark);
        drawing.line(vec![(x, 8.0), (x, bottom)], Ink::Grid, 1.0);
        drawing.text(Text::new((x, bottom + 18.0), written(mark), Ink::Muted).from(From::Middle));
    }
    let label = "ms since the first request";
    drawing.text(Text::new((right, bottom + 38.0), label, Ink::Muted).from(From::End));
    for (nth, (letter, row)) in letters().zip(rows).enumerate() {
        let base = 8.0 + LANE * (nth + 1) as f64;
        drawing.line(vec![(left, base), (right, base)], Ink::Muted, 1.0);
        let weight = Weight::Bold;
        drawing.text(Text {
            weight,
            ..Text::new((4.0, base - 2.0), letter, Ink::Text)
        });
        let places: Vec<f64> = row.finished_ms.iter().map(|time| across(*time)).collect();
        lane(&mut drawing, &places, base);
    }
    drawing
}

fn lane(drawing: &mut Drawing, places: &[f64], base: f64) {
    let bars: Vec<&[f64]> = places
        .chunk_by(|a, b| (a / BAR).floor() == (b / BAR).floor())
        .collect();
    let most = bars.iter().map(|bar| bar.len()).max().unwrap_or(1) as f64;
    for bar in &bars {
        // Low ones stay visible.
        let high = (bar.len() as f64 / most * HIGHEST).max(4.0);
        let left = (bar[0] / BAR).floor() * BAR;
        drawing.marks.push(Mark::Bar {
            at: (left, base - high),
            size: (BAR - 0.6, high),
            ink: Ink::Curve(0),
        });
    }
    // What comes without a gap is counted as one.
    for group in places.chunk_by(|a, b| b - a < 5.0 * BAR) {
        let middle = (group[0] + group[group.len() - 1]) / 2.0;
        let text = Text {
            size: 11.0,
            halo: true,
            ..Text::new(
                (middle, base - HIGHEST - 4.0),
                group.len().to_string(),
                Ink::Text,
            )
        };
        drawing.text(text.from(From::Middle));
    }
}
