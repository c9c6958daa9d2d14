//! The laboratory: experiments on the runtime, over real sockets.
//!
//! ```text
//!   openwork-lab              the tour: every experiment, at a tenth of its seconds
//!   openwork-lab list         what there is
//!   openwork-lab run NAME     one experiment at its own seconds
//!   openwork-lab serve NAME   its server, for curl, hey, wrk or a browser
//!   openwork-lab load URL     the load generator, on any server
//! ```
//!
//! It exits with 0 when every rule holds, 1 when one does not or the run failed, 2 for bad usage.
//!
//! Next: `conduct.rs`, how an experiment is run and told.

mod conduct;
mod experiments;
mod load;
mod load_url;
mod options;
mod report;
mod serve;
mod server;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};

use experiments::{ALL, Asked};
use load_url::options::LoadOptions;
use options::{FurtherOptions, RUN, RunOptions, ServeOptions, TOUR, TourOptions};

fn main() -> ExitCode {
    match obey(Cli::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        // Whoever read the output has read enough: end as a program killed by SIGPIPE does.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(141),
        Err(error) => {
            let _ = writeln!(io::stderr(), "openwork-lab: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Experiments on an async runtime, over real sockets
///
/// Without a command: the tour.
#[derive(Parser)]
#[command(name = "openwork-lab", version, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    tour: TourOptions,
}

#[derive(Subcommand)]
enum Command {
    /// Run every experiment at a tenth of its seconds
    Tour(TourOptions),
    /// List the experiments
    List,
    /// Run one experiment at its own seconds
    Run {
        #[arg(value_name = "NAME", value_parser = names())]
        name: String,
        #[command(flatten)]
        options: RunOptions,
        #[command(flatten)]
        further: FurtherOptions,
    },
    /// Serve one experiment to real clients until Ctrl-C
    Serve {
        #[arg(value_name = "NAME", value_parser = names())]
        name: String,
        #[command(flatten)]
        options: ServeOptions,
    },
    /// Load a server and tell how it answered
    ///
    /// Closed loop (as hey and wrk): each client sends its next request when it has the last
    /// response, so a server that stalls is asked less.
    /// Open loop (--rate): requests come at a fixed rate, and latency is counted from when each was
    /// to begin, so whoever would have come during a stall is in the figures.
    /// Ctrl-C ends it and tells what there is. It exits with 1 if there was no response at all.
    #[command(verbatim_doc_comment)]
    Load(LoadOptions),
}

fn obey(cli: Cli) -> io::Result<bool> {
    match cli.command.unwrap_or(Command::Tour(cli.tour)) {
        Command::Tour(options) => {
            let mut settings = options.run.settings(TOUR);
            settings.stretches = options.all;
            for experiment in ALL {
                unless(experiment.refusal(&settings, Asked::Tour));
            }
            conduct::tour(settings)
        }
        Command::List => conduct::list(),
        Command::Run {
            name,
            options,
            further,
        } => {
            let (experiment, given) = (known(&name), further.any_given());
            let settings = further.added_to(options.settings(RUN));
            unless(experiment.refusal(&settings, Asked::Run(given)));
            conduct::run(experiment, &settings)
        }
        Command::Serve { name, options } => {
            unless(known(&name).refusal_to_serve(&options));
            serve::serve(known(&name), &options)
        }
        Command::Load(options) => load_url::load(&options),
    }
}

/// Ends as for any other bad usage, unless there is no reason to.
fn unless(refusal: Option<String>) {
    if let Some(reason) = refusal {
        Cli::command()
            .error(ErrorKind::ArgumentConflict, reason)
            .exit();
    }
}

fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(ALL.iter().map(|experiment| experiment.name()))
}

fn known(name: &str) -> &'static dyn experiments::Experiment {
    experiments::named(name).expect("the command line takes only names of the table")
}
