//! The marks of an axis are round numbers inside it, no more than fit, and as far along as their
//! logarithm says where steps multiply.

#[path = "../lab/report/scale.rs"]
mod scale;

use scale::{Scale, written};

fn marks(scale: &Scale, most: usize) -> Vec<String> {
    scale.marks(most).into_iter().map(written).collect()
}

#[test]
fn a_linear_axis_begins_at_nothing() {
    let scale = Scale::over([3.0, 97.0].into_iter(), false, 1.0);
    assert_eq!(marks(&scale, 6), ["0", "20", "40", "60", "80"]);
    assert_eq!(scale.part(0.0), 0.0);
    assert_eq!(scale.part(97.0), 1.0);
    let small = Scale::over([0.0031].into_iter(), false, 1.0);
    assert_eq!(marks(&small, 4), ["0", "0.001", "0.002", "0.003"]);
}

#[test]
fn a_logarithmic_axis_multiplies() {
    let scale = Scale::over([10.0, 1000.0].into_iter(), true, 1.0);
    assert_eq!(
        marks(&scale, 7),
        ["10", "20", "50", "100", "200", "500", "1000"]
    );
    assert!((scale.part(100.0) - 0.5).abs() < 1e-9);
    let narrow = Scale::over([41.0, 47.0].into_iter(), true, 1.0);
    assert!(narrow.marks(8).len() >= 3, "{:?}", marks(&narrow, 8));
}

#[test]
fn an_axis_of_anything_is_an_axis() {
    let cases: [&[f64]; 5] = [&[], &[0.0], &[7.0], &[0.0, 5.0], &[f64::NAN, 1e-9, 1e9]];
    for values in cases {
        for log in [false, true] {
            let scale = Scale::over(values.iter().copied(), log, 1.05);
            for most in [4, 6, 12] {
                let marks = scale.marks(most);
                assert!(
                    (1..=most + 1).contains(&marks.len()),
                    "{values:?} {marks:?}"
                );
                assert!(marks.is_sorted(), "{values:?} {marks:?}");
            }
            for value in values.iter().filter(|value| value.is_finite()) {
                assert!(
                    (0.0..=1.0).contains(&scale.part(*value)),
                    "{values:?} {value}"
                );
            }
        }
    }
}
