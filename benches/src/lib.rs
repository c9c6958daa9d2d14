//! Workloads and the runtimes that they are run on.
