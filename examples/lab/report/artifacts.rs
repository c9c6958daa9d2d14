//! The files of a run, in a folder named after its experiment:
//!
//! ```text
//!   target/lab/four-handlers/
//!     index.html                        all of it, to be read
//!     manifest.json                     what was run, on what, with which options
//!     latencies_….json                  one a row: arrays of [milliseconds, status]
//!     latency_cdf….svg, .png            the pictures
//!     summary.md                        the tables, the verdicts, the notes
//! ```
//!
//! 1. A request without a status has the kind of its failure in its place.
//! 2. A file that cannot be written keeps no other from being written.
//!
//! Next: `page/mod.rs`.

use std::path::PathBuf;
use std::{fs, io};

use serde_json::json;

use super::machine::{Machine, VERSIONS};
use super::picture::{Drawing, Form};
use super::{Report, Row, page, table};

/// The folder that takes the files of one experiment, and what became of them.
pub(crate) struct Artifacts {
    folder: PathBuf,
    /// The names that were written, within the folder.
    written: Vec<String>,
    /// Why others were not.
    failed: Vec<String>,
}

impl Artifacts {
    /// Makes the folder, so that a run does not end with nowhere to put what it found.
    pub(crate) fn create(folder: PathBuf) -> io::Result<Self> {
        fs::create_dir_all(&folder)?;
        Ok(Artifacts {
            folder,
            written: Vec::new(),
            failed: Vec::new(),
        })
    }

    /// Writes every file of a run, which may be a part of a tour.
    pub(crate) fn write(&mut self, report: &Report, tour: bool) {
        self.save("manifest.json", pretty(&manifest(report)));
        self.save("summary.md", Ok(summary(report)));
        for row in &report.rows {
            let name = format!("latencies_{}.json", row.file);
            let latencies = serde_json::to_string(&row.answers).map_err(io::Error::from);
            self.save(&name, latencies);
        }
        for picture in &report.told.pictures {
            self.draw(&picture.file, picture.draw(&report.rows, Form::File));
        }
        for chart in &report.told.charts {
            self.draw(&chart.file, chart.draw(Form::File));
        }
        // It links to what was written, so it comes last.
        let page = page::of_a_run(report, &self.written, tour);
        self.save("index.html", Ok(page));
    }

    /// Writes the page of a tour.
    pub(crate) fn write_tour(&mut self, command: &str, reports: &[Report]) {
        self.save("index.html", Ok(page::of_a_tour(command, reports)));
    }

    /// Where the written files are.
    pub(crate) fn paths(&self) -> Vec<String> {
        let paths = self.written.iter().map(|name| self.folder.join(name));
        paths.map(|path| path.display().to_string()).collect()
    }

    /// Which files could not be written, and why.
    pub(crate) fn failed(&self) -> &[String] {
        &self.failed
    }

    fn draw(&mut self, file: &str, drawing: Drawing) {
        self.save(&format!("{file}.svg"), Ok(drawing.svg_file()));
        self.save(&format!("{file}.png"), drawing.png_file());
    }

    fn save(&mut self, name: &str, content: io::Result<impl AsRef<[u8]>>) {
        let path = self.folder.join(name);
        match content.and_then(|content| fs::write(&path, content)) {
            Ok(()) => self.written.push(name.to_owned()),
            Err(error) => {
                let path = path.display();
                self.failed.push(format!("cannot write {path}: {error}"));
            }
        }
    }
}

fn manifest(report: &Report) -> serde_json::Value {
    json!({
        "experiment": report.experiment,
        "seed": report.seed,
        "command": report.told.command,
        "versions": VERSIONS,
        "machine": Machine::this(),
        "options": report.told.options,
        // An experiment may have more rounds than it shows rows.
        "totals_of_rows": {
            "requests": total(report, |row| row.requests),
            "ok": total(report, |row| row.ok),
            "rows": report.rows.len(),
        },
        "units": { "latencies": "ms" },
        "ended": report.told.ended.to_string(),
    })
}

fn total(report: &Report, count: impl Fn(&Row) -> usize) -> usize {
    report.rows.iter().map(count).sum()
}

fn summary(report: &Report) -> String {
    let verdicts = report.acceptance.iter().map(|verdict| {
        let (mark, rule, measured) = (verdict.mark(), &verdict.rule, &verdict.measured);
        format!("- **{mark}**: {rule}; measured: {measured}\n")
    });
    let told = &report.told;
    let pictures = told
        .pictures
        .iter()
        .map(|picture| (&picture.title, &picture.file));
    let charts = told.charts.iter().map(|chart| (&chart.title, &chart.file));
    let figures = pictures.chain(charts);
    let figures = figures.map(|(title, file)| format!("![{title}]({file}.png)\n\n"));
    let notes = match told.notes.trim() {
        "" => String::new(),
        notes => format!("## Notes\n\n{notes}\n\n"),
    };
    let latencies = report.rows.iter().map(|row| {
        let (file, variant) = (&row.file, &row.variant);
        format!("- `latencies_{file}.json`: [latency in ms, status] of each request of {variant}\n")
    });
    format!(
        "# {}\n\nAfter *{}*, its seconds × {}.\n\n{}\n\n{}\n{}{notes}## Verdicts\n\n{}\n\
         ## To run it again\n\n```sh\n{}\n```\n",
        report.experiment,
        report.seed,
        report.scale,
        table::markdown(&report.rows),
        latencies.collect::<String>(),
        figures.collect::<String>(),
        verdicts.collect::<String>(),
        told.command,
    )
}

fn pretty(value: &serde_json::Value) -> io::Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}
