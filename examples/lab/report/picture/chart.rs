//! Lines of y against x, with a marker at every point that was measured.

use super::drawing::{Drawing, Mark};
use super::frame::{Direction, Form, Plan};
use super::{Chart, Line};
use crate::report::figure;
use crate::report::scale::Scale;

pub(super) fn draw(chart: &Chart, form: Form) -> Drawing {
    let points = || chart.lines.iter().flat_map(known);
    let plan = Plan {
        form,
        title: &chart.title,
        legend: chart.lines.iter().map(|line| line.name.clone()).collect(),
        x: Direction {
            scale: Scale::over(points().map(|point| point.0), chart.x.log, 1.05),
            label: chart.x.label.clone(),
        },
        y: Direction {
            scale: Scale::over(points().map(|point| point.1), chart.y.log, 1.08),
            label: chart.y.label.clone(),
        },
        headroom: 0.0,
    };
    let (mut drawing, frame) = plan.draw();
    for (curve, line) in chart.lines.iter().enumerate() {
        let points = known(line).map(|(x, y)| frame.at(*x, *y));
        drawing.curve(points.collect(), curve);
    }
    let mut told = vec![format!("{} against {}.", chart.y.label, chart.x.label)];
    for (curve, line) in chart.lines.iter().enumerate() {
        let pairs = known(line).map(|(x, y)| (figure(*x), figure(*y)));
        let pairs: Vec<_> = pairs.map(|(x, y)| format!("{y} at {x}")).collect();
        for ((x, y), pair) in known(line).zip(&pairs) {
            drawing.marks.push(Mark::Marker {
                at: frame.at(*x, *y),
                curve,
                told: format!("{}: {pair}", line.name),
            });
        }
        told.push(format!("{}: {}.", line.name, pairs.join(", ")));
    }
    drawing.told = told.join(" ");
    drawing
}

/// What came to no figure has no place.
fn known(line: &Line) -> impl Iterator<Item = &(f64, f64)> {
    let points = line.points.iter();
    points.filter(|(x, y)| x.is_finite() && y.is_finite())
}
