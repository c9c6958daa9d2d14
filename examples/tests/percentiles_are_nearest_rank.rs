//! A percentile is the smallest measured value that so many of a hundred do not exceed.

#[path = "../lab/report/percentiles.rs"]
mod percentiles;

use percentiles::nearest_rank;

#[test]
fn percentiles_are_nearest_rank() {
    let five = [15.0, 20.0, 35.0, 40.0, 50.0];
    assert_eq!(nearest_rank(&five, 0), Some(15.0));
    assert_eq!(nearest_rank(&five, 20), Some(15.0));
    assert_eq!(nearest_rank(&five, 21), Some(20.0));
    assert_eq!(nearest_rank(&five, 40), Some(20.0));
    assert_eq!(nearest_rank(&five, 50), Some(35.0));
    assert_eq!(nearest_rank(&five, 95), Some(50.0));
    assert_eq!(nearest_rank(&five, 100), Some(50.0));
}

#[test]
fn a_rank_is_counted_in_whole_numbers() {
    for count in 1..=2000_usize {
        let values: Vec<f64> = (1..=count).map(|value| value as f64).collect();
        for percent in 1..=100 {
            let value = nearest_rank(&values, percent).unwrap() as usize;
            let enough = |value: usize| value * 100 >= percent * count;
            assert!(
                enough(value) && !enough(value - 1),
                "p{percent} of {count}: {value}"
            );
        }
    }
}

#[test]
fn there_is_no_percentile_of_nothing() {
    assert_eq!(nearest_rank(&[], 50), None);
}
