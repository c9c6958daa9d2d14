//! A drawing: marks at places, x to the right and y down, in the pixels of a page.
//!
//! Next: `ink.rs`, what they are drawn with.

use super::font::Weight;
use super::ink::Ink;

/// To the right, and down.
pub(super) type Point = (f64, f64);

/// Everything that is to be seen, in the order in which it covers one another.
pub(crate) struct Drawing {
    pub(super) width: f64,
    pub(super) height: f64,
    /// What it is, in a line.
    pub(super) title: String,
    /// What it shows, for those who do not see it.
    pub(super) told: String,
    pub(super) marks: Vec<Mark>,
}

/// One thing that is to be seen.
pub(super) enum Mark {
    /// A line through points.
    Line {
        points: Vec<Point>,
        ink: Ink,
        width: f64,
        dashes: &'static [f64],
    },
    /// A small shape of a curve, and what a pointer held over it is told.
    Marker {
        at: Point,
        curve: usize,
        told: String,
    },
    /// A filled rectangle: its upper left corner, its width and its height.
    Bar { at: Point, size: Point, ink: Ink },
    /// A line of text on its baseline.
    Text(Text),
}

/// A line of text.
pub(super) struct Text {
    pub(super) at: Point,
    pub(super) text: String,
    pub(super) from: From,
    pub(super) size: f64,
    pub(super) weight: Weight,
    pub(super) ink: Ink,
    /// Whether paper shines around the letters, over what lies behind them.
    pub(super) halo: bool,
}

/// Which part of a text stands at its place.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum From {
    Start,
    Middle,
    End,
}

impl Text {
    pub(super) fn new(at: Point, text: impl Into<String>, ink: Ink) -> Self {
        Text {
            at,
            text: text.into(),
            from: From::Start,
            size: 12.0,
            weight: Weight::Regular,
            ink,
            halo: false,
        }
    }

    pub(super) fn from(self, from: From) -> Self {
        Text { from, ..self }
    }

    /// Where the text begins, being so wide.
    pub(super) fn start(&self, width: f64) -> f64 {
        match self.from {
            From::Start => self.at.0,
            From::Middle => self.at.0 - width / 2.0,
            From::End => self.at.0 - width,
        }
    }
}

impl Drawing {
    pub(super) fn line(&mut self, points: Vec<Point>, ink: Ink, width: f64) {
        let dashes = &[];
        self.marks.push(Mark::Line {
            points,
            ink,
            width,
            dashes,
        });
    }

    pub(super) fn curve(&mut self, points: Vec<Point>, curve: usize) {
        self.marks.push(Mark::Line {
            points,
            ink: Ink::Curve(curve),
            width: 2.0,
            dashes: super::ink::dashes(curve),
        });
    }

    pub(super) fn text(&mut self, text: Text) {
        self.marks.push(Mark::Text(text));
    }
}
