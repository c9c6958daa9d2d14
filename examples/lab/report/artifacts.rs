//! The files of a run, in a folder named after its experiment:
//!
//! ```text
//!   target/lab/four-handlers/
//!     manifest.json                     what was run, on what, with which options
//!     latencies_….json                  one a row: arrays of [milliseconds, status]
//!     summary.md                        the table and the verdicts
//! ```
//!
//! A request without a status has the kind of its failure in its place.

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::Serialize;
use serde_json::json;

use super::machine::Machine;
use super::{Report, Row, table};

/// The folder that takes the files of one experiment.
pub(crate) struct Artifacts {
    folder: PathBuf,
}

impl Artifacts {
    /// Makes the folder, so that a run does not end with nowhere to put what it found.
    pub(crate) fn create(out: &Path, experiment: &str) -> io::Result<Self> {
        let folder = out.join(experiment);
        fs::create_dir_all(&folder)?;
        Ok(Artifacts { folder })
    }

    /// Writes every file and answers their names.
    pub(crate) fn write(
        &self,
        report: &Report,
        options: &impl Serialize,
    ) -> io::Result<Vec<String>> {
        let mut written = vec![
            self.save("manifest.json", &pretty(&manifest(report, options))?)?,
            self.save("summary.md", &summary(report))?,
        ];
        for row in &report.rows {
            let name = format!("latencies_{}.json", row.file);
            written.push(self.save(&name, &serde_json::to_string(&row.answers)?)?);
        }
        Ok(written)
    }

    fn save(&self, name: &str, text: &str) -> io::Result<String> {
        let path = self.folder.join(name);
        fs::write(&path, text)?;
        Ok(path.display().to_string())
    }
}

fn manifest(report: &Report, options: &impl Serialize) -> serde_json::Value {
    json!({
        "experiment": report.experiment,
        "seed": report.seed,
        "versions": { "openwork": env!("CARGO_PKG_VERSION") },
        "machine": Machine::this(),
        "options": options,
        "totals": {
            "requests": total(report, |row| row.requests),
            "ok": total(report, |row| row.ok),
            "rows": report.rows.len(),
        },
        "units": { "latencies": "ms" },
        "ended": jiff::Zoned::now().to_string(),
    })
}

fn total(report: &Report, count: impl Fn(&Row) -> usize) -> usize {
    report.rows.iter().map(count).sum()
}

fn summary(report: &Report) -> String {
    let verdicts = report.acceptance.iter().map(|verdict| {
        let mark = match (verdict.holds, verdict.decides) {
            (true, true) => "holds",
            (false, true) => "does not hold",
            (true, false) => "holds (only reported)",
            (false, false) => "does not hold (only reported)",
        };
        format!(
            "- **{mark}**: {}; measured: {}\n",
            verdict.rule, verdict.measured
        )
    });
    let notes = match report.notes.trim() {
        "" => String::new(),
        notes => format!("\n## Notes\n\n{notes}\n"),
    };
    format!(
        "# {}\n\nAfter *{}*, its seconds × {}.\n\n{}\n\n## Verdicts\n\n{}{notes}",
        report.experiment,
        report.seed,
        report.scale,
        table::markdown(&report.rows),
        verdicts.collect::<String>(),
    )
}

fn pretty(value: &serde_json::Value) -> io::Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}
