//! Every label of a chart and of a timeline lies within its picture, however many digits its axes
//! need and however narrow it is.

#![allow(
    dead_code,
    reason = "only what is written in the pictures matters here"
)]

#[path = "../lab/report/picture/area.rs"]
mod area;
#[path = "../lab/report/picture/chart.rs"]
mod chart;
#[path = "../lab/report/picture/drawing.rs"]
mod drawing;
#[path = "../lab/report/picture/font.rs"]
mod font;
#[path = "../lab/report/picture/frame.rs"]
mod frame;
#[path = "../lab/report/picture/ink.rs"]
mod ink;
#[path = "../lab/report/picture/lanes.rs"]
mod lanes;
#[path = "../lab/report/scale.rs"]
mod scale;

mod report {
    pub(crate) use crate::scale;

    pub(crate) mod table {
        pub(crate) fn letters() -> impl Iterator<Item = char> {
            'A'..='Z'
        }
    }

    pub(crate) struct Row {
        pub(crate) finished_ms: Vec<f64>,
    }

    pub(crate) fn figure(value: f64) -> String {
        value.to_string()
    }
}

use drawing::{Drawing, Mark, Text};
use frame::Form;
use report::Row;

struct Chart {
    title: String,
    x: Axis,
    y: Axis,
    lines: Vec<Line>,
}

struct Axis {
    label: String,
    log: bool,
}

struct Line {
    name: String,
    points: Vec<(f64, f64)>,
}

const FORMS: [(&str, Form); 3] = [
    ("file", Form::File),
    ("wide", Form::Wide),
    ("narrow", Form::Narrow),
];

/// The largest values: round ones, and such that the last mark stands at the end of its axis.
const LARGEST: [f64; 6] = [0.0031, 9.6, 961.0, 1000.0, 14_000.0, 1_960_000.0];

#[test]
fn labels_of_charts_stay_within_them() {
    for (name, form) in FORMS {
        for largest in LARGEST {
            for log in [false, true] {
                let drawing = chart::draw(&chart(largest, log), form);
                within(&drawing, &format!("{name} {largest} log {log}"));
            }
        }
    }
}

#[test]
fn labels_of_timelines_stay_within_them() {
    for (name, form) in FORMS {
        for last in LARGEST {
            let at_once = vec![last; 12_345];
            let long = (1..=500).map(|nth| last * f64::from(nth) / 500.0).collect();
            let rows = [at_once, long].map(|finished_ms| Row { finished_ms });
            within(&lanes::lanes(&rows, form), &format!("{name} {last}"));
        }
    }
}

fn chart(largest: f64, log: bool) -> Chart {
    let axis = |label: &str| Axis {
        label: label.to_owned(),
        log,
    };
    Chart {
        title: "p95 against the offered load".to_owned(),
        x: axis("offered, requests a second"),
        y: axis("p95, ms"),
        lines: vec![Line {
            name: "A".to_owned(),
            points: vec![(largest / 20.0, largest / 20.0), (largest, largest)],
        }],
    }
}

fn within(drawing: &Drawing, case: &str) {
    let mut texts = 0;
    for mark in &drawing.marks {
        if let Mark::Text(text) = mark {
            let (left, right) = ends(text);
            let (top, bottom) = (text.at.1 - text.size, text.at.1);
            let what = &text.text;
            assert!(
                left >= 0.0 && right <= drawing.width,
                "{case}: {what:?} from {left} to {right}"
            );
            assert!(
                top >= 0.0 && bottom <= drawing.height,
                "{case}: {what:?} at {bottom}"
            );
            texts += 1;
        }
    }
    assert!(texts >= 5, "{case}: {texts} labels");
}

fn ends(text: &Text) -> (f64, f64) {
    let wide = font::width(&text.text, text.size, text.weight);
    let left = text.start(wide);
    (left, left + wide)
}
