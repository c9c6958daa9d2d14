//! A figure, the bar that openwork has set itself, and whether the figure clears it.

use crate::statistics::Spread;

/// A median that must not be greater than its bar, with the rounds around it.
pub(crate) fn spread_at_most(spread: Spread, bar: f64, what: &str) -> String {
    at_most(spread.median, bar, what) + &around(spread)
}

/// A median that must not be smaller than its bar, with the rounds around it.
pub(crate) fn spread_at_least(spread: Spread, bar: f64, what: &str) -> String {
    at_least(spread.median, bar, what) + &around(spread)
}

fn around(spread: Spread) -> String {
    format!(" (rounds: {:.2} … {:.2})", spread.least, spread.greatest)
}

/// A figure that must not be greater than its bar.
pub(crate) fn at_most(figure: f64, bar: f64, what: &str) -> String {
    line(figure <= bar, figure, '≤', bar, what)
}

/// A figure that must not be smaller than its bar.
pub(crate) fn at_least(figure: f64, bar: f64, what: &str) -> String {
    line(figure >= bar, figure, '≥', bar, what)
}

fn line(holds: bool, figure: f64, relation: char, bar: f64, what: &str) -> String {
    let verdict = if holds {
        "holds        "
    } else {
        "DOES NOT HOLD"
    };
    format!("  {verdict} {figure:.2} {relation} {bar:.2}  {what}")
}
