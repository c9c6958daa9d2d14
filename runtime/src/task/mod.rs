//! A task: a spawned future with its state, its output and its waker.
//!
//! ```text
//!   spawn ──► Task ──► a queue ──► run ──► future.poll(waker) ──► Ready: the output, for the JoinHandle
//!               ▲                               │
//!               └──────────── wake ◄────────────┘ Pending
//! ```
//!
//! Rules
//! 1. This folder knows no scheduler: a scheduler is whatever implements `Schedule`.
//! 2. This folder knows no driver, and the driver knows no task. They meet as [`std::task::Waker`].
//! 3. One `Task<F>` serves every scheduler. Queues hold it as `Arc<dyn Run>`, handles as `Arc<dyn
//!    Join<T>>`.
//!
//! Next: `task/state.rs`.

pub(crate) mod budget;
mod cell;
mod error;
mod join;
mod local;
mod registry;
pub(crate) mod state;
mod yield_now;

pub use budget::id;
pub(crate) use cell::{Join, Run, Schedule, Spawnable, Task};
pub use error::JoinError;
pub use join::JoinHandle;
pub(crate) use local::LocalSet;
pub use local::{LocalJoinHandle, spawn_local};
pub(crate) use registry::{Entry, Registry};
pub use yield_now::yield_now;

use std::fmt;
use std::panic::Location;

/// The number of a task, counted from 1 in each runtime.
///
/// ```
/// openwork::block_on(async {
///     let first = openwork::spawn(async {});
///     let second = openwork::spawn(async {});
///     assert_eq!((first.id().to_string(), second.id().to_string()), ("1".into(), "2".into()));
/// });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(pub(crate) u64);

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a task is called.
pub(crate) type Name = Box<str>;

/// Who a task is and where its spawn stands in the source.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    pub(crate) id: Id,
    pub(crate) location: &'static Location<'static>,
    /// Boxed once more: few tasks have a name, and every task has the field.
    pub(crate) name: Option<Box<Name>>,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "task {}", self.id)?;
        if let Some(name) = &self.name {
            write!(f, " \"{name}\"")?;
        }
        write!(f, ", spawned at {},", self.location)
    }
}
