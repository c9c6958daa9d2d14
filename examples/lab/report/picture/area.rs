//! A rectangle of a drawing, and what it touches.

use super::drawing::Point;

/// Left, top, right, bottom.
#[derive(Clone, Copy)]
pub(super) struct Area(
    pub(super) f64,
    pub(super) f64,
    pub(super) f64,
    pub(super) f64,
);

impl Area {
    pub(super) fn around((x, y): Point, by: f64) -> Self {
        Area(x - by, y - by, x + by, y + by)
    }

    pub(super) fn grown(self, by: f64) -> Self {
        Area(self.0 - by, self.1 - by, self.2 + by, self.3 + by)
    }

    pub(super) fn within(self, other: Area) -> bool {
        self.0 >= other.0 && self.1 >= other.1 && self.2 <= other.2 && self.3 <= other.3
    }

    pub(super) fn overlaps(self, other: Area) -> bool {
        self.0 < other.2 && other.0 < self.2 && self.1 < other.3 && other.1 < self.3
    }

    /// The point of the area that is nearest to another.
    pub(super) fn nearest(self, (x, y): Point) -> Point {
        (x.clamp(self.0, self.2), y.clamp(self.1, self.3))
    }

    pub(super) fn distance(self, point: Point) -> f64 {
        let (x, y) = self.nearest(point);
        (x - point.0).hypot(y - point.1)
    }

    /// Whether the line from `a` to `b` enters the area (Liang and Barsky).
    pub(super) fn meets(self, a: Point, b: Point) -> bool {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let sides = [
            (-dx, a.0 - self.0),
            (dx, self.2 - a.0),
            (-dy, a.1 - self.1),
            (dy, self.3 - a.1),
        ];
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (towards, room) in sides {
            if towards == 0.0 {
                if room < 0.0 {
                    return false;
                }
            } else if towards < 0.0 {
                enter = enter.max(room / towards);
            } else {
                leave = leave.min(room / towards);
            }
        }
        enter < leave
    }
}
