//! A line of milliseconds under a drawing of letters, in round steps.
//!
//! Next: `timeline.rs` and `cdf.rs`, which are drawn along it.

use super::scale::{Scale, written};

/// Columns between the axis on the left and the last response.
const WIDTH: usize = 62;

/// Where a time stands on the screen.
pub(crate) struct Axis {
    scale: Scale,
}

impl Axis {
    /// An axis that ends at the largest of `times`, and begins at nothing or, where steps are to
    /// multiply, at the smallest.
    pub(crate) fn of(times: impl Iterator<Item = f64>, log: bool) -> Self {
        let scale = Scale::over(times, log, 1.0);
        Axis { scale }
    }

    /// The column of a time.
    pub(crate) fn column(&self, time_ms: f64) -> usize {
        (self.scale.part(time_ms) * WIDTH as f64) as usize
    }

    /// The line under a drawing, and the milliseconds under that; `margin` is what stands left.
    pub(crate) fn lines(&self, margin: usize) -> [String; 2] {
        let mut rule = vec!['─'; WIDTH + 1];
        let mut labels = String::new();
        for mark in self.scale.marks(6) {
            let (column, mark) = (self.column(mark), written(mark));
            rule[column] = '┴';
            // Marks of a logarithmic axis can be close; a number needs a blank before it.
            if labels.is_empty() || labels.len() < column {
                labels = format!("{labels:<column$}{mark}");
            }
        }
        let rule: String = rule.into_iter().collect();
        [
            format!("{:>margin$}└{rule}", ""),
            format!("{:>margin$} {labels} ms", ""),
        ]
    }
}
