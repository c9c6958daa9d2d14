//! Where figures stand: near their markers, on nothing else.
//!
//! ```text
//!        ▢  ▢  ▢          each label tries places around its marker, near ones first
//!      ▢  ╲ │ ╱  ▢
//!      ▢ ── ● ── ▢        cost = distance + what it would lie on
//!      ▢  ╱ │ ╲  ▢        labels choose in turn, then again, until none would rather move
//!        ▢  ▢  ▢
//! ```

use super::area::Area;
use super::drawing::Point;

/// A label that looks for a place: its marker, its width and its height.
pub(super) struct Label {
    pub(super) marker: Point,
    pub(super) size: Point,
}

/// A place that a label could take.
#[derive(Clone, Copy)]
struct Place {
    area: Area,
    /// From the marker to the nearest point of the area.
    leader: (Point, Point),
    /// What it costs, whatever the other labels do.
    cost: f64,
}

/// A place for every label, in their order, inside `bounds` and clear of `curves` where it can be.
pub(super) fn place(labels: &[Label], curves: &[Vec<Point>], bounds: Area) -> Vec<Area> {
    let curves: Vec<_> = curves.iter().map(|points| coarse(points)).collect();
    let every: Vec<Vec<Place>> = labels
        .iter()
        .map(|label| places(label, labels, &curves, bounds))
        .collect();
    // Who chooses first matters: the cheapest of four orders is taken.
    let mut orders = vec![(0..labels.len()).collect::<Vec<_>>(); 4];
    orders[1].reverse();
    orders[2].sort_by(|a, b| labels[*a].marker.0.total_cmp(&labels[*b].marker.0));
    orders[3].sort_by(|a, b| labels[*b].marker.0.total_cmp(&labels[*a].marker.0));
    let settled = orders.iter().map(|order| settle(&every, order));
    let cheapest = settled.min_by(|a, b| total(a).total_cmp(&total(b)));
    let places = cheapest.expect("there are four orders");
    places.into_iter().map(|place| place.area).collect()
}

/// Labels choose in this order, then again, until none would rather move.
fn settle(every: &[Vec<Place>], order: &[usize]) -> Vec<Place> {
    let mut taken: Vec<Option<Place>> = vec![None; every.len()];
    // Each round makes the whole cheaper, so they end; eight have always been enough.
    for _ in 0..8 {
        let mut moved = false;
        for nth in order {
            let others = || {
                let others = taken.iter().enumerate().filter(|(other, _)| other != nth);
                others.filter_map(|(_, place)| *place)
            };
            let dear = |place: &Place| {
                let against = others().map(|other| place.against(&other));
                place.cost + against.sum::<f64>()
            };
            let dear_now = taken[*nth].as_ref().map_or(f64::INFINITY, dear);
            let costs = every[*nth].iter().map(|place| (dear(place), place));
            let best = costs.min_by(|a, b| a.0.total_cmp(&b.0));
            if let Some((_, place)) = best.filter(|(cost, _)| *cost < dear_now) {
                taken[*nth] = Some(*place);
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    taken.into_iter().flatten().collect()
}

fn total(places: &[Place]) -> f64 {
    let pairs = places.iter().enumerate().flat_map(|(nth, place)| {
        let later = places[nth + 1..].iter();
        later.map(|other| place.against(other))
    });
    pairs.sum::<f64>() + places.iter().map(|place| place.cost).sum::<f64>()
}

/// The curve without its smallest steps, which no label can avoid singly.
fn coarse(points: &[Point]) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::new();
    for point in points {
        let far = |last: &Point| (last.0 - point.0).hypot(last.1 - point.1) > 3.0;
        if kept.last().is_none_or(far) {
            kept.push(*point);
        }
    }
    kept.extend(points.last());
    kept
}

fn places(label: &Label, all: &[Label], curves: &[Vec<Point>], bounds: Area) -> Vec<Place> {
    let mut places = Vec::new();
    for distance in [9.0, 15.0, 22.0, 30.0, 40.0, 52.0, 66.0, 82.0] {
        for nth in 0..16 {
            let angle = f64::from(nth) / 16.0 * std::f64::consts::TAU;
            places.push(Place::of(label, distance, angle, all, curves, bounds));
        }
    }
    places
}

impl Place {
    fn of(
        label: &Label,
        distance: f64,
        angle: f64,
        all: &[Label],
        curves: &[Vec<Point>],
        bounds: Area,
    ) -> Self {
        let ((x, y), (width, height)) = (label.marker, label.size);
        let (right, down) = (angle.cos(), angle.sin());
        // The nearest point of the label lies `distance` away, in that direction.
        let left = x + right * distance + width * (right - 1.0) / 2.0;
        let top = y + down * distance + height * (down - 1.0) / 2.0;
        let area = Area(left, top, left + width, top + height);
        let leader = (label.marker, area.nearest(label.marker));
        let mut cost = distance;
        if !area.within(bounds) {
            cost += 100_000.0;
        }
        for curve in curves {
            if curve.windows(2).any(|ends| area.meets(ends[0], ends[1])) {
                cost += 150.0;
            }
        }
        for other in all {
            let near = Area::around(other.marker, 6.0);
            if area.overlaps(near) {
                cost += 3_000.0;
            }
            // Whose figure is it? That of the nearest marker.
            if area.distance(other.marker) < area.distance(label.marker) {
                cost += 100.0;
            }
            let elsewhere =
                (other.marker.0 - label.marker.0).hypot(other.marker.1 - label.marker.1);
            if elsewhere > 8.0 && near.meets(leader.0, leader.1) {
                cost += 60.0;
            }
        }
        Place { area, leader, cost }
    }

    fn against(&self, other: &Place) -> f64 {
        let mut cost = 0.0;
        if self.area.grown(1.5).overlaps(other.area) {
            cost += 10_000.0;
        }
        if self.area.meets(other.leader.0, other.leader.1)
            || other.area.meets(self.leader.0, self.leader.1)
        {
            cost += 500.0;
        }
        if cross(self.leader, other.leader) {
            cost += 300.0;
        }
        cost
    }
}

fn cross((a, b): (Point, Point), (c, d): (Point, Point)) -> bool {
    let side =
        |p: Point, q: Point, r: Point| (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0) > 0.0;
    side(a, b, c) != side(a, b, d) && side(c, d, a) != side(c, d, b)
}
