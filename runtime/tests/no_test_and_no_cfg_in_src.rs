//! Law 10: no `cfg` inside function bodies: variants are whole files. And no tests in `runtime/src`:
//! a reader of the house meets the house.

mod house;

use house::{Source, Token, sources, tokens};

#[test]
fn law_10_no_cfg_in_a_body_and_no_test_in_src() {
    let mut broken = Vec::new();
    for Source { path, text } in sources("runtime/src") {
        broken.extend(
            breaches(&text)
                .iter()
                .map(|breach| format!("{path}:{breach}")),
        );
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn a_breach_is_seen() {
    let see = |text: &str| breaches(text).len();
    assert_eq!(see("fn f() {\n    #[cfg(unix)]\n    g();\n}"), 1);
    assert_eq!(
        see("impl X { fn f(&self) -> [u8; 2] where X: Y { if cfg!(loom) { g() } } }"),
        1
    );
    assert_eq!(
        see("trait T { fn a(); fn b() { #[cfg_attr(x, y)] let c = 1; } }"),
        1
    );
    assert_eq!(see("#[cfg(test)]\nmod tests { }"), 1);
    assert_eq!(see("#[test]\nfn f() {}"), 1);

    assert_eq!(
        see("#[cfg(unix)]\nmod a;\n#[cfg(loom)]\npub use b::C;\nfn f() {}"),
        0
    );
    assert_eq!(
        see("#[cfg(all(test, loom))]\n#[path = \"../tests/loom/state.rs\"]\nmod a;"),
        0
    );
    assert_eq!(see("trait T { fn f(); }\n#[cfg(unix)]\nimpl T for X {}"), 0);
    assert_eq!(see("// #[test] in a comment, cfg in a fn { cfg }"), 0);
}

fn breaches(text: &str) -> Vec<String> {
    let tokens = tokens(text);
    let word = |at: usize| tokens.get(at).map_or("", |it| it.text.as_str());
    let mut broken = Vec::new();
    // The brace depth at which the outermost function body that we are in began.
    let (mut depth, mut body) = (0, None);
    for (at, Token { text, line }) in tokens.iter().enumerate() {
        match text.as_str() {
            "{" => depth += 1,
            "}" => {
                depth -= 1;
                if body == Some(depth) {
                    body = None;
                }
            }
            "fn" if body.is_none() && has_a_body(&tokens[at..]) => body = Some(depth),
            "cfg" | "cfg_attr" if body.is_some() => {
                broken.push(format!("{line}: `{text}` in a function body"));
            }
            "cfg" if names_test(&tokens[at..]) && !is_a_model(&tokens[at..]) => {
                broken.push(format!(
                    "{line}: a test module; tests live in `runtime/tests`"
                ));
            }
            "test" if word(at.wrapping_sub(1)) == "[" && word(at + 1) == "]" => {
                broken.push(format!("{line}: a test; tests live in `runtime/tests`"));
            }
            _ => {}
        }
    }
    broken
}

/// Whether this `fn` is a definition: its signature ends in `{`. A type such as `fn(u8)` has no name.
fn has_a_body(from_fn: &[Token]) -> bool {
    let mut brackets = 0;
    let named = from_fn.get(1).is_some_and(|it| it.text != "(");
    let end = from_fn.iter().find(|token| {
        match token.text.as_str() {
            "(" | "[" => brackets += 1,
            ")" | "]" => brackets -= 1,
            _ => {}
        }
        brackets == 0 && matches!(token.text.as_str(), "{" | ";")
    });
    named && end.is_some_and(|it| it.text == "{")
}

fn names_test(from_cfg: &[Token]) -> bool {
    let condition = from_cfg.iter().take_while(|token| token.text != "]");
    condition.into_iter().any(|token| token.text == "test")
}

/// A loom model is a whole file of `runtime/tests`, pulled in by its path.
fn is_a_model(from_cfg: &[Token]) -> bool {
    let upto_item: Vec<&str> = from_cfg
        .iter()
        .map(|token| token.text.as_str())
        .take_while(|text| *text != ";" && *text != "{")
        .collect();
    upto_item.contains(&"loom") && upto_item.contains(&"path") && upto_item.contains(&"mod")
}
