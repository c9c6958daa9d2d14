//! What may be said on the command line, and what it means when nothing is said.

use std::path::PathBuf;

use clap::{Args, FromArgMatches};
use serde::Serialize;

/// What the seconds of the write-up are multiplied by: in a run, and in the tour.
pub(crate) const RUN: f64 = 1.0;
pub(crate) const TOUR: f64 = 0.1;

/// Options of `tour` and `run`.
#[derive(Args)]
pub(crate) struct RunOptions {
    #[command(flatten)]
    place: Place,
    /// Multiply the seconds of the write-up [default: 1; of the tour: 0.1]
    #[arg(long, value_name = "FACTOR", value_parser = scale)]
    scale: Option<f64>,
    /// Worker threads of the server; what is judged here is one
    #[arg(long, value_name = "N", default_value = "1", value_parser = one_worker)]
    workers: usize,
    /// Requests of each row that sends five in the write-up
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    requests: Option<usize>,
    /// Clients that send them [default: one a request]
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    concurrency: Option<usize>,
    /// Folder for the artifacts [default: target/lab]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print one JSON object on standard output, and nothing else there
    #[arg(long)]
    json: bool,
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
#[derive(Serialize)]
pub(crate) struct Settings {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) scale: f64,
    pub(crate) workers: usize,
    pub(crate) requests: Option<usize>,
    pub(crate) concurrency: Option<usize>,
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

impl ServeOptions {
    pub(crate) fn host(&self) -> &str {
        &self.place.host
    }

    pub(crate) fn port(&self, otherwise: u16) -> u16 {
        self.place.port.unwrap_or(otherwise)
    }
}

fn scale(text: &str) -> Result<f64, String> {
    let scale: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    // Below a thousandth the waits drown in the noise; above a thousand nobody waits.
    (0.001..=1000.0)
        .contains(&scale)
        .then_some(scale)
        .ok_or("a scale is between 0.001 and 1000".to_owned())
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

fn one_worker(text: &str) -> Result<usize, String> {
    match at_least_one(text)? {
        1 => Ok(1),
        _ => Err("the write-up is judged on one worker; `serve` takes more".to_owned()),
    }
}
