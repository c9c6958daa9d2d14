//! A drawing as PNG: on white, at twice the size of a page, with the font that the program carries.

use std::io;

use tiny_skia::{
    Color, FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, StrokeDash,
    Transform,
};

use super::drawing::{Drawing, Mark, Point};
use super::font;
use super::ink::{Ink, corners};

/// Pixels of the file for each of the drawing.
const SCALE: f32 = 2.0;

struct Canvas {
    pixels: Pixmap,
}

impl Drawing {
    /// As a file of its own.
    pub(crate) fn png_file(&self) -> io::Result<Vec<u8>> {
        let scaled = |length: f64| (length as f32 * SCALE).ceil() as u32;
        let pixels = Pixmap::new(scaled(self.width), scaled(self.height));
        let mut pixels = pixels.ok_or_else(|| io::Error::other("the picture has no size"))?;
        pixels.fill(Color::WHITE);
        let mut canvas = Canvas { pixels };
        for mark in &self.marks {
            canvas.draw(mark);
        }
        canvas.pixels.encode_png().map_err(io::Error::other)
    }
}

impl Canvas {
    fn draw(&mut self, mark: &Mark) {
        match mark {
            Mark::Line {
                points,
                ink,
                width,
                dashes,
            } => {
                if let Some(path) = joined(points, false) {
                    let dashes = dashes.iter().map(|length| *length as f32);
                    // An odd number of lengths says nothing about gaps; ours come in pairs.
                    let dash = StrokeDash::new(dashes.collect(), 0.0);
                    self.stroke(&path, paint(*ink), *width, dash);
                }
            }
            Mark::Marker { at, curve, .. } => {
                if let Some(path) = joined(&corners(*curve, *at), true) {
                    self.stroke(&path, paint(Ink::Curve(*curve)), 2.0, None);
                }
            }
            Mark::Bar {
                at: (x, y),
                size: (width, height),
                ink,
            } => {
                let (x, y, width, height) = (*x as f32, *y as f32, *width as f32, *height as f32);
                if let Some(area) = Rect::from_xywh(x, y, width, height) {
                    self.fill(&PathBuilder::from_rect(area), &paint(*ink));
                }
            }
            Mark::Text(text) => {
                if let Some(path) = font::outline(text) {
                    if text.halo {
                        self.stroke(&path, white(), 4.0, None);
                    }
                    self.fill(&path, &paint(text.ink));
                }
            }
        }
    }

    fn fill(&mut self, path: &Path, paint: &Paint) {
        let scale = Transform::from_scale(SCALE, SCALE);
        self.pixels
            .fill_path(path, paint, FillRule::Winding, scale, None);
    }

    fn stroke(&mut self, path: &Path, paint: Paint, width: f64, dash: Option<StrokeDash>) {
        let stroke = Stroke {
            width: width as f32,
            line_cap: LineCap::Butt,
            line_join: LineJoin::Round,
            dash,
            ..Stroke::default()
        };
        let scale = Transform::from_scale(SCALE, SCALE);
        self.pixels.stroke_path(path, &paint, &stroke, scale, None);
    }
}

fn joined(points: &[Point], closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    let mut points = points.iter().map(|(x, y)| (*x as f32, *y as f32));
    let (x, y) = points.next()?;
    path.move_to(x, y);
    points.for_each(|(x, y)| path.line_to(x, y));
    if closed {
        path.close();
    }
    path.finish()
}

fn white() -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color(Color::WHITE);
    paint
}

fn paint(ink: Ink) -> Paint<'static> {
    let number = u32::from_str_radix(&ink.on_white()[1..], 16).expect("an ink is #rrggbb");
    let [_, red, green, blue] = number.to_be_bytes();
    let mut paint = Paint::default();
    paint.set_color_rgba8(red, green, blue, 255);
    paint
}
