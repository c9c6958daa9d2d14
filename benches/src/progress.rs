//! What is being done just now, on a terminal.

use std::io::{IsTerminal, Write, stderr};

/// One line, over the one before it.
pub(crate) fn progress(text: &str) {
    let mut terminal = stderr();
    if terminal.is_terminal() {
        // A progress line that cannot be written is no reason to stop.
        let _ = write!(terminal, "\r{text:<70}\r").and_then(|()| terminal.flush());
    }
}
