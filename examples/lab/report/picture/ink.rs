//! Colours, dashes and marker shapes.
//!
//! ```text
//!   curve 0   ────────   ●        curve 3   ·········   ◆
//!   curve 1   ── ── ──   ■        curve 4   ── · ── ·   ▼
//!   curve 2   ─ ─ ─ ─    ▲        curve 5   ─ ·· ─ ··   ✚
//! ```
//!
//! 1. The colours stay apart for eyes that lack one kind of cone, and stand out from the paper by
//!    at least 4.5 : 1, light and dark.
//! 2. Where there are more curves than colours, dashes and shapes still differ.

use super::drawing::Point;

/// What a mark is drawn with.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Ink {
    /// What is read.
    Text,
    /// What is read when it is looked for.
    Muted,
    /// What guides the eye.
    Grid,
    /// One curve among others, by its number.
    Curve(usize),
}

/// A class of the style sheet, with its colour on light and on dark paper.
struct Colour {
    class: &'static str,
    light: &'static str,
    dark: &'static str,
}

const fn colour(class: &'static str, light: &'static str, dark: &'static str) -> Colour {
    Colour { class, light, dark }
}

const TEXT: Colour = colour("text", "#1c1b1a", "#d9d6cf");
const MUTED: Colour = colour("muted", "#6b6862", "#9a978f");
const GRID: Colour = colour("grid", "#e3dfd8", "#343c46");
const CURVES: [Colour; 5] = [
    colour("c0", "#2f6f73", "#7fc4c0"),
    colour("c1", "#b4491f", "#e88a5f"),
    colour("c2", "#6238b8", "#a78bfa"),
    colour("c3", "#2a1f3d", "#fdf6e3"),
    colour("c4", "#7a0f3c", "#e8c22c"),
];

const DASHES: [&[f64]; 6] = [
    &[],
    &[10.0, 4.0],
    &[5.0, 3.0],
    &[1.5, 3.0],
    &[10.0, 3.0, 2.0, 3.0],
    &[5.0, 2.5, 1.5, 2.5, 1.5, 2.5],
];

impl Ink {
    fn colour(self) -> &'static Colour {
        match self {
            Ink::Text => &TEXT,
            Ink::Muted => &MUTED,
            Ink::Grid => &GRID,
            Ink::Curve(curve) => &CURVES[curve % CURVES.len()],
        }
    }

    pub(super) fn class(self) -> &'static str {
        self.colour().class
    }

    pub(super) fn on_white(self) -> &'static str {
        self.colour().light
    }
}

pub(super) fn dashes(curve: usize) -> &'static [f64] {
    DASHES[curve % DASHES.len()]
}

/// Half the width of a marker.
pub(super) const MARKER: f64 = 4.2;

/// The corners of a marker around a place; a circle is one with many.
pub(super) fn corners(curve: usize, (x, y): Point) -> Vec<Point> {
    let ring = |count: usize, turn: f64, radius: f64| {
        let corner = move |nth: usize| {
            let angle = (nth as f64 / count as f64 + turn) * std::f64::consts::TAU;
            (x + radius * angle.sin(), y - radius * angle.cos())
        };
        (0..count).map(corner).collect::<Vec<_>>()
    };
    match curve % DASHES.len() {
        0 => ring(24, 0.0, MARKER),
        1 => ring(4, 0.125, MARKER * 1.25),
        2 => ring(3, 0.0, MARKER * 1.35),
        3 => ring(4, 0.0, MARKER * 1.3),
        4 => ring(3, 0.5, MARKER * 1.35),
        _ => {
            let (long, short) = (MARKER * 1.2, MARKER * 0.45);
            let quarter = [
                (short, -long),
                (short, -short),
                (long, -short),
                (long, short),
            ];
            let turned = |turns: usize, (dx, dy): Point| match turns {
                0 => (x + dx, y + dy),
                1 => (x - dy, y + dx),
                2 => (x - dx, y - dy),
                _ => (x + dy, y - dx),
            };
            let corners = (0..4).flat_map(|turns| quarter.map(|corner| turned(turns, corner)));
            corners.collect()
        }
    }
}

/// The rules that give every picture on a page the colours of its theme.
pub(crate) fn sheet() -> String {
    let all = || [&TEXT, &MUTED, &GRID].into_iter().chain(&CURVES);
    let light = all().map(|c| format!(".picture .{}{{--ink:{}}}", c.class, c.light));
    let dark = all().map(|c| format!(".picture .{}{{--ink:{}}}", c.class, c.dark));
    format!(
        ".picture{{--under:#fff}}{}\n\
         .picture .line{{stroke:var(--ink)}}.picture .fill{{fill:var(--ink)}}\
         .picture .marker{{stroke:var(--ink)}}\
         .picture .halo{{stroke:var(--under)}}.picture .paper{{fill:var(--under)}}\n\
         @media screen and (prefers-color-scheme:dark){{.picture{{--under:#1b2128}}{}}}",
        light.collect::<String>(),
        dark.collect::<String>(),
    )
}
