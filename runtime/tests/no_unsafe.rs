//! Law 1: no `unsafe`, anywhere in the workspace; the compiler is told to forbid it, in every crate.

mod house;

use house::{Source, sources, tokens, workspace};

#[test]
fn law_1_no_unsafe() {
    let mut broken = Vec::new();
    for Source { path, text } in sources("") {
        broken.extend(
            sites(&text)
                .iter()
                .map(|line| format!("{path}:{line}: `unsafe`")),
        );
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn law_1_is_the_compilers_too() {
    let manifest = std::fs::read_to_string(workspace().join("Cargo.toml")).unwrap();
    let forbids = manifest
        .lines()
        .any(|line| line.trim() == "unsafe_code = \"forbid\"");
    assert!(
        forbids,
        "Cargo.toml: `unsafe_code = \"forbid\"` is gone from the workspace's lints"
    );
    let members = manifest
        .lines()
        .find_map(|line| line.strip_prefix("members = ["));
    let members = members
        .expect("Cargo.toml lists its members")
        .trim_end_matches(']');
    for member in members.split(',').map(|name| name.trim().trim_matches('"')) {
        let path = workspace().join(member).join("Cargo.toml");
        let manifest = std::fs::read_to_string(path).unwrap();
        let inherits = manifest.contains("[lints]\nworkspace = true");
        assert!(
            inherits,
            "{member}/Cargo.toml does not inherit the workspace's lints"
        );
    }
}

#[test]
fn a_breach_is_seen_and_a_mention_is_not() {
    assert_eq!(sites("fn f() {\n    unsafe { g() }\n}"), [2]);
    assert_eq!(sites("unsafe impl Send for X {}"), [1]);
    let mention = "// unsafe\n/* unsafe */ let a = \"unsafe\"; let unsafe_code = r\"unsafe\";";
    assert_eq!(sites(mention), [0; 0]);
}

fn sites(text: &str) -> Vec<usize> {
    let tokens = tokens(text);
    let sites = tokens.iter().filter(|token| token.text == "unsafe");
    sites.map(|token| token.line).collect()
}
