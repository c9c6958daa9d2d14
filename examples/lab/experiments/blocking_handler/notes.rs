//! Notes on a run, in Markdown that can be read on a terminal as it stands.
//!
//! Next: `questions.rs`, the first of them.

use std::fmt::Write;

/// Headings and paragraphs, one after another.
#[derive(Default)]
pub(super) struct Notes(String);

/// Columns of a line.
const WIDTH: usize = 76;

impl Notes {
    pub(super) fn heading(&mut self, text: &str) {
        self.line(&format!("### {text}"));
    }

    /// A paragraph, its lines broken where they must be.
    pub(super) fn say(&mut self, text: &str) {
        let (mut paragraph, mut column) = (String::new(), 0);
        for word in text.split_whitespace() {
            let length = word.chars().count();
            if column > 0 && column + 1 + length > WIDTH {
                paragraph.push('\n');
                column = 0;
            } else if column > 0 {
                paragraph.push(' ');
                column += 1;
            }
            paragraph.push_str(word);
            column += length;
        }
        self.line(&paragraph);
    }

    /// A table, the first row being its head.
    pub(super) fn table(&mut self, rows: &[Vec<String>]) {
        let columns = rows.first().map_or(0, Vec::len);
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
        let widths: Vec<usize> = (0..columns).map(|nth| width(nth).unwrap_or(0)).collect();
        let mut lines = Vec::new();
        for row in rows {
            let cells = row.iter().zip(&widths);
            let cells = cells.map(|(cell, width)| format!(" {cell:>width$} "));
            lines.push(format!("|{}|", cells.collect::<Vec<_>>().join("|")));
        }
        let rule = widths
            .iter()
            .map(|width| format!("{}:", "-".repeat(width + 1)));
        lines.insert(
            1.min(lines.len()),
            format!("|{}|", rule.collect::<Vec<_>>().join("|")),
        );
        self.line(&lines.join("\n"));
    }

    pub(super) fn append(&mut self, other: &Notes) {
        self.line(&other.0);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }

    fn line(&mut self, text: &str) {
        let gap = if self.0.is_empty() { "" } else { "\n\n" };
        write!(self.0, "{gap}{text}").expect("a String takes everything");
    }
}
