//! How an experiment is told: prediction, run, table, timeline, distribution, verdicts, why.

use std::io;
use std::path::Path;

use crate::experiments::{ALL, Experiment, Finding};
use crate::options::Settings;
use crate::report::artifacts::Artifacts;
use crate::report::progress::Progress;
use crate::report::screen::Screen;
use crate::report::{Report, cdf, table, timeline};

/// Where artifacts go unless told otherwise.
const OUT: &str = "target/lab";

/// Every experiment, one after another; whether every rule held.
pub(crate) fn tour(settings: Settings) -> io::Result<bool> {
    let mut holds = true;
    for experiment in ALL {
        holds &= run(*experiment, &settings)?;
    }
    Ok(holds)
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
    let artifacts = folder(settings.out.as_deref(), experiment.name())?;
    announce(&screen, experiment, settings)?;
    let finding = {
        let progress = Progress::of(experiment.requests(settings));
        experiment.run(settings, &progress)?
    };
    show(&screen, experiment, &finding)?;
    let mut report = Report {
        experiment: experiment.name(),
        seed: experiment.seed(),
        scale: settings.scale,
        rows: finding.rows,
        acceptance: finding.acceptance,
        artifacts: Vec::new(),
        notes: finding.notes,
    };
    if let Some(artifacts) = artifacts {
        report.artifacts = artifacts.write(&report, settings)?;
    }
    conclude(&screen, &report)?;
    Ok(report.holds())
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

fn show(screen: &Screen, experiment: &dyn Experiment, finding: &Finding) -> io::Result<()> {
    let named: Vec<_> = table::letters().zip(&finding.rows).collect();
    screen.heading("Measured")?;
    screen.tell(&table::screen(&finding.rows))?;
    for (letter, row) in &named {
        for (kind, count) in &row.errors {
            screen.tell(&format!("  {letter} failed: {count} × {kind}"))?;
        }
    }
    screen.heading("When the responses came (a number: so many together)")?;
    screen.tell(&timeline::draw(&finding.rows))?;
    for picture in &finding.pictures {
        let title = &picture.title;
        screen.heading(&format!(
            "{title}: answered within … (letters side by side: one place)"
        ))?;
        let rows: Vec<_> = picture.rows.iter().map(|row| named[*row]).collect();
        screen.tell(&cdf::draw(&rows))?;
    }
    if !finding.read.is_empty() {
        screen.heading("What the clients read")?;
        screen.tell(&finding.read)?;
    }
    screen.heading("Why")?;
    screen.tell(experiment.why().trim_matches('\n'))?;
    screen.heading("Verdicts")?;
    for verdict in &finding.acceptance {
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
    let deciding = || report.acceptance.iter().filter(|verdict| verdict.decides);
    let failed = deciding().filter(|verdict| !verdict.holds).count();
    let (name, rules) = (report.experiment, deciding().count());
    screen.tell(&match failed {
        0 => format!("\nAll {rules} rules hold."),
        _ => format!("\n{failed} of {rules} rules do not hold."),
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
    ))?;
    screen.object(report)
}

/// A folder that was asked for must be made; the usual one may be missing.
fn folder(out: Option<&Path>, experiment: &str) -> io::Result<Option<Artifacts>> {
    match (
        Artifacts::create(out.unwrap_or(Path::new(OUT)), experiment),
        out,
    ) {
        (Ok(artifacts), _) => Ok(Some(artifacts)),
        (Err(_), None) => Ok(None),
        (Err(error), Some(out)) => {
            let text = format!(
                "cannot make the folder {}: {error}\nChoose another --out.",
                out.display()
            );
            Err(io::Error::new(error.kind(), text))
        }
    }
}
