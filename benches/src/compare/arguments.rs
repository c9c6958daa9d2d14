//! What was asked on the command line.

use crate::arguments::number;

/// What to do.
#[derive(Debug)]
pub(super) enum Mode {
    /// All rounds, the tables and the verdicts. No workload named means all of them.
    Compare {
        workloads: Vec<String>,
        rounds: usize,
    },
    /// Instructions an operation, counted by valgrind.
    Instructions { workloads: Vec<String> },
    /// One process of one round: print the nanoseconds an operation.
    Measure { workload: String, runtime: String },
    /// So many iterations, and nothing else.
    One {
        workload: String,
        runtime: String,
        iterations: usize,
    },
    /// One iteration of everything, nothing measured.
    Test,
    /// The arguments speak to another bench.
    Skip(&'static str),
}

impl Mode {
    pub(super) fn parse(arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut arguments = arguments.peekable();
        // Cargo says `--bench` when it benches, and nothing when it tests.
        let mut benching = false;
        let mut instructions = false;
        let mut rounds = 5;
        let mut workloads = Vec::new();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--bench" => benching = true,
                "--test" => return Ok(Self::Test),
                "--instructions" => instructions = true,
                "--rounds" => rounds = number(arguments.next())?,
                "--measure" => {
                    let (workload, runtime) = (word(arguments.next())?, word(arguments.next())?);
                    return Ok(Self::Measure { workload, runtime });
                }
                "--one" => {
                    let (workload, runtime) = (word(arguments.next())?, word(arguments.next())?);
                    let iterations = number(arguments.next())?;
                    return Ok(Self::One {
                        workload,
                        runtime,
                        iterations,
                    });
                }
                option if option.starts_with('-') => {
                    return Ok(Self::Skip(
                        "an option of criterion; see compare.rs for its own",
                    ));
                }
                _ => workloads.push(argument),
            }
        }
        Ok(match (benching, instructions) {
            (_, true) => Self::Instructions { workloads },
            (true, false) => Self::Compare { workloads, rounds },
            (false, false) => Self::Test,
        })
    }
}

fn word(argument: Option<String>) -> Result<String, String> {
    argument.ok_or_else(|| "a workload and a runtime are wanted, as in compare.rs".into())
}
