//! The adapters: how each runtime spells the verbs of [`crate::runtime`].

mod async_executor_shared;
mod async_executor_static_local;
mod openwork_modes;
mod tokio_current_thread;

pub use async_executor_shared::AsyncExecutor;
pub use async_executor_static_local::AsyncExecutorStaticLocal;
pub use openwork_modes::{BlockingPool, Mode, Openwork, SingleThreaded};
pub use tokio_current_thread::TokioCurrentThread;
