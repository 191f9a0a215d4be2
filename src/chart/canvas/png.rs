//! A picture as PNG, its letters drawn from the outlines of the font that comes with the program.

use std::convert::Infallible;
use std::io::Write;

use ab_glyph::{Font, OutlineCurve};
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
    FontTransform,
};
use tiny_skia::{FillRule, LineJoin, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, StrokeDash, Transform};

use crate::chart::letters::{face, width};
use crate::chart::scene::Picture;
use crate::chart::theme::{Theme, Token, Type, Weight};

use super::paint::{Pen, UNITS, paint, px, token};

/// The largest picture, in pixels a side: more than any chart has, and little enough to hold in memory.
const LARGEST: f64 = 16_384.0;

/// How hard to look for what repeats, of 9. Looking harder takes more than all the drawing does, and saves less than half of a file.
const LEVEL: u8 = 1;

/// Draws a picture at `scale` pixels for each px. None where it would be empty or too large to hold.
pub fn png(picture: &Picture, theme: Theme, scale: f64) -> Option<Vec<u8>> {
    let (width, height) = ((picture.width * scale).ceil(), (picture.height * scale).ceil());
    if !(width >= 1.0 && height >= 1.0 && width <= LARGEST && height <= LARGEST) {
        return None;
    }
    let mut pen = PngPen {
        pixels: Pixmap::new(width as u32, height as u32)?,
        theme,
        dash: None,
        scale: scale as f32,
    };
    let paper = pen.colour(Token::Paper, 1.0);
    pen.pixels.fill(paper);
    paint(picture, &mut pen);
    encode(&pen.pixels)
}

/// Pixels as a file. They are opaque, since the paper is, so three channels say all; rows of flat colours repeat, and are found best unfiltered.
fn encode(pixels: &Pixmap) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_deflate_compression(png::DeflateCompression::Level(LEVEL));
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header().ok()?;
    let mut rows = writer.stream_writer().ok()?;
    let mut row = Vec::new();
    for pixels in pixels.data().chunks_exact(4 * pixels.width() as usize) {
        row.clear();
        row.extend(pixels.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]));
        rows.write_all(&row).ok()?;
    }
    rows.finish().ok()?;
    drop(writer);
    Some(bytes)
}

struct PngPen {
    pixels: Pixmap,
    theme: Theme,
    dash: Option<(f64, f64)>,
    scale: f32,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl PngPen {
    fn colour(&self, token: Token, opacity: f64) -> tiny_skia::Color {
        let [_, r, g, b] = token.colour(self.theme).to_be_bytes();
        tiny_skia::Color::from_rgba8(r, g, b, (opacity.clamp(0.0, 1.0) * 255.0).round() as u8)
    }

    fn paint(&self, colour: BackendColor) -> Paint<'static> {
        let (token, opacity) = token(colour);
        let mut paint = Paint::default();
        paint.set_color(self.colour(token, opacity));
        paint.anti_alias = true;
        paint
    }

    fn scaled(&self) -> Transform {
        Transform::from_scale(self.scale, self.scale)
    }

    fn fill(&mut self, path: Option<Path>, colour: BackendColor) {
        if let Some(path) = path {
            let (paint, transform) = (self.paint(colour), self.scaled());
            self.pixels.fill_path(&path, &paint, FillRule::Winding, transform, None);
        }
    }

    fn stroke(&mut self, path: Option<Path>, colour: BackendColor, width: f64) {
        if let Some(path) = path {
            let dash = self.dash.map(|(on, off)| vec![on as f32, off as f32]);
            let stroke = Stroke {
                width: width as f32,
                line_join: LineJoin::Round,
                dash: dash.and_then(|dash| StrokeDash::new(dash, 0.0)),
                ..Stroke::default()
            };
            let (paint, transform) = (self.paint(colour), self.scaled());
            self.pixels.stroke_path(&path, &paint, &stroke, transform, None);
        }
    }

    fn either<S: BackendStyle>(&mut self, path: Option<Path>, style: &S, fill: bool) {
        if fill {
            self.fill(path, style.color());
        } else {
            self.stroke(path, style.color(), f64::from(style.stroke_width()) / UNITS);
        }
    }
}

fn point(place: BackendCoord) -> (f32, f32) {
    (px(place.0) as f32, px(place.1) as f32)
}

fn polygon(points: impl IntoIterator<Item = BackendCoord>, close: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (place, corner) in points.into_iter().enumerate() {
        let (x, y) = point(corner);
        if place == 0 {
            path.move_to(x, y);
        } else {
            path.line_to(x, y);
        }
    }
    if close {
        path.close();
    }
    path.finish()
}

impl Pen for PngPen {
    fn dash(&mut self, dash: Option<(f64, f64)>) {
        self.dash = dash;
    }

    fn lines(&mut self, ends: &[(BackendCoord, BackendCoord)], token: Token, width: f64) {
        let mut path = PathBuilder::new();
        for (from, to) in ends {
            let ((x, y), (u, v)) = (point(*from), point(*to));
            path.move_to(x, y);
            path.line_to(u, v);
        }
        let colour = BackendColor {
            alpha: 1.0,
            rgb: (token.index(), 0, 0),
        };
        self.stroke(path.finish(), colour, width);
    }
}

impl DrawingBackend for PngPen {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        let units = |pixels: u32| (f64::from(pixels) * UNITS / f64::from(self.scale)) as u32;
        (units(self.pixels.width()), units(self.pixels.height()))
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, place: BackendCoord, color: BackendColor) -> Drawn {
        let (x, y) = point(place);
        let path = Rect::from_xywh(x, y, 1.0, 1.0).map(PathBuilder::from_rect);
        self.fill(path, color);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Drawn {
        let ((left, top), (right, bottom)) = (point(from), point(to));
        let path = Rect::from_ltrb(left, top, right, bottom).map(PathBuilder::from_rect);
        self.either(path, style, fill);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.either(polygon(path, false), style, false);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        let (x, y) = point(centre);
        let path = PathBuilder::from_circle(x, y, (f64::from(radius) / UNITS) as f32);
        self.either(path, style, fill);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, vert: I, style: &S) -> Drawn {
        self.either(polygon(vert, true), style, true);
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, pos: BackendCoord) -> Drawn {
        let weight = match style.style() {
            FontStyle::Bold => Weight::Bold,
            _ => Weight::Regular,
        };
        let Some(font) = face(weight) else { return Ok(()) };
        let size = style.size() / UNITS;
        let kind = Type {
            size,
            line: size,
            weight,
            token: Token::Ink,
        };
        let before = match style.anchor().h_pos {
            HPos::Left => 0.0,
            HPos::Center => 0.5 * width(text, kind),
            HPos::Right => width(text, kind),
        };
        let em = (size / font.units_per_em().map_or(1000.0, f64::from)) as f32;
        let mut path = PathBuilder::new();
        let mut pen = 0.0_f32;
        for letter in text.chars() {
            let glyph = font.glyph_id(letter);
            if let Some(outline) = font.outline(glyph) {
                trace(&outline.curves, pen, em, &mut path);
            }
            pen += font.h_advance_unscaled(glyph) * em;
        }
        let Some(path) = path.finish() else { return Ok(()) };
        let (x, y) = point(pos);
        let transform = match style.transform() {
            FontTransform::Rotate270 => Transform::from_row(0.0, -1.0, 1.0, 0.0, x, y + before as f32),
            _ => Transform::from_translate(x - before as f32, y),
        };
        let paint = self.paint(style.color());
        let transform = transform.post_scale(self.scale, self.scale);
        self.pixels.fill_path(&path, &paint, FillRule::Winding, transform, None);
        Ok(())
    }
}

/// Adds the outline of a letter that begins `pen` px to the right.
fn trace(curves: &[OutlineCurve], pen: f32, em: f32, path: &mut PathBuilder) {
    let at = |point: ab_glyph::Point| (pen + point.x * em, -point.y * em);
    let mut last: Option<(f32, f32)> = None;
    for curve in curves {
        let (begin, end) = match curve {
            OutlineCurve::Line(begin, end) => (at(*begin), at(*end)),
            OutlineCurve::Quad(begin, _, end) => (at(*begin), at(*end)),
            OutlineCurve::Cubic(begin, _, _, end) => (at(*begin), at(*end)),
        };
        if last != Some(begin) {
            if last.is_some() {
                path.close();
            }
            path.move_to(begin.0, begin.1);
        }
        match curve {
            OutlineCurve::Line(..) => path.line_to(end.0, end.1),
            OutlineCurve::Quad(_, control, _) => {
                let control = at(*control);
                path.quad_to(control.0, control.1, end.0, end.1);
            }
            OutlineCurve::Cubic(_, first, second, _) => {
                let (first, second) = (at(*first), at(*second));
                path.cubic_to(first.0, first.1, second.0, second.1, end.0, end.1);
            }
        }
        last = Some(end);
    }
    if last.is_some() {
        path.close();
    }
}
