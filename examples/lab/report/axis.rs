//! A line of milliseconds, from nothing to the last response, in round steps.
//!
//! Next: `timeline.rs` and `cdf.rs`, which are drawn along it.

/// Columns between the axis on the left and the last response.
const WIDTH: usize = 62;

/// Where a time stands on the screen.
pub(crate) struct Axis {
    longest: f64,
    step: f64,
}

impl Axis {
    /// An axis that ends at the largest of `times`.
    pub(crate) fn up_to(times: impl Iterator<Item = f64>) -> Self {
        let longest = times.fold(1.0, f64::max);
        Axis {
            longest,
            step: round_step(longest / 5.0),
        }
    }

    /// The column of a time.
    pub(crate) fn column(&self, time_ms: f64) -> usize {
        (time_ms / self.longest * WIDTH as f64) as usize
    }

    /// The line under a drawing, and the milliseconds under that; `margin` is what stands left.
    pub(crate) fn lines(&self, margin: usize) -> [String; 2] {
        let mut rule = vec!['─'; WIDTH + 1];
        let mut labels = String::new();
        let marks = (0..).map(|nth| f64::from(nth) * self.step);
        for mark in marks.take_while(|mark| *mark <= self.longest) {
            let column = self.column(mark);
            rule[column] = '┴';
            labels = format!("{labels:<column$}{mark}");
        }
        let rule: String = rule.into_iter().collect();
        [
            format!("{:>margin$}└{rule}", ""),
            format!("{:>margin$} {labels} ms", ""),
        ]
    }
}

/// The smallest of 1, 2, 5, 10, 20, 50 … that is no less.
fn round_step(least: f64) -> f64 {
    let power = 10_f64.powf(least.log10().floor());
    let factors = [1.0, 2.0, 5.0, 10.0];
    factors
        .map(|factor| factor * power)
        .into_iter()
        .find(|step| *step >= least)
        .unwrap_or(least)
}
