//! Law 3: a module uses `crate::` only from floors strictly below its own, or from its own folder.
//! Law 4: `task` and `driver` never meet. And `http` uses only what every user of the crate can.

mod house;

use house::{Token, sources, tokens};
use std::collections::BTreeSet;

const FLOORS: [(&str, u8); 15] = [
    ("sync", 0),
    ("contain", 0),
    ("trace", 0),
    ("task", 1),
    ("driver", 2),
    ("blocking", 2),
    ("park", 3),
    ("context", 3),
    ("sim", 3),
    ("scheduler", 4),
    ("net", 4),
    ("time", 4),
    ("io", 4),
    ("runtime", 5),
    ("http", 6),
];

/// Words that lead from one module to another one, spelt from the root of the crate.
struct Reference {
    line: usize,
    path: Vec<String>,
}

#[test]
fn law_3_floors_are_kept_and_law_4_task_and_driver_never_meet() {
    let sources = sources("runtime/src");
    let face = public_face(&sources.iter().find(|it| it.path == "lib.rs").unwrap().text);
    let broken: Vec<String> = sources
        .iter()
        .flat_map(|source| breaches(&source.path, &source.text, &face))
        .collect();
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn a_breach_is_seen_however_it_is_spelt() {
    let face = public_face("pub mod net; mod task; pub use context::{Handle, spawn as start};");
    let see = |path: &str, text: &str| breaches(path, text, &face);

    assert_eq!(see("task/state.rs", "use crate::driver::Timers;").len(), 1);
    assert_eq!(see("driver/timers.rs", "use crate::task::Id;").len(), 1);
    assert_eq!(
        see("park.rs", "fn f() { crate::context::enter() }").len(),
        1
    );
    assert_eq!(see("park.rs", "use super::runtime::Builder;").len(), 1);
    assert_eq!(see("time/sleep.rs", "use super::super::net::Tcp;").len(), 1);
    assert_eq!(
        see("net/mod.rs", "mod inner { use super::super::time::Sleep; }").len(),
        1
    );
    assert_eq!(
        see("context.rs", "use crate::{task::{Id, Task}, runtime};").len(),
        1
    );
    assert_eq!(
        see("context.rs", "use crate::{\n  sync,\n  net::Tcp,\n};").len(),
        1
    );
    assert_eq!(
        see("time.rs", "use crate::spawn;").len(),
        1,
        "the face is for users"
    );
    assert_eq!(see("attic.rs", "").len(), 1, "a module without a floor");
    assert_eq!(
        see("http/server.rs", "use crate::task::Task;").len(),
        1,
        "not public"
    );

    assert_eq!(
        see(
            "task/join.rs",
            "use super::state::State; use crate::task::Id;"
        ),
        [""; 0]
    );
    assert_eq!(
        see(
            "driver/reactor.rs",
            "// crate::task\nlet a = \"crate::task\";"
        ),
        [""; 0]
    );
    assert_eq!(
        see(
            "runtime.rs",
            "use crate::{net::{self, Tcp}, scheduler, context::Handle};"
        ),
        [""; 0]
    );
    assert_eq!(
        see("http/server.rs", "use crate::{Handle, net::Tcp, start};"),
        [""; 0]
    );
    assert_eq!(see("lib.rs", "pub use runtime::Builder;"), [""; 0]);
}

fn breaches(path: &str, text: &str, face: &BTreeSet<String>) -> Vec<String> {
    let module: Vec<&str> = path
        .trim_end_matches(".rs")
        .split('/')
        .filter(|name| !matches!(*name, "mod" | "lib"))
        .collect();
    let Some(own) = module.first() else {
        return Vec::new();
    };
    let Some(floor) = floor(own) else {
        return vec![format!(
            "{path}: `{own}` has no floor: give it one here, or move it"
        )];
    };
    let mut broken = Vec::new();
    for Reference { line, path: to } in references(&tokens(text), &module) {
        let head = to[0].as_str();
        let why = match self::floor(head) {
            _ if head == *own => continue,
            _ if *own == "http" && !face.contains(head) => "is not part of the public face",
            _ if *own == "http" => continue,
            Some(_) if (*own, head) == ("driver", "task") => "never meets `driver`",
            Some(below) if below < floor => continue,
            Some(_) => "is not on a floor below",
            None => "is the face of the crate: name the module that it comes from",
        };
        broken.push(format!("{path}:{line}: `{}` {why}", to.join("::")));
    }
    broken
}

fn floor(module: &str) -> Option<u8> {
    let known = FLOORS.iter().find(|(name, _)| *name == module);
    known.map(|(_, floor)| *floor)
}

fn references(tokens: &[Token], module: &[&str]) -> Vec<Reference> {
    let mut found = Vec::new();
    // Where inline modules begin, by the depth of braces that they stand in.
    let (mut depth, mut inline) = (0, Vec::<(usize, String)>::new());
    for (at, token) in tokens.iter().enumerate() {
        let text = |offset: usize| tokens.get(at + offset).map(|it| it.text.as_str());
        let begins = at == 0 || tokens[at - 1].text != "::";
        match token.text.as_str() {
            "{" => depth += 1,
            "}" => {
                depth -= 1;
                inline.retain(|(outside, _)| *outside < depth);
            }
            "mod" if text(2) == Some("{") => {
                inline.push((depth, tokens[at + 1].text.clone()));
            }
            "crate" if text(1) == Some("::") => {
                follow(tokens, at + 2, &[], &mut found);
            }
            "super" if begins && text(1) == Some("::") => {
                let mut from: Vec<String> = module.iter().map(ToString::to_string).collect();
                from.extend(inline.iter().map(|(_, name)| name.clone()));
                let mut next = at;
                while tokens[next].text == "super" {
                    from.pop();
                    next += 2;
                }
                follow(tokens, next, &from, &mut found);
            }
            _ => {}
        }
    }
    found.retain(|reference| !reference.path.is_empty());
    found
}

/// Follows a path from `at`, through groups too; answers where it ends.
fn follow(tokens: &[Token], at: usize, from: &[String], found: &mut Vec<Reference>) -> usize {
    let Some(token) = tokens.get(at) else {
        return at;
    };
    if token.text == "{" {
        let mut next = at + 1;
        while tokens.get(next).is_some_and(|it| it.text != "}") {
            let sign = tokens[next].text == ",";
            next = if sign {
                next + 1
            } else {
                follow(tokens, next, from, found).max(next + 1)
            };
        }
        return next + 1;
    }
    let mut path = from.to_vec();
    if token.text != "self" {
        path.push(token.text.clone());
    }
    if tokens.get(at + 1).is_some_and(|it| it.text == "::") {
        return follow(tokens, at + 2, &path, found);
    }
    let line = token.line;
    found.push(Reference { line, path });
    at + 1
}

/// What `lib.rs` shows to the world: its public modules and re-exports.
fn public_face(lib: &str) -> BTreeSet<String> {
    let tokens = tokens(lib);
    let mut face = BTreeSet::new();
    for (at, token) in tokens.iter().enumerate() {
        if token.text != "pub" {
            continue;
        }
        let words = tokens[at + 1..].iter().map(|it| it.text.as_str());
        let statement: Vec<&str> = words.take_while(|text| *text != ";").collect();
        match statement.as_slice() {
            ["mod", name] => _ = face.insert(name.to_string()),
            ["use", path @ ..] => {
                // A name counts where a path ends: before `,`, before `}`, at the end; not before `as`.
                for (at, word) in path.iter().enumerate() {
                    if matches!(path.get(at + 1), None | Some(&"," | &"}")) && *word != "}" {
                        face.insert(word.to_string());
                    }
                }
            }
            _ => {}
        }
    }
    face
}
