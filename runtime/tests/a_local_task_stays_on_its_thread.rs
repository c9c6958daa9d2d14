//! P10: a local task is polled and dropped on its own thread only; it ends with the `block_on` that
//! it was spawned in, and its handle says so.

mod support;

use futures::FutureExt;
use openwork::task::{spawn_local, yield_now};
use std::cell::RefCell;
use std::future::{pending, poll_fn};
use std::rc::Rc;
use std::sync::mpsc;
use std::task::{Poll, Waker};
use std::thread::{self, ThreadId};
use support::{Mode, turn, watched};

/// Notes on which threads it was polled and dropped.
#[derive(Clone)]
struct Diary(mpsc::Sender<(&'static str, ThreadId)>);

impl Diary {
    fn note(&self, what: &'static str) {
        self.0.send((what, thread::current().id())).unwrap();
    }
}

impl Drop for Diary {
    fn drop(&mut self) {
        self.note("drop");
    }
}

#[test]
fn p10_a_local_task_is_polled_and_dropped_on_its_thread_though_others_wake_it() {
    watched(|| {
        let (diary, entries) = mpsc::channel();
        let runtime = Mode::SingleThreaded.runtime();
        runtime.block_on(async {
            let diary = Diary(diary);
            let not_send = Rc::new(());
            let mut polls = 0;
            spawn_local(poll_fn(move |cx| {
                let _here = &not_send;
                diary.note("poll");
                polls += 1;
                if polls == 10 {
                    return Poll::Ready(());
                }
                let waker = cx.waker().clone();
                thread::spawn(move || waker.wake());
                Poll::Pending
            }))
            .await
            .unwrap();
        });
        let here = thread::current().id();
        let entries: Vec<_> = entries.iter().collect();
        let count = |what| {
            entries
                .iter()
                .filter(|entry| **entry == (what, here))
                .count()
        };
        assert_eq!((count("poll"), count("drop")), (10, 1));
        assert_eq!(entries.len(), 11);
    });
}

#[test]
fn p10_a_local_task_ends_with_its_block_on() {
    watched(|| {
        let runtime = Mode::SingleThreaded.runtime();
        let (diary, entries) = mpsc::channel();
        runtime.block_on(async {
            let diary = Diary(diary);
            drop(spawn_local(async move {
                let _diary = diary;
                pending::<()>().await;
            }));
            yield_now().await;
        });
        assert_eq!(entries.try_recv(), Ok(("drop", thread::current().id())));
    });
}

#[test]
fn p10_the_handle_of_a_local_task_that_ended_with_its_block_on_is_cancelled() {
    watched(|| {
        let runtime = Mode::SingleThreaded.runtime();
        let [handle] = runtime.block_on(async {
            let handle = spawn_local(pending::<()>());
            yield_now().await;
            [handle]
        });
        assert!(runtime.block_on(handle).unwrap_err().is_cancelled());
        // One that was never polled.
        let [handle] = runtime.block_on(async { [spawn_local(pending::<()>())] });
        assert!(runtime.block_on(handle).unwrap_err().is_cancelled());
    });
}

#[test]
fn p10_local_tasks_that_ended_with_their_block_on_leave_nothing_behind() {
    watched(|| {
        let runtime = Mode::SingleThreaded.runtime();
        for _ in 0..100 {
            runtime.block_on(async {
                drop(spawn_local(pending::<()>()));
                yield_now().await;
            });
        }
        turn(&runtime);
        assert_eq!(runtime.handle().metrics().parked, 0);
    });
}

#[test]
fn p10_a_wake_after_the_end_of_its_block_on_reaches_no_other_task() {
    watched(|| {
        let runtime = Mode::SingleThreaded.runtime();
        let waker = Rc::new(RefCell::new(None::<Waker>));
        let kept = waker.clone();
        runtime.block_on(async {
            drop(spawn_local(poll_fn(move |cx| -> Poll<()> {
                kept.replace(Some(cx.waker().clone()));
                Poll::Pending
            })));
            yield_now().await;
        });
        let waker = waker.take().unwrap();
        runtime.block_on(async {
            let mut polls = 0;
            let later = spawn_local(poll_fn(move |_| {
                polls += 1;
                if polls == 1 {
                    Poll::Pending
                } else {
                    Poll::Ready(())
                }
            }));
            yield_now().await;
            waker.wake();
            for _ in 0..3 {
                yield_now().await;
            }
            assert!(
                !later.is_finished(),
                "it was polled in the place of another"
            );
        });
    });
}

#[test]
fn p10_an_aborted_local_task_is_dropped_on_its_thread() {
    watched(|| {
        let runtime = Mode::SingleThreaded.runtime();
        let (diary, entries) = mpsc::channel();
        runtime.block_on(async {
            let diary = Diary(diary);
            let handle = spawn_local(async move {
                let _diary = diary;
                pending::<()>().await;
            });
            yield_now().await;
            handle.abort();
            assert!(handle.await.unwrap_err().is_cancelled());
            assert_eq!(entries.try_recv(), Ok(("drop", thread::current().id())));
        });
    });
}

#[test]
fn p10_local_tasks_spawn_and_await_one_another() {
    watched(|| {
        let runtime = Mode::SingleThreaded.runtime();
        let sum = runtime.block_on(async {
            let outer = spawn_local(async {
                let inner = Rc::new(spawn_local(async { Rc::new(20) }).await.unwrap());
                **inner + 22
            });
            outer.map(Result::unwrap).await
        });
        assert_eq!(sum, 42);
    });
}
