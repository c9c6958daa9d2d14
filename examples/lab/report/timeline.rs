//! When each response came: a line for every row, a number where so many came together.
//!
//! ```text
//!   A │             1            1            1            1            1
//!   B │             5
//!     └┴────────────┴────────────┴────────────┴────────────┴────────────┴
//!      0            200          400          600          800          1000 ms
//! ```

use super::Row;
use super::axis::Axis;
use super::table::letters;

/// One line a row, all along the same axis.
pub(crate) fn draw(rows: &[Row]) -> String {
    let axis = Axis::of(
        rows.iter().flat_map(|row| row.finished_ms.iter().copied()),
        false,
    );
    let lines = letters()
        .zip(rows)
        .map(|(letter, row)| format!("  {letter} │{}", line(row, &axis)));
    lines.chain(axis.lines(4)).collect::<Vec<_>>().join("\n")
}

/// Responses are counted together as long as their number would cover the next one.
fn line(row: &Row, axis: &Axis) -> String {
    let digits = row.requests.to_string().len();
    let columns: Vec<usize> = row
        .finished_ms
        .iter()
        .map(|time| axis.column(*time))
        .collect();
    let mut line = String::new();
    let mut rest = columns.as_slice();
    while let Some(first) = rest.first() {
        let count = rest
            .iter()
            .take_while(|column| **column <= first + digits)
            .count();
        line = format!("{line:<first$}{count}");
        rest = &rest[count..];
    }
    line
}
