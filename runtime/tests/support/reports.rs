//! What the panic hook was told.

use std::cell::RefCell;
use std::panic;
use std::sync::{Mutex, Once};

static TEXTS: Mutex<Vec<String>> = Mutex::new(Vec::new());

thread_local! {
    static BLAMED: RefCell<Option<(String, u32)>> = const { RefCell::new(None) };
}

/// Listens to the panic hook from now on; what it did before, it does.
pub fn listen() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let text = info.payload_as_str().unwrap_or_default().to_owned();
            TEXTS.lock().unwrap().push(text);
            let at = info.location().map(|at| (at.file().to_owned(), at.line()));
            let _ = BLAMED.try_with(|blamed| *blamed.borrow_mut() = at);
            before(info);
        }));
    });
}

/// How many panics with this text it was told of.
pub fn count(text: &str) -> usize {
    let texts = TEXTS.lock().unwrap();
    texts.iter().filter(|told| *told == text).count()
}

/// The file and the line that the last panic on this thread was blamed on.
pub fn last_blame() -> (String, u32) {
    BLAMED.take().expect("this thread has panicked")
}
