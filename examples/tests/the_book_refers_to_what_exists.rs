//! The book refers to what exists: to files, anchors, items, outputs and pages.
//!
//! mdBook leaves an unknown anchor empty without a word, and prose is checked by nobody. So a page
//! is at fault when
//! 1. an `{{#include file:anchor}}` names no file, or an anchor that is absent or empty;
//! 2. a fence of `rust` is neither such an include nor marked `// sketch`;
//! 3. `file.rs: item` names no file, or no item of it; `folder/file.rs` no file;
//! 4. the fence after `<!-- output: example -->` is not what the example's header promises;
//! 5. a link leads to no page, or a page has no place in `SUMMARY.md`;
//!
//! An anchor is at fault when no page includes it.

use std::collections::BTreeSet;
use std::fs::read_to_string;
use std::path::{Path, PathBuf};

#[test]
fn the_book_refers_to_what_exists() {
    let book = root().join("book/src");
    let summary = read_to_string(book.join("SUMMARY.md")).unwrap();
    let (mut wrong, mut included) = (Vec::new(), BTreeSet::new());
    for page in files(&book, "md") {
        let name = page.strip_prefix(&book).unwrap().display().to_string();
        let text = read_to_string(&page).unwrap();
        wrong.extend(
            faults(&text, &page)
                .iter()
                .map(|fault| format!("{name}: {fault}")),
        );
        included.extend(includes(&text).into_iter().map(|it| resolve(&page, &it)));
        if name != "SUMMARY.md" && !summary.contains(&format!("({name})")) {
            wrong.push(format!("{name}: has no place in SUMMARY.md"));
        }
    }
    let mut in_the_house = 0;
    for source in sources() {
        for line in read_to_string(&source).unwrap().lines() {
            if let Some(anchor) = line.trim().strip_prefix("// ANCHOR: ") {
                in_the_house += usize::from(source.starts_with(root().join("runtime/src")));
                if !included.contains(&(source.clone(), anchor.to_string())) {
                    wrong.push(format!("{}: no page includes `{anchor}`", source.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    assert!(
        in_the_house <= 40,
        "{in_the_house} anchors in runtime/src, 40 are allowed"
    );
}

#[test]
fn the_readme_names_what_exists() {
    let text = read_to_string(root().join("README.md")).unwrap();
    let links = text.split("](").skip(1);
    let links = links.map(|rest| rest.split(')').next().unwrap());
    let examples = text.split("--example ").skip(1);
    let examples = examples.map(|rest| rest.split(['`', ' ']).next().unwrap());
    let named = links.map(String::from);
    let named: Vec<String> = named
        .chain(examples.map(|name| format!("examples/{name}.rs")))
        .collect();
    assert!(named.len() > 20, "the README names files: {named:?}");
    let missing: Vec<_> = named
        .iter()
        .filter(|it| !root().join(it).exists())
        .collect();
    assert!(missing.is_empty(), "README.md names {missing:?}");
}

#[test]
fn a_page_at_fault_is_seen() {
    let page = root().join("book/src/a-page.md");
    let see = |text: &str| faults(text, &page).len();
    let example = "../../examples/02-block-on.rs";
    assert_eq!(
        see(&format!(
            "```rust\n{{{{#include {example}:block_on}}}}\n```"
        )),
        0
    );
    assert_eq!(
        see(&format!(
            "```rust\n{{{{#include {example}:block_off}}}}\n```"
        )),
        1
    );
    assert_eq!(see("```rust\n{{#include ../../examples/none.rs}}\n```"), 1);
    assert_eq!(see("```rust\nlet a = 1;\n```"), 1);
    assert_eq!(
        see("```rust\n// sketch\nlet a = 1;\n```\n```text\nlet\n```"),
        0
    );
    assert_eq!(
        see("`02-block-on.rs: ThreadWaker` and `examples/02-block-on.rs`"),
        0
    );
    assert_eq!(see("`02-block-on.rs: ThreadWake`"), 1);
    assert_eq!(
        see("`03-block-on.rs: block_on` and `examples/03-block-on.rs`"),
        2
    );
    assert_eq!(
        see("<!-- output: 02-block-on -->\n```text\nnothing\n```"),
        1
    );
    assert_eq!(
        see("[the waker](the-waker.md#recap), [site](https://example.com)"),
        0
    );
    assert_eq!(see("[nowhere](nowhere.md)"), 1);
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_path_buf()
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|it| it == extension) {
            found.push(path);
        }
    }
    found
}

fn sources() -> Vec<PathBuf> {
    let folders = ["runtime/src", "runtime/tests", "examples", "benches"];
    folders
        .iter()
        .flat_map(|folder| files(&root().join(folder), "rs"))
        .collect()
}

fn faults(text: &str, page: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    for include in includes(text) {
        let (file, anchor) = resolve(page, &include);
        let source = read_to_string(&file).unwrap_or_default();
        if anchored(&source, &anchor).trim().is_empty() {
            faults.push(format!("`{include}` is absent or empty"));
        }
    }
    for (at, _) in text.match_indices("```rust") {
        let inside = text[at..].lines().nth(1).unwrap_or_default();
        if !inside.starts_with("{{#include ") && inside != "// sketch" {
            faults.push(format!(
                "`{inside}` is code by hand: include it, or mark it `// sketch`"
            ));
        }
    }
    for (_, span) in text.split('`').enumerate().filter(|(at, _)| at % 2 == 1) {
        faults.extend(reference_fault(span));
    }
    for (at, mark) in text.match_indices("<!-- output: ") {
        let (example, after) = text[at + mark.len()..]
            .split_once(" -->")
            .unwrap_or_default();
        let source = read_to_string(root().join(format!("examples/{example}.rs")));
        let header = source
            .unwrap_or_default()
            .replace("//! ", "")
            .replace("//!", "");
        if fence(after).is_empty() || fence(after) != fence(&header) {
            faults.push(format!("the output of {example} is another one"));
        }
    }
    for (at, _) in text.match_indices("](") {
        let target = text[at + 2..].split([')', '#']).next().unwrap_or_default();
        if target.ends_with(".md") && !page.with_file_name(target).is_file() {
            faults.push(format!("a link leads to `{target}`, which is not there"));
        }
    }
    faults
}

/// What is wrong with `file.rs: item`, `file.rs: Type::item` or `folder/file.rs`, if it is one.
fn reference_fault(span: &str) -> Option<String> {
    let (file, item) = match span.split_once(".rs: ") {
        Some((file, item)) => (format!("{file}.rs"), item.rsplit("::").next()),
        None if span.ends_with(".rs") && span.contains('/') => (span.to_string(), None),
        None => return None,
    };
    let found = sources().into_iter().find(|source| source.ends_with(&file));
    let Some(found) = found else {
        return Some(format!("`{span}`: there is no {file}"));
    };
    let text = read_to_string(found).unwrap();
    let kinds = [
        "fn", "struct", "enum", "trait", "const", "static", "type", "mod",
    ];
    let defines = |item: &str, line: &str| {
        let words: Vec<&str> = line
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .collect();
        words
            .windows(2)
            .any(|pair| kinds.contains(&pair[0]) && pair[1] == item)
    };
    match item {
        Some(item) if !text.lines().any(|line| defines(item, line)) => {
            Some(format!("`{span}`: {file} defines no {item}"))
        }
        _ => None,
    }
}

fn includes(text: &str) -> Vec<String> {
    let starts = text.match_indices("{{#include ");
    let inside = starts.filter_map(|(at, mark)| text[at + mark.len()..].split_once("}}"));
    inside
        .map(|(include, _)| include.trim().to_string())
        .collect()
}

/// The file, as the sources are listed, and the anchor (empty: the whole file).
fn resolve(page: &Path, include: &str) -> (PathBuf, String) {
    let (file, anchor) = include.split_once(':').unwrap_or((include, ""));
    let mut path = page.parent().unwrap().to_path_buf();
    for part in file.split('/') {
        if part == ".." {
            _ = path.pop()
        } else {
            path.push(part)
        }
    }
    (path, anchor.to_string())
}

fn anchored(source: &str, anchor: &str) -> String {
    if anchor.is_empty() {
        return source.to_string();
    }
    let (start, end) = (format!("ANCHOR: {anchor}"), format!("ANCHOR_END: {anchor}"));
    let lines = source
        .lines()
        .skip_while(|line| !line.ends_with(&start))
        .skip(1);
    let inside: Vec<&str> = lines.take_while(|line| !line.ends_with(&end)).collect();
    inside.join("\n")
}

/// What stands in the first fence of `text`.
fn fence(text: &str) -> &str {
    let after = text.split_once("```text\n").map_or("", |(_, after)| after);
    after.split_once("```").map_or("", |(inside, _)| inside)
}
