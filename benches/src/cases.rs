//! Every workload beside every runtime that can run it: the list that all benches go through.

use std::fmt;

use crate::runtime::{Blocking, Remote, Runtime, Timers};
use crate::runtimes::{
    AsyncExecutor, AsyncExecutorStaticLocal, BlockingPool, Openwork, SingleThreaded,
    TokioCurrentThread,
};
use crate::workloads::{
    blocking_latency, blocking_throughput, chained_spawn, channel_ring, ping_pong, spawn_many,
    spawn_many_worker, spawn_remote, spawn_remote_busy, spawn_seq, spawn_seq_worker,
    timer_create_drop, timer_live, yield_many, yield_neutral,
};

/// Runs one iteration, on a runtime that stays the same from call to call.
pub type Iteration = Box<dyn FnMut()>;

/// One workload on one runtime.
pub struct Case {
    /// The kind of work: `spawn`, `yield`, `timers` or `blocking`.
    pub group: &'static str,
    /// The name of the body.
    pub workload: &'static str,
    /// The name of the runtime.
    pub runtime: &'static str,
    /// Operations in one iteration.
    pub operations: usize,
    /// Whether it all happens on one thread. What does can be pinned, and its instructions counted.
    pub one_thread: bool,
    start: Box<dyn Fn() -> Iteration>,
}

impl Case {
    /// Builds the runtime; what comes back runs the workload on it, one iteration a call.
    pub fn start(&self) -> Iteration {
        (self.start)()
    }

    fn new<R: Runtime>(
        group: &'static str,
        workload: &'static str,
        operations: usize,
        body: fn(&R),
    ) -> Self {
        let start = move || {
            let runtime = R::new();
            Box::new(move || body(&runtime)) as Iteration
        };
        Self {
            group,
            workload,
            runtime: R::NAME,
            operations,
            one_thread: R::ONE_THREAD,
            start: Box::new(start),
        }
    }

    fn on_several_threads(self) -> Self {
        Self {
            one_thread: false,
            ..self
        }
    }
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.group, self.workload, self.runtime)
    }
}

/// All cases, the runtimes of one workload side by side.
pub fn all() -> Vec<Case> {
    let mut cases = Vec::new();
    scheduling::<Openwork<SingleThreaded>>(&mut cases);
    scheduling::<Openwork<BlockingPool>>(&mut cases);
    scheduling::<TokioCurrentThread>(&mut cases);
    scheduling::<AsyncExecutor>(&mut cases);
    scheduling::<AsyncExecutorStaticLocal>(&mut cases);
    remote::<Openwork<SingleThreaded>>(&mut cases);
    remote::<TokioCurrentThread>(&mut cases);
    remote::<AsyncExecutor>(&mut cases);
    timers::<Openwork<SingleThreaded>>(&mut cases);
    timers::<TokioCurrentThread>(&mut cases);
    blocking::<Openwork<SingleThreaded>>(&mut cases);
    blocking::<TokioCurrentThread>(&mut cases);
    // Side by side, in the order in which the first runtime has them.
    let first: Vec<_> = cases
        .iter()
        .map(|case| (case.group, case.workload))
        .collect();
    cases.sort_by_key(|case| {
        let group = first.iter().position(|(group, _)| *group == case.group);
        let workload = first
            .iter()
            .position(|(_, workload)| *workload == case.workload);
        (group, workload)
    });
    cases
}

fn scheduling<R: Runtime>(cases: &mut Vec<Case>) {
    let spawn = |workload, operations, body| Case::new::<R>("spawn", workload, operations, body);
    cases.extend([
        spawn("spawn_many", spawn_many::OPERATIONS, spawn_many::run),
        spawn(
            "spawn_many_worker",
            spawn_many_worker::OPERATIONS,
            spawn_many_worker::run,
        ),
        spawn("spawn_remote", spawn_remote::OPERATIONS, spawn_remote::run),
        spawn("spawn_seq", spawn_seq::OPERATIONS, spawn_seq::run),
        spawn(
            "spawn_seq_worker",
            spawn_seq_worker::OPERATIONS,
            spawn_seq_worker::run,
        ),
        spawn(
            "chained_spawn",
            chained_spawn::OPERATIONS,
            chained_spawn::run,
        ),
        spawn("ping_pong", ping_pong::OPERATIONS, ping_pong::run),
    ]);
    let repoll = |workload, operations, body| Case::new::<R>("yield", workload, operations, body);
    cases.extend([
        repoll("yield_many", yield_many::OPERATIONS, yield_many::run),
        repoll(
            "yield_neutral",
            yield_neutral::OPERATIONS,
            yield_neutral::run,
        ),
        repoll("channel_ring", channel_ring::OPERATIONS, channel_ring::run),
    ]);
}

fn remote<R: Remote>(cases: &mut Vec<Case>) {
    let operations = spawn_remote_busy::OPERATIONS;
    let case = Case::new::<R>(
        "spawn",
        "spawn_remote_busy",
        operations,
        spawn_remote_busy::run,
    );
    cases.push(case.on_several_threads());
}

fn timers<R: Timers>(cases: &mut Vec<Case>) {
    let timer = |workload, operations, body| Case::new::<R>("timers", workload, operations, body);
    cases.extend([
        timer(
            "timer_create_drop",
            timer_create_drop::OPERATIONS,
            timer_create_drop::run,
        ),
        timer("timer_live", timer_live::OPERATIONS, timer_live::run),
    ]);
}

fn blocking<R: Blocking>(cases: &mut Vec<Case>) {
    let case = |workload, operations, body| {
        Case::new::<R>("blocking", workload, operations, body).on_several_threads()
    };
    cases.extend([
        case(
            "blocking_throughput",
            blocking_throughput::OPERATIONS,
            blocking_throughput::run,
        ),
        case(
            "blocking_latency",
            blocking_latency::OPERATIONS,
            blocking_latency::run,
        ),
    ]);
}
