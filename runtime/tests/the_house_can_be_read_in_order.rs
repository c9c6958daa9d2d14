//! The header of each file of `runtime/src` ends with the file to read after it, and these lines
//! are one chain through the whole house. It begins in `lib.rs` and ends at the door of `http`,
//! which has an order of its own.

mod house;

use house::sources;
use std::collections::BTreeMap;

#[test]
fn every_file_is_on_one_chain_from_lib_rs() {
    let sources = sources("runtime/src");
    let broken = breaks(sources.iter().map(|it| (&*it.path, &*it.text)));
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn a_break_in_the_chain_is_seen() {
    let (end, to_b) = ("//! Next: `http/mod.rs`.", "//! One.\n//! Next: `b.rs`.");
    let see = |files: &[_]| breaks(files.iter().copied()).len();
    assert_eq!(see(&[("lib.rs", to_b), ("b.rs", end)]), 0);
    assert_eq!(see(&[("lib.rs", end), ("b.rs", end)]), 1, "left out");
    assert_eq!(see(&[("lib.rs", to_b)]), 1, "no such file");
    assert_eq!(see(&[("lib.rs", to_b), ("b.rs", to_b)]), 1, "a circle");
    assert_eq!(see(&[("lib.rs", "//! Next: `b.rs`.\n//! More.")]), 1);
}

fn breaks<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    let core = files.filter(|(path, _)| !path.starts_with("http/"));
    let mut unread: BTreeMap<_, _> = core.map(|(path, text)| (path, next(text))).collect();
    let mut at = "lib.rs";
    while at != "http/mod.rs" {
        at = match unread.remove(at) {
            Some(Some(next)) => next,
            Some(None) => return vec![format!("{at}: its header does not end with `Next: …`")],
            None => {
                return vec![format!(
                    "a `Next` leads to {at}: no file, or one read already"
                )];
            }
        }
    }
    let left_out = unread.keys();
    let complain = |path| format!("{path}: no `Next` leads here");
    left_out.map(complain).collect()
}

/// The file that the last line of the header names.
fn next(text: &str) -> Option<&str> {
    let header = text.lines().take_while(|line| line.starts_with("//"));
    let last = header.last()?.strip_prefix("//! Next: `")?;
    last.split('`').next()
}
