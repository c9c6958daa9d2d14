//! The figures at a curve are the percentiles, by nearest rank, of the latencies that are saved
//! beside the picture.

mod support;

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

#[path = "../lab/report/percentiles.rs"]
mod percentiles;

#[test]
fn pictures_show_the_percentiles_of_the_artifacts() {
    let name = "pictures_show_the_percentiles_of_the_artifacts";
    support::run(name, &["--scale", "0.01", "--requests", "7"]);
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let folder = folder.join("four-handlers");
    let mut curves = 0;
    for (picture, rows) in [("latency_cdf.svg", 4), ("latency_cdf_45.svg", 5)] {
        let picture = fs::read_to_string(folder.join(picture)).unwrap();
        let shown = shown(&picture);
        assert_eq!(shown.len(), rows, "{shown:?}");
        for (variant, figures) in shown {
            let file = variant.trim_start_matches('/').replace(['/', '@'], "_");
            let saved = fs::read_to_string(folder.join(format!("latencies_{file}.json"))).unwrap();
            let saved: Vec<(f64, Value)> = serde_json::from_str(&saved).unwrap();
            let answered = saved.iter().filter(|(_, status)| status.is_number());
            let mut sorted: Vec<f64> = answered.map(|(latency, _)| *latency).collect();
            sorted.sort_by(f64::total_cmp);
            let expected = [50, 95, 99].map(|percent| {
                let value = percentiles::nearest_rank(&sorted, percent).unwrap();
                (percent, format!("{value:.3}"))
            });
            assert_eq!(figures, expected, "{variant}");
            curves += 1;
        }
    }
    assert_eq!(curves, 9);
}

/// From `<title>VARIANT: p95 = 61.250 ms</title>`, which each marker has.
fn shown(picture: &str) -> BTreeMap<String, Vec<(usize, String)>> {
    let mut shown = BTreeMap::<_, Vec<_>>::new();
    for after in picture.split("<title>").skip(1) {
        let title = after.split("</title>").next().unwrap();
        let (variant, figure) = title.split_once(": p").expect("a variant and its figure");
        let (percent, value) = figure.split_once(" = ").unwrap();
        let value = value.strip_suffix(" ms").unwrap().to_owned();
        let figures = shown.entry(variant.to_owned()).or_default();
        figures.push((percent.parse().unwrap(), value));
    }
    shown
}
