//! The figures at the curves of a picture lie inside it, and none covers another one or a marker,
//! however near to one another the curves run.

mod drawing {
    pub(crate) type Point = (f64, f64);
}

#[path = "../lab/report/picture/area.rs"]
mod area;
#[path = "../lab/report/picture/labels.rs"]
mod labels;

use area::Area;
use labels::{Label, place};

const BOUNDS: Area = Area(40.0, 0.0, 700.0, 340.0);

#[test]
fn figures_never_lie_on_one_another() {
    // Two curves that run together and one apart, from far to each side of one another to equal.
    for apart in [0.0, 0.5, 3.0, 12.0, 40.0] {
        for left in [60.0, 300.0, 560.0] {
            let curves: Vec<Vec<_>> = [left, left + apart, 640.0].map(curve).to_vec();
            let labels: Vec<Label> = curves.iter().flat_map(|curve| quantiles(curve)).collect();
            let places = place(&labels, &curves, BOUNDS);
            assert_eq!(places.len(), labels.len());
            for (nth, area) in places.iter().enumerate() {
                assert!(area.0 >= BOUNDS.0 && area.2 <= BOUNDS.2, "{left} {apart}");
                assert!(area.1 >= BOUNDS.1 && area.3 <= BOUNDS.3, "{left} {apart}");
                for other in &places[nth + 1..] {
                    assert!(!overlap(area, other), "{left} {apart}");
                }
                for label in &labels {
                    let (x, y) = label.marker;
                    let marker = Area(x - 4.0, y - 4.0, x + 4.0, y + 4.0);
                    assert!(!overlap(area, &marker), "{left} {apart}");
                }
            }
        }
    }
}

/// Up from the bottom, a little to the right, and on along the top.
fn curve(x: f64) -> Vec<(f64, f64)> {
    vec![
        (x, 340.0),
        (x + 5.0, 60.0),
        (x + 8.0, 36.0),
        (x + 30.0, 20.0),
    ]
}

fn quantiles(curve: &[(f64, f64)]) -> [Label; 3] {
    let (x, _) = curve[0];
    [(x + 3.0, 180.0), curve[2], (x + 26.0, 23.0)].map(|marker| Label {
        marker,
        size: (56.0, 13.0),
    })
}

fn overlap(a: &Area, b: &Area) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}
