//! Where a run is told to a person: standard output, in colour where it is a terminal.
//!
//! 1. `NO_COLOR`, `TERM=dumb` or a pipe: no escape sequence is printed.
//! 2. With `--json` the story is not told: standard output is for the object alone.

use std::io::{self, IsTerminal, Write};

use super::verdict::Verdict;

/// Standard output, for people or for programs.
pub(crate) struct Screen {
    colour: bool,
    json: bool,
}

impl Screen {
    pub(crate) fn new(json: bool) -> Self {
        let colour = io::stdout().is_terminal() && colour_is_wanted();
        Screen { colour, json }
    }

    /// A heading, with an empty line before it.
    pub(crate) fn heading(&self, text: &str) -> io::Result<()> {
        self.tell(&format!("\n{}", self.paint("1", text)))
    }

    /// A paragraph of the story.
    pub(crate) fn tell(&self, text: &str) -> io::Result<()> {
        if self.json { Ok(()) } else { print(text) }
    }

    /// A rule that was judged; in brackets where it decides nothing.
    pub(crate) fn judged(&self, verdict: &Verdict, text: &str) -> io::Result<()> {
        let mark = if verdict.holds {
            self.paint("32", "✓")
        } else {
            self.paint("31", "✗")
        };
        let mark = if verdict.decides {
            mark
        } else {
            format!("({mark})")
        };
        self.tell(&format!("  {mark} {text}"))
    }

    /// The object, where it is asked for.
    pub(crate) fn object(&self, object: &impl serde::Serialize) -> io::Result<()> {
        if self.json {
            print(&serde_json::to_string(object)?)
        } else {
            Ok(())
        }
    }

    fn paint(&self, code: &str, text: &str) -> String {
        if self.colour {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }
}

/// Whether the environment allows colour at all.
pub(crate) fn colour_is_wanted() -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    set("NO_COLOR").is_none() && set("TERM").is_none_or(|term| term != "dumb")
}

fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}")?;
    out.flush()
}
