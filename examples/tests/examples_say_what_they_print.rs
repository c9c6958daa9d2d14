//! Every example prints what its header promises, and its header tells what a reader needs.
//!
//! A header holds: `Run:` with the command, `Expected output` with a fence of `text`, `Book:` with
//! the chapter, and `Try:` with two items. In the expected output `…` stands for what differs from
//! run to run. All `NN-name.rs` files of the folder are examples.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// Far longer than any example takes; one that hangs is ended, and its output so far is shown.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn every_example_prints_what_its_header_promises() {
    let mut broken = Vec::new();
    for source in examples() {
        let name = source.file_stem().unwrap().to_string_lossy().into_owned();
        let header = header(&source);
        match expected(&header) {
            None => broken.push(format!("{name}: no expected output in the header")),
            Some(expected) => {
                let printed = run(&name, &source);
                if !matches(&expected, &printed) {
                    broken.push(format!("{name} says:\n{expected}\nand prints:\n{printed}"));
                }
            }
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn every_header_has_its_parts() {
    for source in examples() {
        let name = source.file_stem().unwrap().to_string_lossy().into_owned();
        let header = header(&source);
        let run = format!("Run: `cargo run --example {name}");
        assert!(header.contains(&run), "{name}: the header lacks {run}`");
        let book = header.lines().find_map(|line| line.strip_prefix("Book: `"));
        let chapter = book.and_then(|line| line.split('`').next());
        let chapter = chapter.unwrap_or_else(|| panic!("{name}: the header names no chapter"));
        let file = folder().join("..").join(chapter);
        assert!(file.is_file(), "{name}: there is no {chapter}");
        let (_, tries) = header.split_once("\nTry:\n").unwrap_or_default();
        assert!(
            tries.contains("1. ") && tries.contains("\n2. "),
            "{name}: two things to try"
        );

        let text = std::fs::read_to_string(&source).unwrap();
        let functions = text.lines().filter(|line| line.contains("fn "));
        let first = functions
            .map(str::trim)
            .find(|line| !line.starts_with("//"));
        let first = first.unwrap_or_default();
        assert!(
            first.contains("fn main()"),
            "{name}: `main` comes first, not `{first}`"
        );
        let manifest = std::fs::read_to_string(folder().join("Cargo.toml")).unwrap();
        let entry = format!("name = \"{name}\"");
        assert!(
            manifest.contains(&entry),
            "{name}: Cargo.toml has no [[example]] of that name"
        );
    }
}

/// `09a-…` and `09b-…`: an illness and its cure, and nothing else.
#[test]
fn pairs_are_one_line_apart() {
    let examples = examples();
    let number = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        name.split('-').next().unwrap_or_default().to_string()
    };
    for cure in &examples {
        let Some(pair) = number(cure).strip_suffix('b').map(str::to_string) else {
            continue;
        };
        let illness = examples
            .iter()
            .find(|path| number(path) == format!("{pair}a"));
        let illness = illness.unwrap_or_else(|| panic!("{pair}b has no {pair}a"));
        let (illness, cure) = (code(illness), code(cure));
        let apart = illness.iter().zip(&cure).filter(|(a, b)| a != b).count();
        let apart = (illness.len() == cure.len()).then_some(apart);
        assert_eq!(apart, Some(1), "{pair}a and {pair}b differ in one line");
    }
}

#[test]
fn a_line_that_differs_is_seen() {
    assert!(matches("a\nb … ms", "a\nb 12 ms\n"));
    assert!(matches("… of … in …", "3 of 4 in 2 ms"));
    assert!(!matches("a\nb", "a"));
    assert!(!matches("a", "a\nb"));
    assert!(!matches("b … ms", "b 12 s"));
    assert!(!matches("ab…ba", "aba"), "nothing counts twice");
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn examples() -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut examples: Vec<PathBuf> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy();
            name.starts_with(|first: char| first.is_ascii_digit())
        })
        .collect();
    examples.sort();
    assert!(
        !examples.is_empty(),
        "no examples in {}",
        folder().display()
    );
    examples
}

/// The `//!` lines, without their marks.
fn header(source: &Path) -> String {
    let text = std::fs::read_to_string(source).unwrap();
    let lines = text.lines().map_while(|line| line.strip_prefix("//!"));
    lines
        .map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line)))
        .collect()
}

/// The lines that are neither blank nor comment.
fn code(source: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(source).unwrap();
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.map(str::to_string).collect()
}

fn expected(header: &str) -> Option<String> {
    let (_, rest) = header.split_once("\nExpected output")?;
    let (_, rest) = rest.split_once("```text\n")?;
    let (fence, _) = rest.split_once("```")?;
    Some(fence.trim_end().to_string())
}

/// Cargo builds the examples beside the tests, in `target/<profile>/examples`.
fn run(name: &str, source: &Path) -> String {
    let test = std::env::current_exe().unwrap();
    let profile = test.ancestors().nth(2).unwrap();
    let binary = profile
        .join("examples")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let modified = |path: &Path| path.metadata().and_then(|it| it.modified()).ok();
    assert!(
        modified(&binary) >= modified(source),
        "{name} is not built, or older than its source: `cargo test` without `--test` builds it, \
         and so does `cargo build --examples`",
    );

    let command = Command::new(&binary).stdout(Stdio::piped()).spawn();
    let mut child = command.unwrap_or_else(|error| panic!("{}: {error}", binary.display()));
    let stdout = child.stdout.take().unwrap();
    let (done, printed) = mpsc::channel();
    std::thread::spawn(move || done.send(std::io::read_to_string(stdout)));
    let Ok(printed) = printed.recv_timeout(PATIENCE) else {
        child.kill().unwrap();
        panic!("{name} has not ended after {PATIENCE:?}: see its header");
    };
    let status = child.wait().unwrap();
    assert!(status.success(), "{name} failed: {status}");
    printed.unwrap()
}

fn matches(expected: &str, printed: &str) -> bool {
    let (expected, printed): (Vec<_>, Vec<_>) =
        (expected.lines().collect(), printed.lines().collect());
    expected.len() == printed.len()
        && expected
            .iter()
            .zip(&printed)
            .all(|(expected, printed)| line_matches(expected, printed))
}

fn line_matches(expected: &str, printed: &str) -> bool {
    let mut parts = expected.split('…');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = printed.strip_prefix(first) else {
        return false;
    };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    true
}
