//! The real binary, and the little HTTP that tests speak by hand.
#![allow(dead_code, reason = "each test uses its own part")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Output, Stdio};

/// The binary, away from any terminal.
pub(crate) fn lab(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_openwork-lab"));
    command.args(arguments).stdin(Stdio::null());
    command
}

/// A folder of this test's own; what an earlier run left there is gone.
pub(crate) fn fresh_folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Runs `run four-handlers` with artifacts in a folder of its own.
pub(crate) fn run(folder: &str, arguments: &[&str]) -> Output {
    run_experiment("four-handlers", folder, arguments)
}

/// The same for any experiment.
pub(crate) fn run_experiment(name: &str, folder: &str, arguments: &[&str]) -> Output {
    let out = fresh_folder(folder);
    lab(&["run", name])
        .args(arguments)
        .arg("--out")
        .arg(out)
        .output()
        .unwrap()
}

/// A server of `serve`, with the address that it printed.
pub(crate) struct Served {
    pub(crate) process: Child,
    pub(crate) lines: BufReader<ChildStdout>,
    pub(crate) address: String,
    /// What it has printed so far.
    pub(crate) told: String,
}

/// Starts `serve four-handlers` on a free port and waits for its address and last printed line.
pub(crate) fn serve(arguments: &[&str]) -> Served {
    serve_experiment("four-handlers", arguments)
}

/// The same for any experiment.
pub(crate) fn serve_experiment(name: &str, arguments: &[&str]) -> Served {
    let mut process = lab(&["serve", name, "--port", "0"])
        .args(arguments)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap());
    let mut told = String::new();
    while !told.contains("Ctrl-C stops it") {
        assert_ne!(
            lines.read_line(&mut told).unwrap(),
            0,
            "it ended early: {told}"
        );
    }
    let after = told.split_once("http://").expect("an address is printed").1;
    let address = after.split_once('/').unwrap().0.to_owned();
    Served {
        process,
        lines,
        address,
        told,
    }
}

impl Served {
    /// Sends SIGINT, as Ctrl-C does.
    pub(crate) fn interrupt(&self) {
        let id = self.process.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-INT", &id])
                .status()
                .unwrap()
                .success()
        );
    }

    /// Sends a request and leaves its response to be read.
    pub(crate) fn begin(&self, path: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        stream
    }

    /// Sends a request with a body and takes its response in.
    pub(crate) fn post(&self, path: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        read_all(stream)
    }

    /// The rest of what it prints.
    pub(crate) fn rest(&mut self) -> String {
        let mut rest = String::new();
        self.lines.read_to_string(&mut rest).unwrap();
        rest
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // A test that failed half way must not leave a server behind.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Everything up to the end of the stream.
pub(crate) fn read_all(mut stream: TcpStream) -> String {
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text
}
