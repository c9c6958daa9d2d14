//! Law 2: one noun a file, small enough to be read in one sitting; a core for one afternoon.

mod house;

use house::{Source, code_lines, sources};

const A_FILE: usize = 250;
const AN_EXAMPLE: usize = 120;
const THE_CORE: usize = 2_400;
const HTTP: usize = 1_200;
const RECORDINGS_AND_SIMULATOR: usize = 1_200;

#[test]
fn law_2_no_file_is_too_long() {
    let mut broken = Vec::new();
    for folder in ["runtime/src", "examples", "benches"] {
        for Source { path, text } in sources(folder) {
            let (lines, limit) = (code_lines(&text), limit(folder, &path));
            if lines > limit {
                broken.push(format!(
                    "{folder}/{path}: {lines} code lines, {limit} are allowed"
                ));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn law_2_the_core_http_and_the_recordings_keep_to_their_budgets() {
    let (mut core, mut http, mut recordings) = (Vec::new(), Vec::new(), Vec::new());
    for Source { path, text } in sources("runtime/src") {
        let part = match path.split(['/', '.']).next() {
            Some("http") => &mut http,
            Some("trace" | "sim") => &mut recordings,
            _ => &mut core,
        };
        part.push(code_lines(&text));
    }
    for (name, part, budget) in [
        ("core", &mut core, THE_CORE),
        ("http", &mut http, HTTP),
        (
            "recordings and simulator",
            &mut recordings,
            RECORDINGS_AND_SIMULATOR,
        ),
    ] {
        part.sort_unstable();
        let sum: usize = part.iter().sum();
        let median = part.get(part.len() / 2).copied().unwrap_or(0);
        println!(
            "{name}: {sum} code lines of {budget}, {} files, median {median}",
            part.len()
        );
        assert!(
            sum <= budget,
            "{name}: {sum} code lines, {budget} are allowed"
        );
    }
}

#[test]
fn what_counts_is_code() {
    let text = "//! One.\n\n/* two\nthree */\nfn four() {} // five\nlet six = \"\n//seven\";\n";
    assert_eq!(code_lines(text), 3, "four, six and seven");
    assert_eq!(
        code_lines("let c = '\"'; // one\n// none\nlet r = r#\"\"//\"#;\n"),
        2
    );
    assert_eq!(limit("examples", "05-a-reactor.rs"), AN_EXAMPLE);
    assert_eq!(limit("examples", "lab/05.rs"), A_FILE);
    assert_eq!(limit("runtime/src", "task/cell.rs"), A_FILE);
}

/// The numbered programs are read whole, so they are held shorter.
fn limit(folder: &str, path: &str) -> usize {
    let numbered = path.starts_with(|first: char| first.is_ascii_digit());
    if folder == "examples" && numbered {
        AN_EXAMPLE
    } else {
        A_FILE
    }
}
