//! What is drawn of a run.
//!
//! Next: `../cdf.rs`, the same for a terminal.
#![allow(dead_code, reason = "the first experiment draws no chart")]

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
