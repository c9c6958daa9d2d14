//! `--out` takes the manifest, the summary, the latencies of every row, the pictures and the page;
//! what was written is told; a folder that cannot be made is an error before anything runs.

mod support;

use std::fs;

use serde_json::Value;

#[test]
fn artifacts_are_written_under_out() {
    let name = "artifacts_are_written_under_out";
    let output = support::run(name, &["--json", "--scale", "0.01", "--requests", "3"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();

    let artifacts = report["artifacts"].as_array().unwrap();
    let rows = report["rows"].as_array().unwrap().len();
    assert_eq!(artifacts.len(), 3 + rows + 2 * 2, "{artifacts:?}");
    let octets = |ending: &str| {
        let mut paths = artifacts.iter().map(|path| path.as_str().unwrap());
        let path = paths.find(|path| path.ends_with(ending)).expect(ending);
        fs::read(path).unwrap()
    };
    let read = |ending: &str| String::from_utf8(octets(ending)).unwrap();

    let manifest: Value = serde_json::from_str(&read("/four-handlers/manifest.json")).unwrap();
    assert_eq!(manifest["seed"], "asyncio-blocking-io");
    assert_eq!(manifest["options"]["scale"], 0.01);
    assert_eq!(manifest["totals_of_rows"]["requests"], 4 * 3 + 5 * 45);
    for part in ["openwork", "load generator", "rustc"] {
        let version = manifest["versions"][part].as_str().unwrap();
        assert!(version.contains(|letter: char| letter.is_ascii_digit()));
    }

    let latencies = read("/latencies_async_def_and_blocking_io.json");
    let latencies: Vec<(f64, u16)> = serde_json::from_str(&latencies).unwrap();
    assert_eq!(latencies.len(), 3);
    assert!(
        latencies
            .iter()
            .all(|(latency, status)| *latency >= 20.0 && *status == 200)
    );
    read("/latencies_def_and_blocking_io_45_pool40.json");

    let summary = read("/summary.md");
    assert!(
        summary.contains("| /async_def_and_blocking_io "),
        "{summary}"
    );
    assert!(summary.contains("## Verdicts"), "{summary}");

    for name in ["latency_cdf", "latency_cdf_45"] {
        let picture = read(&format!("/{name}.svg"));
        assert!(picture.starts_with("<?xml") && picture.trim_end().ends_with("</svg>"));
        let (width, height) = size_of_png(&octets(&format!("/{name}.png")));
        assert!((1000..4000).contains(&width), "{width}");
        assert!((600..4000).contains(&height), "{height}");
    }
    let page = read("/index.html");
    for file in [
        "manifest.json",
        "summary.md",
        "latency_cdf.svg",
        "latency_cdf_45.png",
    ] {
        assert!(page.contains(&format!("href=\"{file}\"")), "{file}");
    }
}

/// From the header chunk, which comes first.
fn size_of_png(octets: &[u8]) -> (u32, u32) {
    let rest = octets
        .strip_prefix(b"\x89PNG\r\n\x1a\n")
        .expect("a PNG begins so");
    assert_eq!(&rest[4..8], b"IHDR");
    let number = |from: usize| u32::from_be_bytes(rest[from..from + 4].try_into().unwrap());
    (number(8), number(12))
}

#[test]
fn a_folder_that_cannot_be_made_is_an_error() {
    let file = support::fresh_folder("a_folder_that_cannot_be_made").join("file");
    fs::write(&file, "in the way").unwrap();
    let output = support::lab(&["tour", "--out"])
        .arg(&file)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains(file.to_str().unwrap()) && said.contains("--out"),
        "{said}"
    );
}
