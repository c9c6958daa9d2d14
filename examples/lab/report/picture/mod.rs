//! What is drawn of a run, as SVG for pages and as PNG for everything else.
//!
//! ```text
//!   Picture, Chart ──▶ distribution, chart ──▶ Drawing ──┬─▶ svg   (theme of the page)
//!                        │                      (marks)  └─▶ png   (on white, font embedded)
//!                        └─ frame, labels, ink, font
//! ```
//!
//! 1. A `Drawing` is a list of marks at places; both formats show the same ones.
//! 2. Colour is never alone: each curve has its own dashes and its own marker.
//! 3. Figures stand beside their markers and never on one another.
//!
//! Next: `drawing.rs`, what a drawing is made of; `../cdf.rs`, the same for a terminal.

mod area;
mod chart;
mod distribution;
mod drawing;
mod font;
mod frame;
mod ink;
mod labels;
mod lanes;
mod png;
mod svg;

use super::Row;
pub(crate) use drawing::Drawing;
pub(crate) use frame::Form;
pub(crate) use ink::sheet;
pub(crate) use lanes::lanes;

/// The distributions of some rows, side by side.
pub(crate) struct Picture {
    /// What stands over it.
    pub(crate) title: String,
    /// Its files, without the ending: `latency_cdf` becomes `.svg` and `.png`.
    pub(crate) file: String,
    /// The rows that belong in it, by their number.
    pub(crate) rows: Vec<usize>,
    /// Whether each step to the right multiplies: for rows of different magnitude.
    pub(crate) log_x: bool,
}

/// Lines of y against x.
pub(crate) struct Chart {
    /// What stands over it.
    pub(crate) title: String,
    /// Its files, without the ending.
    pub(crate) file: String,
    /// What goes to the right, with its unit.
    pub(crate) x: Axis,
    /// What goes up, with its unit.
    pub(crate) y: Axis,
    /// The lines, each with its name.
    pub(crate) lines: Vec<Line>,
}

/// One direction of a chart.
pub(crate) struct Axis {
    /// For instance `offered, requests a second`.
    pub(crate) label: String,
    /// Whether equal steps multiply.
    pub(crate) log: bool,
}

/// One line of a chart.
pub(crate) struct Line {
    /// What the legend calls it.
    pub(crate) name: String,
    /// Its points, x and y, in the order in which they are joined.
    pub(crate) points: Vec<(f64, f64)>,
}

impl Picture {
    /// The picture in one of its forms.
    pub(crate) fn draw(&self, rows: &[Row], form: Form) -> Drawing {
        distribution::draw(self, rows, form)
    }
}

impl Chart {
    /// The chart in one of its forms.
    pub(crate) fn draw(&self, form: Form) -> Drawing {
        chart::draw(self, form)
    }
}
