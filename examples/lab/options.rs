//! What may be said on the command line, and what it means when nothing is said.

use std::path::PathBuf;

use clap::{Args, FromArgMatches};
use serde::Serialize;

use crate::experiments::Served;

/// What the seconds of the write-up are multiplied by: in a run, and in the tour.
pub(crate) const RUN: f64 = 1.0;
pub(crate) const TOUR: f64 = 0.1;

/// Options of `tour`.
#[derive(Args)]
pub(crate) struct TourOptions {
    #[command(flatten)]
    pub(crate) run: RunOptions,
    /// The further measurements too (`run NAME --stretches`): minutes instead of one
    #[arg(long, alias = "stretches")]
    pub(crate) all: bool,
}

/// Options of `tour` and `run`.
#[derive(Args)]
pub(crate) struct RunOptions {
    #[command(flatten)]
    place: Place,
    /// Multiply the seconds of the write-up [default: 1; of the tour: 0.1]
    #[arg(long, value_name = "FACTOR", value_parser = scale)]
    scale: Option<f64>,
    /// Worker threads of the server; what is judged is one
    #[arg(long, value_name = "N", default_value = "1", value_parser = few)]
    workers: usize,
    /// Requests of each row [default: the write-up's]
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    requests: Option<usize>,
    /// Clients that send them [default: the write-up's]
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    concurrency: Option<usize>,
    /// Folder for the artifacts [default: target/lab]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print one JSON object on standard output, and nothing else there
    #[arg(long)]
    json: bool,
}

/// Ways to measure something else than was meant, and measurements beyond the write-up's rows.
#[derive(Args)]
pub(crate) struct FurtherOptions {
    /// Requests sent before the others and not recorded [default: the write-up's]
    #[arg(long, value_name = "N")]
    warmup: Option<usize>,
    /// Seconds that a client waits for a response [default: longer than any takes]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    timeout: Option<f64>,
    /// Hold every octet up for so long on each of its two ways, as a network would
    #[arg(long, value_name = "MS", value_parser = delay)]
    network_delay: Option<f64>,
    /// The measurements beyond the write-up's rows, too
    #[arg(long)]
    stretches: bool,
}

/// Options of `serve`.
#[derive(Args)]
pub(crate) struct ServeOptions {
    #[command(flatten)]
    place: Place,
    /// Multiply the seconds of the write-up
    #[arg(long, value_name = "FACTOR", default_value = "1", value_parser = scale)]
    pub(crate) scale: f64,
    /// Worker threads, each with a runtime and pools of its own
    #[arg(long, value_name = "N", default_value = "1", value_parser = few)]
    pub(crate) workers: usize,
    /// What answers where the write-up has one path for three handlers [default: A-sync]
    #[arg(long, value_name = "NAME", value_enum)]
    pub(crate) variant: Option<Served>,
}

#[derive(Args)]
struct Place {
    /// Address or name to listen on
    #[arg(long, default_value = "127.0.0.1")]
    host: String,
    /// Port to listen on, 0 for any that is free [default of `serve`: the write-up's; else 0]
    #[arg(long)]
    port: Option<u16>,
}

/// The options of a run, with nothing left open. Each is called and written as on the command line:
/// the command that runs the same again is made of them.
#[derive(Clone, Serialize)]
pub(crate) struct Settings {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) scale: f64,
    pub(crate) workers: usize,
    pub(crate) requests: Option<usize>,
    pub(crate) concurrency: Option<usize>,
    pub(crate) warmup: Option<usize>,
    pub(crate) timeout: Option<f64>,
    pub(crate) network_delay: Option<f64>,
    pub(crate) stretches: bool,
    #[serde(skip)]
    pub(crate) out: Option<PathBuf>,
    #[serde(skip)]
    pub(crate) json: bool,
}

impl RunOptions {
    pub(crate) fn settings(self, scale: f64) -> Settings {
        Settings {
            host: self.place.host,
            port: self.place.port.unwrap_or(0),
            scale: self.scale.unwrap_or(scale),
            workers: self.workers,
            requests: self.requests,
            concurrency: self.concurrency,
            warmup: None,
            timeout: None,
            network_delay: None,
            stretches: false,
            out: self.out,
            json: self.json,
        }
    }
}

impl Settings {
    /// Those of `run` when nothing else is said.
    pub(crate) fn of_a_run() -> Self {
        Settings::of_nothing_said(RUN)
    }

    /// Those of `tour`.
    pub(crate) fn of_a_tour() -> Self {
        Settings::of_nothing_said(TOUR)
    }

    fn of_nothing_said(scale: f64) -> Self {
        let command = RunOptions::augment_args(clap::Command::new("nothing"));
        let matches = command.get_matches_from(["nothing"]);
        let options = RunOptions::from_arg_matches(&matches);
        let options = options.expect("every option has a default or may be left out");
        options.settings(scale)
    }
}

impl FurtherOptions {
    pub(crate) fn added_to(self, settings: Settings) -> Settings {
        Settings {
            warmup: self.warmup,
            timeout: self.timeout,
            network_delay: self.network_delay,
            stretches: self.stretches,
            ..settings
        }
    }

    /// The first of them that was given.
    pub(crate) fn any_given(&self) -> Option<&'static str> {
        let given = [
            ("--warmup", self.warmup.is_some()),
            ("--timeout", self.timeout.is_some()),
            ("--network-delay", self.network_delay.is_some()),
            ("--stretches", self.stretches),
        ];
        given.into_iter().find(|(_, is)| *is).map(|(name, _)| name)
    }
}

impl ServeOptions {
    pub(crate) fn host(&self) -> &str {
        &self.place.host
    }

    pub(crate) fn port(&self, otherwise: u16) -> u16 {
        self.place.port.unwrap_or(otherwise)
    }
}

fn scale(text: &str) -> Result<f64, String> {
    // Below a thousandth the waits drown in the noise; above a thousand nobody waits.
    between(text, 0.001, 1000.0)
}

fn at_least_one(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) | Err(_) => Err("a whole number from 1 on".to_owned()),
        Ok(count) => Ok(count),
    }
}

fn few(text: &str) -> Result<usize, String> {
    let count = at_least_one(text)?;
    (count <= 64)
        .then_some(count)
        .ok_or("at most 64".to_owned())
}

fn seconds(text: &str) -> Result<f64, String> {
    between(text, 0.001, 3600.0)
}

fn delay(text: &str) -> Result<f64, String> {
    between(text, 0.0, 1000.0)
}

fn between(text: &str, least: f64, most: f64) -> Result<f64, String> {
    let number: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    (least..=most)
        .contains(&number)
        .then_some(number)
        .ok_or(format!("between {least} and {most}"))
}
