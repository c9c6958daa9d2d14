//! A figure, the bar that openwork has set itself, and whether the figure clears it.

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
