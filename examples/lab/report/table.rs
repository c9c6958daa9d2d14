//! The rows as a table, for a screen of 80 columns and for `summary.md`.

use comfy_table::{Cell, CellAlignment, LineStyle, Table, TableStyle, presets};

use super::Row;

/// The names of rows where a path would be too long: A, B, C … Z, a, b, c …
pub(crate) fn letters() -> impl Iterator<Item = char> {
    ('A'..='Z').chain('a'..='z')
}

/// A row as a drawing names it: its letter, unless its variant begins with that already.
pub(crate) fn lettered(letter: char, variant: &str) -> String {
    match variant.strip_prefix(letter) {
        Some(rest) if rest.starts_with('-') => variant.to_owned(),
        _ => format!("{letter} {variant}"),
    }
}

/// For a terminal.
pub(crate) fn screen(rows: &[Row]) -> String {
    let rule = LineStyle::none().fill('─').junction('─');
    let style = TableStyle::new().header_separator(rule).bottom_border(rule);
    let header = ["", "ok", "p50 ms", "p95 ms", "p99 ms"];
    let counts = |row: &Row| vec![format!("{}/{}", row.ok, row.requests)];
    let names = letters()
        .zip(rows)
        .map(|(letter, row)| lettered(letter, &row.variant));
    let mut table = table(rows, style, &header, names, counts);
    for column in table.column_iter_mut() {
        column.set_padding((0, 0));
    }
    table
        .lines()
        .map(|line| format!("  {}", line.trim_end()))
        .collect::<Vec<_>>()
        .join("\n")
}

/// For a file.
pub(crate) fn markdown(rows: &[Row]) -> String {
    let header = [
        "variant", "requests", "ok", "wall ms", "p50 ms", "p95 ms", "p99 ms",
    ];
    let counts = |row: &Row| {
        vec![
            row.requests.to_string(),
            row.ok.to_string(),
            format!("{:.1}", row.wall_ms),
        ]
    };
    let names = rows.iter().map(|row| row.variant.clone());
    table(rows, presets::ASCII_MARKDOWN, &header, names, counts).trim_fmt()
}

fn table(
    rows: &[Row],
    style: TableStyle,
    header: &[&str],
    names: impl Iterator<Item = String>,
    counts: impl Fn(&Row) -> Vec<String>,
) -> Table {
    let mut table = Table::new();
    let header = header
        .iter()
        .map(|text| Cell::new(text).set_alignment(CellAlignment::Center));
    table.load_style(style).set_header(header);
    for (name, row) in names.zip(rows) {
        let percentiles = [row.p50_ms, row.p95_ms, row.p99_ms].map(whole_milliseconds);
        let figures = counts(row).into_iter().chain(percentiles);
        let figures = figures.map(|text| Cell::new(text).set_alignment(CellAlignment::Right));
        table.add_row(std::iter::once(Cell::new(name)).chain(figures));
    }
    table
}

fn whole_milliseconds(value: Option<f64>) -> String {
    value.map_or("–".to_owned(), |value| format!("{value:.0}"))
}
