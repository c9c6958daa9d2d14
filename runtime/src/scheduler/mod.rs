//! The schedulers that own threads or are turned by one. Each takes tasks that are ready.
//!
//! What a scheduler owes: every scheduled task gets its turn within a bounded number of others'; no thread
//! sleeps while a task waits; I/O and timers are looked at while tasks keep coming; a clean end.
//!
//! Next: `scheduler/single_threaded.rs`.

pub(crate) mod single_threaded;
