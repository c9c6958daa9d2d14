//! From a value to its place between the two ends of an axis, and where the axis is marked.
//!
//! ```text
//!   linear        0        20        40        60        80       100
//!                 ├─────────┼─────────┼─────────┼─────────┼─────────┤
//!   logarithmic  10             20         30    40   50         100
//! ```
//!
//! Marks are round: steps of 1, 2 or 5 times a power of ten.
//!
//! Next: `axis.rs`, for a terminal; `picture/frame.rs`, for a picture.

/// One direction of a drawing.
pub(crate) struct Scale {
    from: f64,
    to: f64,
    log: bool,
}

impl Scale {
    /// From nothing to the largest value, `room` times as far.
    pub(crate) fn linear(values: impl Iterator<Item = f64>, room: f64) -> Self {
        let largest = values.filter(|value| value.is_finite()).fold(0.0, f64::max);
        let to = if largest > 0.0 { largest * room } else { 1.0 };
        Scale {
            from: 0.0,
            to,
            log: false,
        }
    }

    /// From the smallest value to the largest, `room` times as far at both ends.
    pub(crate) fn logarithmic(values: impl Iterator<Item = f64>, room: f64) -> Self {
        // What is nothing has no logarithm: it stands at the left end.
        let values = values.filter(|value| value.is_finite() && *value > 0.0);
        let (least, largest) = values.fold((f64::INFINITY, 0.0_f64), |(least, largest), value| {
            (least.min(value), largest.max(value))
        });
        let (least, largest) = if largest > 0.0 {
            (least, largest)
        } else {
            (1.0, 1.0)
        };
        // Values that are all alike still want some width.
        let room = room.max((1.5 * least / largest).sqrt());
        Scale {
            from: least / room,
            to: largest * room,
            log: true,
        }
    }

    /// One of the two.
    pub(crate) fn over(values: impl Iterator<Item = f64>, log: bool, room: f64) -> Self {
        if log {
            Scale::logarithmic(values, room)
        } else {
            Scale::linear(values, room)
        }
    }

    /// How far along a value stands: 0 at the start, 1 at the end.
    pub(crate) fn part(&self, value: f64) -> f64 {
        let part = if self.log {
            (value / self.from).ln() / (self.to / self.from).ln()
        } else {
            (value - self.from) / (self.to - self.from)
        };
        // Also for a zero on a logarithmic scale, which would stand infinitely far to the left.
        part.clamp(0.0, 1.0)
    }

    /// Round values within the ends, no more than `most` of them.
    pub(crate) fn marks(&self, most: usize) -> Vec<f64> {
        if self.log {
            let every = [
                &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0][..],
                &[1.0, 2.0, 3.0, 5.0],
                &[1.0, 2.0, 5.0],
                &[1.0, 3.0],
                &[1.0],
            ];
            let sets = every.iter().map(|digits| self.decades(digits));
            let fitting = sets.into_iter().find(|marks| marks.len() <= most);
            if let Some(marks) = fitting.filter(|marks| marks.len() >= 3) {
                return marks;
            }
        }
        let step = round_step((self.to - self.from) / most as f64);
        let first = (self.from / step).ceil() as usize;
        let marks = (first..).map(|nth| nth as f64 * step);
        marks.take_while(|mark| *mark <= self.to).collect()
    }

    fn decades(&self, digits: &[f64]) -> Vec<f64> {
        let powers = self.from.log10().floor() as i32..=self.to.log10().floor() as i32;
        let marks = powers.flat_map(|power| {
            let digits = digits.iter();
            digits.map(move |digit| digit * 10_f64.powi(power))
        });
        let within = |mark: &f64| (self.from..=self.to).contains(mark);
        marks.filter(within).collect()
    }
}

/// A mark as it is written: no digit that the floating point added.
pub(crate) fn written(mark: f64) -> String {
    ((mark * 1e6).round() / 1e6).to_string()
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
