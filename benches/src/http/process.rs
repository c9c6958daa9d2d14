//! A server's process, seen from outside.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use super::servers::Server;
use crate::programs::{LAST, command, this};

/// A server that runs. It ends when this is dropped.
pub(super) struct Process {
    /// Where it listens, on the loopback interface.
    pub(super) port: u16,
    child: Child,
    told: Option<ChildStdin>,
    says: BufReader<ChildStdout>,
}

/// CPU time in microseconds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cpu {
    pub(super) user: f64,
    pub(super) total: f64,
}

impl Process {
    /// A fresh one, on the last CPU.
    pub(super) fn start(server: &Server) -> Result<Self, String> {
        Self::start_with(command(this()?, *LAST), server)
    }

    /// A fresh one under another program: `command` so far says how this one is started by it.
    pub(super) fn start_with(mut command: Command, server: &Server) -> Result<Self, String> {
        let mut child = command
            .args(["--serve", server.name])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("cannot start {}: {error}", server.name))?;
        let says = child.stdout.take().expect("it was piped");
        let mut process = Process {
            port: 0,
            told: child.stdin.take(),
            says: BufReader::new(says),
            child,
        };
        let port = process.line()?;
        match port.parse() {
            Ok(port) => process.port = port,
            Err(_) => {
                let complaint = process.end()?;
                let name = server.name;
                return Err(format!("{name} said `{port}`, not its port\n{complaint}"));
            }
        }
        Ok(process)
    }

    /// The CPU time that it has used up.
    pub(super) fn cpu(&mut self) -> Result<Cpu, String> {
        let told = self.told.as_mut().expect("it is there until the end");
        writeln!(told).map_err(|error| format!("a server is gone: {error}"))?;
        let line = self.line()?;
        let mut figures = line.split(' ').map(str::parse);
        match (figures.next(), figures.next()) {
            (Some(Ok(user)), Some(Ok(total))) => Ok(Cpu { user, total }),
            _ => Err(format!("a server printed `{line}`, not its CPU time")),
        }
    }

    /// The octets of it that are in memory.
    pub(super) fn resident(&self) -> Result<f64, String> {
        let status = format!("/proc/{}/status", self.child.id());
        let text = fs::read_to_string(&status).map_err(|error| format!("{status}: {error}"))?;
        let size = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kibibytes = size.and_then(|size| size.trim().strip_suffix(" kB")?.parse().ok());
        kibibytes
            .map(|kibibytes: f64| kibibytes * 1024.0)
            .ok_or_else(|| format!("{status} tells no VmRSS"))
    }

    /// Lets it end. What comes back is what it complained of, if that was piped.
    pub(super) fn end(mut self) -> Result<String, String> {
        self.told = None;
        let mut complaint = String::new();
        if let Some(mut stderr) = self.child.stderr.take() {
            let read = stderr.read_to_string(&mut complaint);
            read.map_err(|error| format!("a server cannot be heard: {error}"))?;
        }
        Ok(complaint)
    }

    fn line(&mut self) -> Result<String, String> {
        let mut line = String::new();
        let read = self.says.read_line(&mut line);
        read.map_err(|error| format!("a server cannot be heard: {error}"))?;
        Ok(line.trim().into())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.told = None;
        // How it ends matters to nobody.
        let _ = self.child.wait();
    }
}
