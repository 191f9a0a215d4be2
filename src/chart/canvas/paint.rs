//! Marks drawn as elements of `plotters`, on a backend that knows tokens and hundredths of a pixel.
//!
//! Two things travel through the library in disguise. Places are counted in hundredths of a pixel, since it knows whole ones only; and
//! a colour is the place of a token in the theme, which the backend looks up, so that one picture can be painted for a style sheet too.

use std::convert::Infallible;

use plotters::element::{Circle, Drawable, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{
    Color, FontDesc, FontFamily, FontStyle, FontTransform, RGBAColor, RGBColor, ShapeStyle, TextStyle,
};
use plotters_backend::{BackendColor, BackendCoord, DrawingBackend};

use crate::chart::scene::{Anchor, Fill, Mark, Picture, Point, Stroke, Turn};
use crate::chart::theme::{Token, Weight};

/// So many units of a backend make a pixel.
pub(super) const UNITS: f64 = 100.0;

/// A backend that can do what `plotters` has no word for. It cannot fail: it writes to memory.
pub(super) trait Pen: DrawingBackend<ErrorType = Infallible> {
    /// How the next lines are dashed, in px.
    fn dash(&mut self, dash: Option<(f64, f64)>);
    /// Many separate lines of one kind.
    fn lines(&mut self, ends: &[(BackendCoord, BackendCoord)], token: Token, width: f64);
}

/// The token and the opacity that a colour stands for.
pub(super) fn token(colour: BackendColor) -> (Token, f64) {
    (Token::at(colour.rgb.0), colour.alpha)
}

/// A place in px.
pub(super) fn px(place: i32) -> f64 {
    f64::from(place) / UNITS
}

/// Paints a picture.
pub(super) fn paint<P: Pen>(picture: &Picture, pen: &mut P) {
    for mark in &picture.marks {
        draw(mark, pen);
    }
}

fn draw<P: Pen>(mark: &Mark, pen: &mut P) {
    match mark {
        Mark::Rect {
            x,
            y,
            w,
            h,
            fill,
            stroke,
        } => {
            let corners = [at((*x, *y)), at((x + w, y + h))];
            if let Some(fill) = fill {
                element(&Rectangle::new(corners, filled(*fill)), &corners, pen);
            }
            if let Some(stroke) = stroke {
                pen.dash(stroke.dash);
                element(&Rectangle::new(corners, stroked(*stroke)), &corners, pen);
            }
        }
        Mark::Line { points, stroke } => path(points.iter(), *stroke, pen),
        Mark::Lines { ends, stroke } => {
            let ends: Vec<_> = ends.iter().map(|(from, to)| (at(*from), at(*to))).collect();
            pen.dash(stroke.dash);
            pen.lines(&ends, stroke.token, stroke.width);
        }
        Mark::Area { points, fill, stroke } => {
            if let Some(fill) = fill {
                let corners: Vec<BackendCoord> = points.iter().map(|point| at(*point)).collect();
                element(&Polygon::new(corners.clone(), filled(*fill)), &corners, pen);
            }
            if let Some(stroke) = stroke {
                path(points.iter().chain(points.first()), *stroke, pen);
            }
        }
        Mark::Circle {
            centre,
            radius,
            fill,
            stroke,
        } => {
            let (centre, radius) = (at(*centre), units(*radius).unsigned_abs());
            if let Some(fill) = fill {
                element(&Circle::new(centre, radius, filled(*fill)), &[centre], pen);
            }
            if let Some(stroke) = stroke {
                pen.dash(stroke.dash);
                element(&Circle::new(centre, radius, stroked(*stroke)), &[centre], pen);
            }
        }
        Mark::Text {
            at: point,
            text,
            kind,
            anchor,
            turned,
        } => {
            let style = match kind.weight {
                Weight::Regular => FontStyle::Normal,
                Weight::Bold => FontStyle::Bold,
            };
            let transform = match turned {
                Turn::Level => FontTransform::None,
                Turn::Upwards => FontTransform::Rotate270,
            };
            let across = match anchor {
                Anchor::Start => HPos::Left,
                Anchor::Middle => HPos::Center,
                Anchor::End => HPos::Right,
            };
            let font = FontDesc::new(FontFamily::SansSerif, kind.size * UNITS, style).transform(transform);
            let colour = colour(kind.token, 1.0);
            let style = TextStyle::from(font).color(&colour).pos(Pos::new(across, VPos::Bottom));
            let point = at(*point);
            element(&Text::new(text.as_str(), point, style), &[point], pen);
        }
    }
}

fn path<'a, P: Pen>(points: impl Iterator<Item = &'a Point>, stroke: Stroke, pen: &mut P) {
    let points: Vec<BackendCoord> = points.map(|point| at(*point)).collect();
    pen.dash(stroke.dash);
    element(&PathElement::new(points.clone(), stroked(stroke)), &points, pen);
}

fn element<P: Pen>(element: &impl Drawable<P>, points: &[BackendCoord], pen: &mut P) {
    let size = pen.get_size();
    // A pen writes to memory and has no way to fail.
    let _ = element.draw(points.iter().copied(), pen, size);
}

fn at(point: Point) -> BackendCoord {
    (units(point.0), units(point.1))
}

fn units(px: f64) -> i32 {
    // A float beyond the range of an integer saturates, and a NaN is 0: far away, but nowhere wrong.
    (px * UNITS).round() as i32
}

fn filled(fill: Fill) -> ShapeStyle {
    ShapeStyle {
        color: colour(fill.token, fill.opacity),
        filled: true,
        stroke_width: 0,
    }
}

fn stroked(stroke: Stroke) -> ShapeStyle {
    ShapeStyle {
        color: colour(stroke.token, 1.0),
        filled: false,
        stroke_width: units(stroke.width).unsigned_abs(),
    }
}

fn colour(token: Token, opacity: f64) -> RGBAColor {
    RGBColor(token.index(), 0, 0).mix(opacity)
}
