//! Tasks whose future may not leave its thread.
//!
//! ```text
//!   the thread of block_on                       any thread
//!   LocalSet: slab of !Send futures              a Send task like any other:
//!        key 3 ─► Pin<Box<dyn Future>>  ◄──────── Proxy { set, key: 3 }
//! ```
//!
//! The future stays in a slab of its thread. What is spawned is a proxy that holds only the key;
//! polled on that thread, it polls the future behind it with its own waker.
//!
//! Rules
//! 1. A local future is polled and dropped on its own thread only. A proxy that finds another set
//!    than its own in the thread (or none) answers `Ready`: its future was dropped with its set.
//! 2. The set belongs to one `block_on`, and its futures are dropped when that ends.
//! 3. No future is polled or dropped while the slab is borrowed: it may spawn another.
//!
//! Next: `driver/mod.rs`: what wakes all of these.

use super::{JoinError, JoinHandle};
use crate::contain::contain;
use slab::Slab;
use std::cell::RefCell;
use std::ops::Deref;
use std::panic::Location;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Waker, ready};

type LocalFuture = Pin<Box<dyn Future<Output = ()>>>;
/// Spawns what stands for a local future, for who called at that place.
type SpawnProxy = Rc<dyn Fn(Proxy, &'static Location<'static>) -> JoinHandle<()>>;

thread_local! {
    static LOCAL_SET: RefCell<Option<LocalFutures>> = const { RefCell::new(None) };
}

/// A local future, away while it is polled, and what wakes its proxy when the set ends.
type Slot = (Option<LocalFuture>, Option<Waker>);

struct LocalFutures {
    /// Tells this set from every other that lives; proxies keep a clone.
    identity: Arc<()>,
    futures: Slab<Slot>,
    spawn: SpawnProxy,
}

/// The local futures of this thread, from now until this guard is dropped.
pub(crate) struct LocalSet;

impl LocalSet {
    pub(crate) fn enter(spawn: SpawnProxy) -> LocalSet {
        let (identity, futures) = (Arc::new(()), Slab::new());
        let locals = LocalFutures {
            identity,
            futures,
            spawn,
        };
        LOCAL_SET.set(Some(locals));
        LocalSet
    }
}

impl Drop for LocalSet {
    fn drop(&mut self) {
        if let Some(mut ended) = LOCAL_SET.take() {
            for (future, proxy) in ended.futures.drain() {
                contain(|| drop(future));
                proxy.into_iter().for_each(Waker::wake);
            }
        }
    }
}

/// Spawns a future that may not leave this thread, on the `block_on` that runs here.
///
/// The task is dropped when that `block_on` ends. Everything else is as with
/// [`spawn`](crate::spawn).
///
/// ```
/// use std::rc::Rc;
/// openwork::block_on(async {
///     let text = Rc::new(String::from("not Send"));
///     let length = openwork::task::spawn_local(async move { Rc::new(text.len()) });
///     assert_eq!(*length.await.unwrap(), 8);
/// });
/// ```
///
/// # Panics
/// On a thread that does not run a single-threaded `block_on`: a local task needs a thread to stay
/// on.
#[track_caller]
pub fn spawn_local<T: 'static>(future: impl Future<Output = T> + 'static) -> LocalJoinHandle<T> {
    let location = Location::caller();
    let output = Rc::new(RefCell::new(None));
    let place = output.clone();
    let mut future: Option<LocalFuture> = Some(Box::pin(async move {
        let value = future.await;
        *place.borrow_mut() = Some(value);
    }));
    // Taken in the closure: where there is no set, it is not dropped while the set is borrowed.
    let entered = LOCAL_SET.with_borrow_mut(|locals| {
        let locals = locals.as_mut()?;
        let (set, key) = (
            locals.identity.clone(),
            locals.futures.insert((future.take(), None)),
        );
        Some((Proxy { set, key }, locals.spawn.clone()))
    });
    let (proxy, spawn) = entered.expect(NO_SET);
    let proxy = spawn(proxy, location);
    LocalJoinHandle { output, proxy }
}

const NO_SET: &str = "this thread runs no single-threaded block_on for a local task to stay on: \
    call spawn_local inside openwork::block_on or Runtime::block_on, or use spawn";

/// What is spawned in place of a local future.
pub(crate) struct Proxy {
    set: Arc<()>,
    key: usize,
}

impl Proxy {
    /// Does something with the slab of futures, if this thread has the one that the key is for.
    fn with<R>(&self, act: impl FnOnce(&mut Slab<Slot>) -> R) -> Option<R> {
        let visit = |set: &RefCell<Option<LocalFutures>>| match &mut *set.borrow_mut() {
            Some(set) if Arc::ptr_eq(&set.identity, &self.set) => Some(act(&mut set.futures)),
            _ => None,
        };
        LOCAL_SET.try_with(visit).ok().flatten()
    }
}

impl Future for Proxy {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context) -> Poll<()> {
        let Some(mut future) = self.with(|futures| futures[self.key].0.take()).flatten() else {
            return Poll::Ready(());
        };
        let polled = future.as_mut().poll(cx);
        if polled.is_pending() {
            // `None` here would mean that the set ended during the poll, and the future ends with
            // it.
            let waker = cx.waker().clone();
            self.with(|futures| futures[self.key] = (Some(future), Some(waker)));
        }
        polled
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let future = self.with(|futures| futures.remove(self.key));
        drop(future);
    }
}

/// Waits for the output of a local task; dropping it lets the task run on.
pub struct LocalJoinHandle<T> {
    output: Rc<RefCell<Option<T>>>,
    proxy: JoinHandle<()>,
}

/// What the handle of the proxy can do, this one can: abort, tell the id and whether the task has
/// finished.
impl<T> Deref for LocalJoinHandle<T> {
    type Target = JoinHandle<()>;

    fn deref(&self) -> &JoinHandle<()> {
        &self.proxy
    }
}

impl<T> Future for LocalJoinHandle<T> {
    type Output = Result<T, JoinError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context) -> Poll<Self::Output> {
        ready!(Pin::new(&mut self.proxy).poll(cx))?;
        let output = self.output.take();
        Poll::Ready(output.ok_or_else(|| self.proxy.cancelled()))
    }
}
