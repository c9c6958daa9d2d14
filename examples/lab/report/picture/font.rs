//! The font of the pictures, DejaVu Sans, which a crate carries: how wide a text is, and the
//! outlines of its letters. A browser may choose its own font for an SVG; this one is wide, so what
//! fits here fits there.

use tiny_skia::{Path, PathBuilder};
use ttf_parser::{Face, OutlineBuilder};

use super::drawing::Text;

/// How heavy letters are.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

fn face(weight: Weight) -> Face<'static> {
    let font = match weight {
        Weight::Regular => dejavu::sans::regular(),
        Weight::Bold => dejavu::sans::bold(),
    };
    Face::parse(font, 0).expect("the crate's font is whole")
}

/// How wide a text is.
pub(super) fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let face = face(weight);
    let letters = text.chars().map(|letter| advance(&face, letter));
    letters.sum::<f64>() * size / f64::from(face.units_per_em())
}

/// As much of a text as fits, with an ellipsis where something is left out.
pub(super) fn shortened(text: &str, size: f64, weight: Weight, room: f64) -> String {
    if width(text, size, weight) <= room {
        return text.to_owned();
    }
    let mut kept: Vec<char> = text.chars().collect();
    while kept.pop().is_some() {
        let short: String = kept.iter().chain(&['…']).collect();
        if width(&short, size, weight) <= room {
            return short;
        }
    }
    String::new()
}

/// The letters of a text, as one path.
pub(super) fn outline(text: &Text) -> Option<Path> {
    let face = face(text.weight);
    let scale = text.size / f64::from(face.units_per_em());
    let mut pen = Pen {
        path: PathBuilder::new(),
        x: text.start(width(&text.text, text.size, text.weight)),
        y: text.at.1,
        scale,
    };
    for letter in text.text.chars() {
        // A letter without a glyph is drawn as the font's empty box.
        face.outline_glyph(face.glyph_index(letter).unwrap_or_default(), &mut pen);
        pen.x += advance(&face, letter) * scale;
    }
    pen.path.finish()
}

fn advance(face: &Face, letter: char) -> f64 {
    let glyph = face.glyph_index(letter).unwrap_or_default();
    face.glyph_hor_advance(glyph).map_or(0.0, f64::from)
}

/// Takes the outlines of glyphs, whose y goes up, to the place of a letter.
struct Pen {
    path: PathBuilder,
    x: f64,
    y: f64,
    scale: f64,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        let right = self.x + f64::from(x) * self.scale;
        let down = self.y - f64::from(y) * self.scale;
        (right as f32, down as f32)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
