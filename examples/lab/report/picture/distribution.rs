//! The distribution of latencies: which fraction of the responses took no longer than this.
//!
//! ```text
//!   1.0            ╭─── p99 26.1           ╭── p99 1182
//!                 ╭╯  p95 25.2            ╭╯ p95 1181
//!   0.5           │ p50 24.0              │ p50 1174
//!   0.0  ─────────╯                ───────╯
//! ```
//!
//! 1. A curve climbs by one response at each latency that was measured; nothing is smoothed.
//! 2. The figures are the row's percentiles, by nearest rank, where the curve reaches that height.

use super::Picture;
use super::area::Area;
use super::drawing::{Drawing, Mark, Point, Text};
use super::font::{Weight, width};
use super::frame::{Direction, Form, Frame, Plan};
use super::ink::Ink;
use super::labels::{Label, place};
use crate::report::scale::Scale;
use crate::report::table::{lettered, letters};
use crate::report::{Row, figure};

/// The size of the figures, and how high a line of them is.
const SIZE: f64 = 11.5;
const HIGH: f64 = 13.0;

/// One of the figures on a curve.
struct Quantile {
    curve: usize,
    at: Point,
    text: String,
    told: String,
}

pub(super) fn draw(picture: &Picture, rows: &[Row], form: Form) -> Drawing {
    let named: Vec<_> = letters().zip(rows).collect();
    let named: Vec<_> = picture.rows.iter().map(|row| named[*row]).collect();
    let rows: Vec<&Row> = named.iter().map(|(_, row)| *row).collect();
    let all = rows.iter().flat_map(|row| row.latencies_ms.iter().copied());
    // A logarithmic axis begins at the first curve, whose figures want to stand left of it.
    let room = if picture.log_x { 1.35 } else { 1.08 };
    let names: Vec<_> = named
        .iter()
        .map(|(letter, row)| name(*letter, row))
        .collect();
    let plan = Plan {
        form,
        title: &picture.title,
        legend: names.clone(),
        x: Direction {
            scale: Scale::over(all, picture.log_x, room),
            label: "latency, ms".to_owned(),
        },
        y: Direction {
            scale: Scale::linear([1.0].into_iter(), 1.0),
            label: "fraction of responses".to_owned(),
        },
        headroom: 34.0,
    };
    let (mut drawing, frame) = plan.draw();
    let curves: Vec<_> = rows.iter().map(|row| staircase(row, &frame)).collect();
    for (curve, points) in curves.iter().enumerate() {
        drawing.curve(points.clone(), curve);
    }
    let quantiles: Vec<_> = rows
        .iter()
        .enumerate()
        .flat_map(|(curve, row)| quantiles(curve, row, &frame))
        .collect();
    annotate(&mut drawing, &quantiles, &curves, frame.room());
    let told: Vec<_> = names
        .iter()
        .zip(rows)
        .map(|(name, row)| told(name, row))
        .collect();
    drawing.told = told.join(" ");
    drawing
}

/// The name, and how many responses the curve is made of where some are missing.
fn name(letter: char, row: &Row) -> String {
    let name = lettered(letter, &row.variant);
    match (row.latencies_ms.len(), row.requests) {
        (0, _) => format!("{name} (no response)"),
        (some, all) if some < all => format!("{name} ({some} of {all} responses)"),
        _ => name,
    }
}

fn told(name: &str, row: &Row) -> String {
    let percentiles = row.percentiles().map(|(percent, value)| match value {
        Some(value) => format!("p{percent} {} ms", figure(value)),
        None => format!("p{percent} unknown"),
    });
    format!("{name}: {}.", percentiles.join(", "))
}

/// The steps of a curve, without those that are too small to be seen.
fn staircase(row: &Row, frame: &Frame) -> Vec<Point> {
    let mut sorted = row.latencies_ms.clone();
    sorted.sort_by(f64::total_cmp);
    let count = sorted.len() as f64;
    let mut points: Vec<Point> = Vec::new();
    for (nth, latency) in sorted.iter().enumerate() {
        let reached = frame.at(*latency, (nth + 1) as f64 / count);
        let last = points.last().copied();
        let (x, y) = last.unwrap_or(frame.at(*latency, 0.0));
        let seen = (reached.0 - x).abs() + (reached.1 - y).abs() > 0.7;
        if seen || last.is_none() || nth + 1 == sorted.len() {
            points.extend([(reached.0, y), reached]);
        }
    }
    points
}

fn quantiles(curve: usize, row: &Row, frame: &Frame) -> Vec<Quantile> {
    let known = row.percentiles().into_iter();
    let known = known.filter_map(|(percent, value)| Some((percent, value?)));
    known
        .map(|(percent, value)| Quantile {
            curve,
            at: frame.at(value, percent as f64 / 100.0),
            text: format!("p{percent} {}", figure(value)),
            told: format!("{}: p{percent} = {value:.3} ms", row.variant),
        })
        .collect()
}

/// Puts markers on the curves, and figures near them.
fn annotate(drawing: &mut Drawing, quantiles: &[Quantile], curves: &[Vec<Point>], room: Area) {
    let labels: Vec<_> = quantiles
        .iter()
        .map(|quantile| Label {
            marker: quantile.at,
            size: (width(&quantile.text, SIZE, Weight::Bold), HIGH),
        })
        .collect();
    let places = place(&labels, curves, room);
    for (quantile, area) in quantiles.iter().zip(&places) {
        let end = area.nearest(quantile.at);
        drawing.line(vec![quantile.at, end], Ink::Curve(quantile.curve), 0.8);
    }
    for quantile in quantiles {
        drawing.marks.push(Mark::Marker {
            at: quantile.at,
            curve: quantile.curve,
            told: quantile.told.clone(),
        });
    }
    for (quantile, Area(left, _, _, bottom)) in quantiles.iter().zip(places) {
        let text = Text::new(
            (left, bottom - 3.0),
            &quantile.text,
            Ink::Curve(quantile.curve),
        );
        drawing.text(Text {
            size: SIZE,
            weight: Weight::Bold,
            halo: true,
            ..text
        });
    }
}
