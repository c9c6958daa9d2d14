//! What stands around curves: title, legend, grid, axes and their labels.
//!
//! ```text
//!   Title                                       (only in files)
//!   ─●─ first   ── ■ ── second                  legend
//!   fraction of responses                       label of y
//!   1.0 ├──────────────────────────
//!   0.5 ├──────────────────────────
//!   0.0 └────┴────┴────┴────┴──────
//!           10   20   50  100      latency, ms
//! ```
//!
//! Next: `distribution.rs` and `chart.rs`, which draw inside it.

use super::area::Area;
use super::drawing::{Drawing, From, Mark, Point, Text};
use super::font::{Weight, shortened, width};
use super::ink::Ink;
use crate::report::scale::{Scale, written};

/// Between the label of a mark and its axis.
const BESIDE: f64 = 8.0;

/// What a drawing is for.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Form {
    /// A file of its own, with its title.
    File,
    /// A figure of a page, whose caption is the title.
    Wide,
    /// The same, for a page as narrow as a telephone.
    Narrow,
}

/// One direction: its scale and what it measures.
pub(super) struct Direction {
    pub(super) scale: Scale,
    pub(super) label: String,
}

/// What is to stand around the curves.
pub(super) struct Plan<'a> {
    pub(super) form: Form,
    pub(super) title: &'a str,
    /// The name of each curve.
    pub(super) legend: Vec<String>,
    pub(super) x: Direction,
    pub(super) y: Direction,
    /// Room above the highest value.
    pub(super) headroom: f64,
}

/// Where the curves go.
pub(super) struct Frame {
    x: Scale,
    y: Scale,
    /// Of the values; above it is the headroom.
    plot: Area,
    headroom: f64,
}

impl Form {
    pub(super) fn width(self) -> f64 {
        if self == Form::Narrow { 340.0 } else { 760.0 }
    }

    /// Free paper to the left and right of what is drawn, at the least.
    pub(super) fn margins(self) -> (f64, f64) {
        match self {
            Form::File => (64.0, 36.0),
            Form::Wide => (44.0, 16.0),
            Form::Narrow => (36.0, 10.0),
        }
    }

    fn most_marks(self) -> usize {
        if self == Form::Narrow { 6 } else { 12 }
    }

    fn most_marks_up(self) -> usize {
        if self == Form::Narrow { 5 } else { 6 }
    }
}

impl Plan<'_> {
    /// The drawing without its curves.
    pub(super) fn draw(self) -> (Drawing, Frame) {
        let width = self.form.width();
        let (left, right) = self.margins();
        let mut drawing = Drawing {
            width,
            height: 0.0,
            title: self.title.to_owned(),
            told: String::new(),
            marks: Vec::new(),
        };
        let mut down = 6.0;
        if self.form == Form::File {
            down = heading(&mut drawing, self.title, (left, right));
        }
        down = legend(&mut drawing, &self.legend, (left, right), down);
        drawing.text(Text::new((left, down + 22.0), self.y.label, Ink::Muted));
        let top = down + 34.0 + self.headroom;
        let height = if self.form == Form::Narrow {
            280.0
        } else {
            320.0
        };
        let frame = Frame {
            x: self.x.scale,
            y: self.y.scale,
            plot: Area(left, top, width - right, top + height),
            headroom: self.headroom,
        };
        frame.grid(&mut drawing, self.form);
        let label = Text::new(
            (width - right, top + height + 40.0),
            self.x.label,
            Ink::Muted,
        );
        drawing.text(label.from(From::End));
        let below = if self.form == Form::File { 64.0 } else { 50.0 };
        drawing.height = (top + height + below).ceil();
        (drawing, frame)
    }

    /// Those of the form, or what the labels of the axes want.
    fn margins(&self) -> (f64, f64) {
        let (left, right) = self.form.margins();
        let y = self.y.scale.marks(self.form.most_marks_up());
        let x = self.x.scale.marks(self.form.most_marks());
        // Half of a label may stand beyond the end of the axis.
        (
            left.max(widest(&y) + BESIDE + 2.0),
            right.max(widest(&x) / 2.0),
        )
    }
}

/// How much room the longest label of some marks takes.
pub(super) fn widest(marks: &[f64]) -> f64 {
    let labels = marks.iter().map(|mark| written(*mark));
    let widths = labels.map(|label| width(&label, 12.0, Weight::Regular));
    widths.fold(0.0, f64::max)
}

fn heading(drawing: &mut Drawing, title: &str, (left, right): (f64, f64)) -> f64 {
    let (size, weight) = (16.0, Weight::Bold);
    let title = shortened(title, size, weight, drawing.width - left - right);
    drawing.text(Text {
        size,
        weight,
        ..Text::new((left, 40.0), title, Ink::Text)
    });
    52.0
}

/// Names beside samples of their curves, as many in a line as fit; how far down it goes.
fn legend(drawing: &mut Drawing, names: &[String], (left, right): (f64, f64), top: f64) -> f64 {
    const SAMPLE: f64 = 34.0;
    let room = drawing.width - left - right;
    let (mut across, mut down) = (0.0, top + 14.0);
    for (curve, name) in names.iter().enumerate() {
        let name = shortened(name, 12.0, Weight::Regular, room - SAMPLE - 8.0);
        let wide = SAMPLE + 8.0 + width(&name, 12.0, Weight::Regular);
        if across > 0.0 && across + wide > room {
            (across, down) = (0.0, down + 20.0);
        }
        let (x, y) = (left + across, down - 4.0);
        drawing.curve(vec![(x, y), (x + SAMPLE, y)], curve);
        drawing.marks.push(Mark::Marker {
            at: (x + SAMPLE / 2.0, y),
            curve,
            told: String::new(),
        });
        drawing.text(Text::new((x + SAMPLE + 8.0, down), name, Ink::Text));
        across += wide + 22.0;
    }
    if names.is_empty() { top } else { down }
}

impl Frame {
    /// Where a value stands.
    pub(super) fn at(&self, x: f64, y: f64) -> Point {
        (self.across(x), self.up(y))
    }

    pub(super) fn across(&self, x: f64) -> f64 {
        let Area(left, _, right, _) = self.plot;
        left + self.x.part(x) * (right - left)
    }

    fn up(&self, y: f64) -> f64 {
        let Area(_, top, _, bottom) = self.plot;
        bottom - self.y.part(y) * (bottom - top)
    }

    /// Where labels may stand.
    pub(super) fn room(&self) -> Area {
        let Area(left, top, right, bottom) = self.plot;
        Area(left + 3.0, top - self.headroom, right, bottom - 3.0)
    }

    fn grid(&self, drawing: &mut Drawing, form: Form) {
        let Area(left, top, right, bottom) = self.plot;
        for mark in self.y.marks(form.most_marks_up()) {
            let y = self.up(mark);
            drawing.line(vec![(left, y), (right, y)], Ink::Grid, 1.0);
            let text = Text::new((left - BESIDE, y + 4.0), written(mark), Ink::Muted);
            drawing.text(text.from(From::End));
        }
        let mut free = f64::NEG_INFINITY;
        for mark in self.x.marks(form.most_marks()) {
            let (x, text) = (self.across(mark), written(mark));
            let half = width(&text, 12.0, Weight::Regular) / 2.0;
            drawing.line(vec![(x, top), (x, bottom)], Ink::Grid, 1.0);
            drawing.line(vec![(x, bottom), (x, bottom + 5.0)], Ink::Muted, 1.0);
            if x - half > free {
                drawing.text(Text::new((x, bottom + 20.0), text, Ink::Muted).from(From::Middle));
                free = x + half + 8.0;
            }
        }
        drawing.line(vec![(left, bottom), (right, bottom)], Ink::Muted, 1.0);
    }
}
