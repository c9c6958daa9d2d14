//! Law 7: every ordering says what it is for. Orderings are imported by variant, each site that is
//! not Relaxed names the function it pairs with, SeqCst stands on read-modify-writes only and names
//! the two locations that it orders; and only `sync` opens the door to atomics and locks.

mod house;

use house::{Source, Token, sources, tokens};

const STRONG: [&str; 4] = ["Acquire", "Release", "AcqRel", "SeqCst"];

/// How far above its site a comment may stand, in lines.
const NEARBY: usize = 8;

#[test]
fn law_7_orderings_are_explained() {
    let mut broken = Vec::new();
    for Source { path, text } in sources("runtime/src") {
        broken.extend(breaches(&path, &text));
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn a_breach_is_seen() {
    let see = |text: &str| breaches("task/state.rs", text).len();
    assert_eq!(see("fn f() {\n    a.load(Acquire);\n}"), 1, "no partner");
    assert_eq!(
        see("// pairs with `g`\n}\nfn f() {\n    a.load(Acquire);\n}"),
        1,
        "of another"
    );
    assert_eq!(see("a.load(Ordering::Relaxed);"), 1, "not by variant");
    assert_eq!(
        see("a.load(SeqCst); // Pairs with g; orders a and b."),
        1,
        "on a load"
    );
    assert_eq!(
        see("a.swap(1, SeqCst); // Pairs with g."),
        1,
        "orders what?"
    );
    assert_eq!(see("use std::sync::{Arc, Mutex};"), 1, "past the door");
    assert_eq!(see("let a = std::sync::Mutex::new(1);"), 1, "past the door");
    assert_eq!(
        see("use std::sync::atomic::AtomicBool;"),
        1,
        "past the door"
    );

    assert_eq!(
        see("// Release pairs with `g`.\na.compare_exchange(\n1,\n2,\nAcqRel,\nAcquire);"),
        0
    );
    assert_eq!(see("a.swap(1, AcqRel); // pairs with `g`"), 0);
    assert_eq!(
        see("a.swap(1, SeqCst); // Pairs with `g`: orders `a` and `b`."),
        0
    );
    assert_eq!(
        see("use crate::sync::atomic::Ordering::{Acquire, SeqCst};"),
        0
    );
    assert_eq!(
        see("use std::sync::Arc; a.load(Relaxed); a.cmp(b) == Ordering::Less;"),
        0
    );
}

fn breaches(path: &str, text: &str) -> Vec<String> {
    let (tokens, lines) = (tokens(text), text.lines().collect::<Vec<_>>());
    let mut broken = Vec::new();
    let mut say = |token: &Token, what: &str| {
        broken.push(format!("{path}:{}: `{}` {what}", token.line, token.text));
    };
    let mut statement = "";
    let mut method = "";
    for (at, token) in tokens.iter().enumerate() {
        let text = token.text.as_str();
        let before = |n: usize| at.checked_sub(n).map(|at| tokens[at].text.as_str());
        if matches!(before(1), None | Some(";" | "{" | "}")) && statement != "use" {
            statement = text;
        }
        if before(1) == Some(".") {
            method = text;
        }
        let of_atomics = text == "Relaxed" || STRONG.contains(&text);
        let door = path == "sync.rs" || path.starts_with("trace/") || path.starts_with("http/");
        if !door && is_std_s(&tokens, at, statement == "use") {
            say(token, "is std's: take it from `crate::sync`");
        }
        if statement == "use" {
            if text == ";" {
                statement = ";";
            }
            continue;
        }
        if of_atomics && before(1) == Some("::") {
            say(token, "is not imported by variant");
        }
        if !STRONG.contains(&text) {
            continue;
        }
        let comments = comments_near(&lines, token.line);
        if !comments.contains("pairs with") && !comments.contains("pair with") {
            say(token, "does not say what it pairs with");
        }
        if text == "SeqCst" && matches!(method, "load" | "store") {
            say(
                token,
                "stands on a load or a store: use a read-modify-write",
            );
        }
        if text == "SeqCst" && !comments.contains("orders") {
            say(token, "does not say which two locations it orders");
        }
    }
    broken
}

/// The comments on the line and above it, up to the function's beginning.
fn comments_near(lines: &[&str], line: usize) -> String {
    let mut comments = String::new();
    for text in lines[..line].iter().rev().take(NEARBY + 1) {
        if text.trim() == "}" {
            break;
        }
        if let Some((_, comment)) = text.split_once("//") {
            comments = format!("{comment} {comments}");
        }
    }
    comments.to_lowercase()
}

/// Whether `std::sync::` leads to this word, in a `use` through groups too, and only `sync` may name it.
fn is_std_s(tokens: &[Token], at: usize, in_use: bool) -> bool {
    let guarded = ["atomic", "Mutex", "MutexGuard", "Condvar", "RwLock"];
    if !guarded.contains(&tokens[at].text.as_str()) {
        return false;
    }
    let words = tokens[..at].iter().rev().map(|it| it.text.as_str());
    let before: Vec<&str> = words.take_while(|text| *text != ";").collect();
    before.starts_with(&["::", "sync", "::", "std"])
        || in_use && before.windows(3).any(|it| it == ["sync", "::", "std"])
}
