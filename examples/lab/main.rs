//! The laboratory: experiments on the runtime, over real sockets.

fn main() {}
