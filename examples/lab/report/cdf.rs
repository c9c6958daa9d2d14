//! The distribution of latencies: how many of a hundred requests took no longer than this.
//!
//! ```text
//!   100 % │            BCD                                                 A
//!    80 % │            BCD                                    A
//!    60 % │            BCD                       A
//!         └┴────────────┴────────────┴────────────┴────────────┴────────────┴
//! ```
//!
//! A letter stands where its row's percentile lies (nearest rank). Letters that would stand on one
//! another stand side by side, so a place to the right of another letter is off by that much.

use super::Row;
use super::axis::Axis;
use super::percentiles::nearest_rank;

/// The curves of some rows in one picture.
pub(crate) fn draw(rows: &[(char, &Row)]) -> String {
    let axis = Axis::up_to(
        rows.iter()
            .flat_map(|(_, row)| row.latencies_ms.iter().copied()),
    );
    let curves: Vec<(char, Vec<f64>)> = rows
        .iter()
        .map(|(letter, row)| {
            let mut sorted = row.latencies_ms.clone();
            sorted.sort_by(f64::total_cmp);
            (*letter, sorted)
        })
        .collect();
    let levels = (1..=10).rev().map(|tenth| {
        let percent = tenth * 10;
        let mut cells = Vec::new();
        for (letter, sorted) in &curves {
            if let Some(latency) = nearest_rank(sorted, percent) {
                place(&mut cells, axis.column(latency), *letter);
            }
        }
        format!(
            "  {percent:>3} % │{}",
            cells.into_iter().collect::<String>()
        )
    });
    levels.chain(axis.lines(8)).collect::<Vec<_>>().join("\n")
}

/// Puts a letter at a column, or at the first free one after it.
fn place(cells: &mut Vec<char>, column: usize, letter: char) {
    let taken = cells
        .iter()
        .skip(column)
        .take_while(|cell| **cell != ' ')
        .count();
    let column = column + taken;
    cells.resize(cells.len().max(column + 1), ' ');
    cells[column] = letter;
}
