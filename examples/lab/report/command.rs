//! The command that runs the same again: its name, and the options that are not what they are
//! when nothing is said.

use std::io;

use serde_json::{Map, Value};

use crate::options::Settings;

/// For instance `run four-handlers --scale 0.1`, after what starts the program.
pub(crate) fn again(arguments: &str, usual: &Settings, settings: &Settings) -> io::Result<String> {
    let (usual, options) = (object(usual)?, object(settings)?);
    let build = if cfg!(debug_assertions) {
        ""
    } else {
        " --release"
    };
    let mut command = format!("cargo run{build}");
    let mut said = arguments.to_owned();
    for (name, value) in &options {
        if usual.get(name) != Some(value) {
            said += &option(name, value);
        }
    }
    if let Some(out) = &settings.out {
        said += &format!(" --out {}", quoted(&out.display().to_string()));
    }
    if !said.is_empty() {
        command += &format!(" -- {}", said.trim_start());
    }
    Ok(command)
}

/// An option is called as its field is.
fn option(name: &str, value: &Value) -> String {
    let name = name.replace('_', "-");
    match value {
        Value::Null | Value::Bool(false) => String::new(),
        Value::Bool(true) => format!(" --{name}"),
        Value::String(text) => format!(" --{name} {}", quoted(text)),
        other => format!(" --{name} {other}"),
    }
}

/// As a shell reads it back.
fn quoted(text: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./:=,".contains(letter);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

fn object(settings: &Settings) -> io::Result<Map<String, Value>> {
    match serde_json::to_value(settings)? {
        Value::Object(fields) => Ok(fields),
        _ => Ok(Map::new()),
    }
}
