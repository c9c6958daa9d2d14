//! How an experiment is told: prediction, run, table, timeline, distribution, verdicts, why.
//!
//! 1. What was measured is told before anything is written, so that no full disk can take it away.
//! 2. Where files were asked for with `--out`, failing to write one is a failure of the run;
//!    elsewhere it is only said.
//!
//! Next: `report/mod.rs`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::experiments::{ALL, Experiment, Finding};
use crate::options::Settings;
use crate::report::artifacts::Artifacts;
use crate::report::progress::Progress;
use crate::report::screen::Screen;
use crate::report::{Report, Told, cdf, command, table, timeline};

/// Where artifacts go unless told otherwise.
const OUT: &str = "target/lab";

/// Every experiment, one after another; whether every rule held.
pub(crate) fn tour(settings: Settings) -> io::Result<bool> {
    let screen = Screen::new(settings.json);
    let out = settings.out.as_deref();
    let mut pages = folder(out, out.unwrap_or(Path::new(OUT)).to_owned())?;
    let mut reports = Vec::new();
    let mut unwritten = Vec::new();
    for experiment in ALL {
        let (report, failed) = conduct(&screen, *experiment, &settings, true)?;
        reports.push(report);
        unwritten.extend(failed);
    }
    if let Some(pages) = &mut pages {
        let command = command::again("", &Settings::of_a_tour(), &settings)?;
        pages.write_tour(&command, &reports);
        for path in pages.paths() {
            screen.tell(&format!("\nAll of it, to be read in a browser: {path}"))?;
        }
        unwritten.extend_from_slice(pages.failed());
    }
    screen.object(&Tour {
        artifacts: pages.map(|pages| pages.paths()).unwrap_or_default(),
        experiments: &reports,
    })?;
    complain(&unwritten, out)?;
    Ok(reports.iter().all(Report::holds))
}

/// What `tour --json` prints.
#[derive(Serialize)]
struct Tour<'a> {
    experiments: &'a [Report],
    artifacts: Vec<String>,
}
/// What there is.
pub(crate) fn list() -> io::Result<bool> {
    let screen = Screen::new(false);
    for experiment in ALL {
        screen.tell(&format!("{:<16} {}", experiment.name(), experiment.about()))?;
        screen.tell(&format!("{:<16} after \"{}\"", "", experiment.seed()))?;
    }
    Ok(true)
}

/// One experiment; whether every rule held.
pub(crate) fn run(experiment: &dyn Experiment, settings: &Settings) -> io::Result<bool> {
    let screen = Screen::new(settings.json);
    let (report, unwritten) = conduct(&screen, experiment, settings, false)?;
    screen.object(&report)?;
    complain(&unwritten, settings.out.as_deref())?;
    Ok(report.holds())
}

/// Lets it happen, tells it, writes it down; also which files could not be written.
fn conduct(
    screen: &Screen,
    experiment: &dyn Experiment,
    settings: &Settings,
    tour: bool,
) -> io::Result<(Report, Vec<String>)> {
    let settings = &experiment.settled(settings.clone());
    let out = settings.out.as_deref();
    let name = experiment.name();
    let place = out.unwrap_or(Path::new(OUT)).join(name);
    let mut artifacts = folder(out, place)?;
    announce(screen, experiment, settings)?;
    let finding = {
        let progress = Progress::of(experiment.requests(settings));
        experiment.run(settings, &progress)?
    };
    let mut report = report(experiment, settings, finding)?;
    show(screen, &report)?;
    let mut unwritten = Vec::new();
    if let Some(artifacts) = &mut artifacts {
        artifacts.write(&report, tour);
        report.artifacts = artifacts.paths();
        unwritten.extend_from_slice(artifacts.failed());
    }
    conclude(screen, &report)?;
    Ok((report, unwritten))
}

fn report(
    experiment: &dyn Experiment,
    settings: &Settings,
    finding: Finding,
) -> io::Result<Report> {
    let name = experiment.name();
    let arguments = format!("run {name}");
    let usual = experiment.settled(Settings::of_a_run());
    let told = Told {
        about: experiment.about(),
        prediction: experiment.prediction(settings),
        why: experiment.why(),
        read: finding.read,
        notes: finding.notes,
        pictures: finding.pictures,
        charts: finding.charts,
        options: serde_json::to_value(settings)?,
        command: command::again(&arguments, &usual, settings)?,
        ended: jiff::Zoned::now(),
    };
    Ok(Report {
        experiment: name,
        seed: experiment.seed(),
        scale: settings.scale,
        rows: finding.rows,
        acceptance: finding.acceptance,
        artifacts: Vec::new(),
        told,
    })
}

fn announce(screen: &Screen, experiment: &dyn Experiment, settings: &Settings) -> io::Result<()> {
    screen.heading(&format!("{}: {}", experiment.name(), experiment.about()))?;
    let (seed, scale) = (experiment.seed(), settings.scale);
    screen.tell(&format!(
        "  after \"{seed}\", its seconds × {scale}; real HTTP over loopback"
    ))?;
    screen.heading("Prediction")?;
    screen.tell(&experiment.prediction(settings))
}

fn show(screen: &Screen, report: &Report) -> io::Result<()> {
    let (rows, told) = (&report.rows, &report.told);
    let named: Vec<_> = table::letters().zip(rows).collect();
    screen.heading("Measured")?;
    screen.tell(&table::screen(rows))?;
    for (letter, row) in &named {
        for (kind, count) in &row.errors {
            screen.tell(&format!("  {letter} failed: {count} × {kind}"))?;
        }
    }
    screen.heading("When the responses came (a number: so many together)")?;
    screen.tell(&timeline::draw(rows))?;
    for picture in &told.pictures {
        let title = &picture.title;
        screen.heading(&format!(
            "{title}: answered within … (letters side by side: one place)"
        ))?;
        let rows: Vec<_> = picture.rows.iter().map(|row| named[*row]).collect();
        screen.tell(&cdf::draw(&rows, picture.log_x))?;
    }
    if !told.read.is_empty() {
        screen.heading("What the clients read")?;
        screen.tell(&told.read)?;
    }
    screen.heading("Why")?;
    screen.tell(told.why.trim_matches('\n'))?;
    if !told.notes.is_empty() {
        screen.heading("Notes")?;
        screen.tell(&told.notes)?;
    }
    screen.heading("Verdicts")?;
    for verdict in &report.acceptance {
        let letter = named.iter().find(|(_, row)| row.variant == verdict.variant);
        let letter = letter.map_or(' ', |(letter, _)| *letter);
        let text = format!("{letter} {:<60} {}", verdict.claim, verdict.measured);
        screen.judged(verdict, &shortened(&text))?;
    }
    Ok(())
}

/// At most as many characters as stand beside a verdict's mark; waves that went astray can be many.
fn shortened(text: &str) -> String {
    const MOST: usize = 75;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST - 1).chain(['…']).collect()
}

fn conclude(screen: &Screen, report: &Report) -> io::Result<()> {
    let (name, rules) = (report.experiment, report.deciding().count());
    screen.tell(&match report.failed() {
        0 => format!("\nAll {rules} rules hold."),
        failed => format!("\n{failed} of {rules} rules do not hold."),
    })?;
    if let Some(file) = report.artifacts.first() {
        let folder = Path::new(file)
            .parent()
            .unwrap_or(Path::new(file))
            .display();
        screen.tell(&format!(
            "{} files are in {folder}.",
            report.artifacts.len()
        ))?;
    }
    screen.tell(&format!(
        "To try it with curl, hey or wrk: cargo run --release -- serve {name}"
    ))
}

/// A folder that was asked for must be made; the usual one may be missing.
fn folder(out: Option<&Path>, folder: PathBuf) -> io::Result<Option<Artifacts>> {
    let shown = folder.display().to_string();
    match (Artifacts::create(folder), out) {
        (Ok(artifacts), _) => Ok(Some(artifacts)),
        (Err(error), None) => {
            warn(&format!(
                "cannot make the folder {shown}: {error}; no file is written"
            ));
            Ok(None)
        }
        (Err(error), Some(_)) => {
            let text = format!("cannot make the folder {shown}: {error}\nChoose another --out.");
            Err(io::Error::new(error.kind(), text))
        }
    }
}

/// Says which files could not be written: an error where they were asked for.
fn complain(unwritten: &[String], out: Option<&Path>) -> io::Result<()> {
    let text = unwritten.join("\n");
    match (unwritten.is_empty(), out) {
        (true, _) => Ok(()),
        (false, None) => {
            warn(&text);
            Ok(())
        }
        (false, Some(_)) => Err(io::Error::other(text + "\nChoose another --out.")),
    }
}

fn warn(text: &str) {
    // Nobody is left to be told that standard error is closed.
    let _ = writeln!(io::stderr(), "openwork-lab: {text}");
}
