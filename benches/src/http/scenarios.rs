//! What the client does.

/// How many connections ask, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scenario {
    /// What it is called, on the command line too.
    pub(super) name: &'static str,
    /// Connections that are kept.
    pub(super) connections: usize,
    /// Requests that each sends before it reads.
    pub(super) at_once: usize,
}

/// One connection: whoever answers waits as long as who asks.
pub(super) const ONE: Scenario = Scenario {
    name: "1",
    connections: 1,
    at_once: 1,
};
/// A busy server.
pub(super) const SOME: Scenario = Scenario {
    name: "64",
    connections: 64,
    at_once: 1,
};
/// A busy server with many clients.
pub(super) const MANY: Scenario = Scenario {
    name: "400",
    connections: 400,
    at_once: 1,
};
/// Where the system is asked once in 16 requests, and what is left is the server's own work.
pub(super) const PIPELINED: Scenario = Scenario {
    name: "pipelined",
    connections: 64,
    at_once: 16,
};

/// All of them, in the order of the tables.
pub(super) const SCENARIOS: [Scenario; 4] = [ONE, SOME, MANY, PIPELINED];
