//! The distribution of latencies: how many of a hundred responses took no longer than this.
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

use super::axis::Axis;
use super::percentiles::nearest_rank;
use super::{Row, figure};

/// From the top: the quantiles that are asked for, and the tenths.
const LEVELS: [usize; 12] = [100, 99, 95, 90, 80, 70, 60, 50, 40, 30, 20, 10];

/// The curves of some rows in one picture; `log_x`: each step to the right multiplies.
pub(crate) fn draw(rows: &[(char, &Row)], log_x: bool) -> String {
    let latencies = rows.iter().flat_map(|(_, row)| row.latencies_ms.iter());
    let axis = Axis::of(latencies.copied(), log_x);
    let curves: Vec<(char, Vec<f64>)> = rows
        .iter()
        .map(|(letter, row)| {
            let mut sorted = row.latencies_ms.clone();
            sorted.sort_by(f64::total_cmp);
            (*letter, sorted)
        })
        .collect();
    let levels = LEVELS.iter().map(|percent| {
        let mut cells = Vec::new();
        for (letter, sorted) in &curves {
            if let Some(latency) = nearest_rank(sorted, *percent) {
                place(&mut cells, axis.column(latency), *letter);
            }
        }
        let cells = cells.into_iter().collect::<String>();
        format!("  {percent:>3} % │{cells}")
    });
    let quantiles = rows.iter().map(|(letter, row)| quantiles(*letter, row));
    let lines = levels.chain(axis.lines(8)).chain(quantiles);
    lines.collect::<Vec<_>>().join("\n")
}

fn quantiles(letter: char, row: &Row) -> String {
    let figures = row.percentiles().map(|(percent, value)| {
        let value = value.map_or("–".to_owned(), figure);
        format!("   p{percent} {value:>6} ms")
    });
    format!("       {letter}{}", figures.concat())
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
