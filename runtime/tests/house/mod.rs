//! What the tests of the house's laws share: the sources of the workspace, and how to read them.
//!
//! A law is about code, so comments are left out and what stands in quotes is masked; the line
//! numbers stay true.
#![allow(
    dead_code,
    reason = "each test of the house takes what it needs of this"
)]

use std::path::{Path, PathBuf};

/// One `.rs` file.
pub(crate) struct Source {
    /// Relative to the folder that was asked for, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// A word or a sign of the code, and the line it stands on (from 1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) line: usize,
}

/// The root of the workspace.
pub(crate) fn workspace() -> PathBuf {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR"));
    runtime
        .parent()
        .expect("the workspace is around the runtime")
        .to_path_buf()
}

/// All `.rs` files below `folder` of the workspace, in the order of their paths.
pub(crate) fn sources(folder: &str) -> Vec<Source> {
    let root = workspace().join(folder);
    let mut sources = Vec::new();
    collect(&root, &root, &mut sources);
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!sources.is_empty(), "no sources in {}", root.display());
    sources
}

fn collect(root: &Path, folder: &Path, sources: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        let name = path
            .file_name()
            .expect("an entry has a name")
            .to_string_lossy();
        if path.is_dir() && name != "target" && !name.starts_with('.') {
            collect(root, &path, sources);
        } else if name.ends_with(".rs") {
            let text = std::fs::read_to_string(&path).expect("a source is UTF-8");
            let inside = path
                .strip_prefix(root)
                .expect("collected below the root")
                .components();
            let names: Vec<_> = inside
                .map(|part| part.as_os_str().to_string_lossy().into_owned())
                .collect();
            let path = names.join("/");
            sources.push(Source { path, text });
        }
    }
}

/// The text with comments blanked and the contents of literals masked by `"`.
pub(crate) fn bare(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let (end, mask) = match chars[at] {
            '/' if chars.get(at + 1) == Some(&'/') => (end_of_line(&chars, at), ' '),
            '/' if chars.get(at + 1) == Some(&'*') => (end_of_block(&chars, at), ' '),
            '"' => (end_of_string(&chars, at), '"'),
            '\'' => (end_of_char(&chars, at), '"'),
            'r' if is_raw(&chars, at) => (end_of_raw(&chars, at), '"'),
            _ => (at, ' '),
        };
        if end == at {
            out.push(chars[at]);
            at += 1;
        }
        for masked in &chars[at..end.max(at)] {
            out.push(if *masked == '\n' { '\n' } else { mask });
        }
        at = end.max(at);
    }
    out
}

fn end_of_line(chars: &[char], at: usize) -> usize {
    let rest = chars[at..].iter().position(|c| *c == '\n');
    rest.map_or(chars.len(), |length| at + length)
}

fn end_of_block(chars: &[char], at: usize) -> usize {
    let (mut depth, mut end) = (0, at);
    while end < chars.len() {
        match (chars[end], chars.get(end + 1)) {
            ('/', Some('*')) => depth += 1,
            ('*', Some('/')) => depth -= 1,
            _ => {
                end += 1;
                continue;
            }
        }
        end += 2;
        if depth == 0 {
            break;
        }
    }
    end
}

fn end_of_string(chars: &[char], at: usize) -> usize {
    let mut end = at + 1;
    while end < chars.len() && chars[end] != '"' {
        end += if chars[end] == '\\' { 2 } else { 1 };
    }
    (end + 1).min(chars.len())
}

/// A lifetime is no literal: `'a` stays, `'a'` does not.
fn end_of_char(chars: &[char], at: usize) -> usize {
    let from = match chars.get(at + 1) {
        Some('\\') => at + 3,
        Some(_) if chars.get(at + 2) == Some(&'\'') => at + 2,
        _ => return at,
    };
    let rest = chars[from..].iter().position(|c| *c == '\'');
    rest.map_or(chars.len(), |length| from + length + 1)
}

fn is_raw(chars: &[char], at: usize) -> bool {
    let inside_a_word = at > 0 && is_word(chars[at - 1]) && !matches!(chars[at - 1], 'b' | 'c');
    let quote = chars[at + 1..].iter().find(|c| **c != '#');
    !inside_a_word && quote == Some(&'"')
}

fn end_of_raw(chars: &[char], at: usize) -> usize {
    let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
    let mut end = at + hashes + 2;
    while end < chars.len() {
        let closes = chars[end] == '"'
            && chars[end + 1..]
                .iter()
                .take(hashes)
                .filter(|c| **c == '#')
                .count()
                == hashes;
        end += 1;
        if closes {
            return end + hashes;
        }
    }
    end
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The words and signs of the code; `::` is one sign.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let bare = bare(text);
    let mut tokens: Vec<Token> = Vec::new();
    for (number, line) in bare.lines().enumerate() {
        let mut joins = false;
        for c in line.chars() {
            match tokens.last_mut() {
                Some(last) if joins && is_word(c) => last.text.push(c),
                Some(last) if last.text == ":" && last.line == number + 1 && c == ':' => {
                    last.text.push(c);
                }
                _ if c.is_whitespace() => {}
                _ => tokens.push(Token {
                    text: c.to_string(),
                    line: number + 1,
                }),
            }
            joins = is_word(c);
        }
    }
    tokens
}

/// Lines that are neither blank nor comment.
pub(crate) fn code_lines(text: &str) -> usize {
    bare(text)
        .lines()
        .filter(|line| !line.trim().is_empty())
        .count()
}
