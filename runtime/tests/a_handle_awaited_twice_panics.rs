//! P08: awaiting a finished handle twice panics with a message that names the mistake.

mod support;

use openwork::task::spawn_local;
use support::{Mode, in_both_modes, message_of, watched};

const MISTAKE: &str = "a JoinHandle was polled again after it had given its output";

#[test]
fn p08_a_handle_awaited_twice_panics() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let mut task = runtime.handle().spawn(async { 1 });
        assert_eq!(runtime.block_on(&mut task).unwrap(), 1);
        assert_eq!(message_of(|| runtime.block_on(&mut task)), MISTAKE);
        assert_eq!(message_of(|| runtime.block_on(task)), MISTAKE);
        assert_eq!(runtime.block_on(async { 2 }), 2);
    });
}

#[test]
fn p08_so_does_the_handle_of_a_task_that_was_cancelled() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let mut task = runtime.handle().spawn(std::future::pending::<()>());
        task.abort();
        assert!(runtime.block_on(&mut task).unwrap_err().is_cancelled());
        assert_eq!(message_of(|| runtime.block_on(&mut task)), MISTAKE);
    });
}

#[test]
fn p08_so_does_the_handle_of_a_closure() {
    in_both_modes(|mode| {
        let runtime = mode.runtime();
        let mut closure = runtime.handle().spawn_blocking(|| 1);
        assert_eq!(runtime.block_on(&mut closure).unwrap(), 1);
        assert_eq!(message_of(|| runtime.block_on(&mut closure)), MISTAKE);
    });
}

#[test]
fn p08_so_does_the_handle_of_a_local_task() {
    watched(|| {
        let runtime = Mode::SingleThreaded.runtime();
        let message = message_of(|| {
            runtime.block_on(async {
                let mut task = spawn_local(async { 1 });
                assert_eq!((&mut task).await.unwrap(), 1);
                let _ = (&mut task).await;
            })
        });
        assert_eq!(message, MISTAKE);
    });
}
