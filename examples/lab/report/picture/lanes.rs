//! When each response came: a lane for every row, and in it bars as high as so many came together.
//!
//! ```text
//!         1    1    1    1    1
//!   A ────█────█────█────█────█──
//!         5
//!   B ────█──────────────────────
//! ```
//!
//! 1. A bar counts what came within its width, and the highest of its lane fills the lane.
//! 2. Of bars without a gap between them, the highest one bears its own count, and no other does.
//! 3. A long row has wider bars: counts of one or two would only flicker.

use super::drawing::{Drawing, From, Mark, Text};
use super::font::{Weight, width};
use super::frame::{Form, widest};
use super::ink::Ink;
use crate::report::Row;
use crate::report::scale::{Scale, written};
use crate::report::table::letters;

/// From one lane to the next, and the highest bar.
const LANE: f64 = 44.0;
const HIGHEST: f64 = 24.0;

/// How wide a bar is at the least, and how many of them a lane has at the most.
const NARROWEST: f64 = 3.0;
const MOST_BARS: usize = 60;

/// Bars this far from one another have a gap between them.
const APART: f64 = 15.0;

/// The size of the counts.
const SIZE: f64 = 11.0;

/// What came together: how far along its lane it begins, and how many they were.
struct Bar {
    left: f64,
    count: usize,
}

/// The lanes of some rows, along one axis.
pub(crate) fn lanes(rows: &[Row], form: Form) -> Drawing {
    let times = rows.iter().flat_map(|row| row.finished_ms.iter().copied());
    let scale = Scale::linear(times, 1.02);
    let marks = scale.marks(if form == Form::Narrow { 4 } else { 8 });
    // Half of a label may stand beyond the end of the axis.
    let margin = form.margins().1.max(widest(&marks) / 2.0);
    let (left, right) = (28.0, form.width() - margin);
    let bottom = 8.0 + LANE * rows.len() as f64;
    let mut drawing = Drawing {
        width: form.width(),
        height: bottom + 50.0,
        title: "When the responses came".to_owned(),
        told: "One lane for each row of the table.".to_owned(),
        marks: Vec::new(),
    };
    let along = |time: f64| scale.part(time) * (right - left);
    for mark in marks {
        let x = left + along(mark);
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
        let places: Vec<f64> = row.finished_ms.iter().map(|time| along(*time)).collect();
        lane(&mut drawing, &places, left, base);
    }
    drawing
}

fn lane(drawing: &mut Drawing, places: &[f64], start: f64, base: f64) {
    let (wide, bars) = bars(places);
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or(1) as f64;
    // Low ones stay visible.
    let high = |bar: &Bar| (bar.count as f64 / most * HIGHEST).max(4.0);
    for bar in &bars {
        drawing.marks.push(Mark::Bar {
            at: (start + bar.left, base - high(bar)),
            size: (wide - 0.6, high(bar)),
            ink: Ink::Curve(0),
        });
    }
    let mut free = f64::NEG_INFINITY;
    for group in bars.chunk_by(|a, b| b.left - a.left < APART.max(1.5 * wide)) {
        let highest = group.iter().rev().max_by_key(|bar| bar.count);
        let highest = highest.expect("a group has a bar");
        let middle = start + highest.left + wide / 2.0;
        let count = highest.count.to_string();
        let half = width(&count, SIZE, Weight::Regular) / 2.0;
        let middle = middle.min(drawing.width - half);
        if middle - half > free {
            free = middle + half + 2.0;
            let text = Text {
                size: SIZE,
                halo: true,
                ..Text::new((middle, base - high(highest) - 4.0), count, Ink::Text)
            };
            drawing.text(text.from(From::Middle));
        }
    }
}

/// The bars of a lane and their width: the narrowest at which they are not too many.
fn bars(places: &[f64]) -> (f64, Vec<Bar>) {
    let mut wide = NARROWEST;
    loop {
        let nth = |place: &f64| (place / wide).floor();
        let bars: Vec<Bar> = places
            .chunk_by(|a, b| nth(a) == nth(b))
            .map(|together| Bar {
                left: nth(&together[0]) * wide,
                count: together.len(),
            })
            .collect();
        if bars.len() <= MOST_BARS {
            return (wide, bars);
        }
        wide *= 2.0;
    }
}
