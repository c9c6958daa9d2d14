//! The schedulers: where a ready task waits, and who polls it. The blocking pool, two floors below,
//! is one as well.
//!
//! Rules, which every scheduler keeps
//! 1. A scheduled task has its turn after a bounded number of others.
//! 2. No thread sleeps while a task waits that it could poll.
//! 3. I/O and timers are looked at also while tasks keep coming.
//! 4. At shutdown each task that is left is ended, and so is what is scheduled from then on.
//!
//! Next: `scheduler/single_threaded.rs`.

pub(crate) mod single_threaded;
