//! A pool of threads that may block, and so a scheduler: its threads take a task and run it,
//! however long it takes.
//!
//! A closure given to [`spawn_blocking`](crate::spawn_blocking) is a task like any other, with a
//! future that is ready at its first poll. So abort, panic, output and handle are the task's; what
//! is special here is only where it waits and who polls it. Under
//! [`Builder::blocking_pool`](crate::Builder::blocking_pool) ordinary futures are polled here too.
//!
//! Rules
//! 1. The pool knows nothing of runtimes: a hook tells each of its threads what to do around its
//!    work.
//!
//! Next: `blocking/queue.rs`.

mod pool;
pub(crate) mod queue;

pub(crate) use pool::{Hook, Pool};
pub(crate) use queue::Limits;
