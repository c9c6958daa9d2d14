//! TCP: a listener and a stream.
//!
//! Rules
//! 1. Every operation tries the system call when the reactor has said that it may succeed.
//!    Otherwise, and when it would block, the registration keeps the waker.
//! 2. A read that filled less than its buffer has emptied the socket: the next one waits for an
//!    event, and saves the system call that would say so.
//! 3. Sockets belong to the runtime in which they were made. After its shutdown every operation
//!    fails.
//!
//! Next: `net/stream.rs`.

mod address;
mod listener;
mod stream;

pub use address::Address;
pub use listener::{Incoming, ListenOptions, TcpListener};
pub use stream::TcpStream;
