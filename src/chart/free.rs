//! Labels that keep clear of what is drawn: a place is taken only where nothing stands yet.

use super::letters::{ASCENT, DESCENT, width};
use super::scene::{Anchor, Bounds, Point};
use super::theme::Type;

/// What is taken of an area.
#[derive(Clone, Debug)]
pub struct Free {
    within: Bounds,
    taken: Vec<Bounds>,
}

/// A label at a point of its baseline.
pub type Place = (Point, Anchor);

impl Free {
    /// An area with nothing in it.
    pub fn new(within: Bounds) -> Free {
        Free {
            within,
            taken: Vec::new(),
        }
    }

    /// Takes a box.
    pub fn take(&mut self, bounds: Bounds) {
        self.taken.push(bounds);
    }

    /// Takes a line and so many px to either side of it.
    pub fn take_line(&mut self, points: &[Point], reach: f64) {
        for pair in points.windows(2) {
            let [(x, y), (to_x, to_y)] = pair else { continue };
            let long = (to_x - x).abs().max((to_y - y).abs());
            let steps = (long / 6.0).ceil().clamp(1.0, 400.0);
            for step in 0..=steps as usize {
                let part = step as f64 / steps;
                let (x, y) = (x + part * (to_x - x), y + part * (to_y - y));
                self.taken.push(Bounds {
                    left: x - reach,
                    top: y - reach,
                    right: x + reach,
                    bottom: y + reach,
                });
            }
        }
    }

    /// The first of some places at which lines of text stand clear, with so many px around them; it is taken.
    pub fn place(
        &mut self,
        candidates: impl IntoIterator<Item = Place>,
        lines: &[(&str, Type)],
        around: f64,
    ) -> Option<Place> {
        let found = candidates.into_iter().find(|(at, anchor)| {
            let bounds = bounds(*at, *anchor, lines, around);
            let within = &self.within;
            let inside = bounds.left >= within.left
                && bounds.right <= within.right
                && bounds.top >= within.top
                && bounds.bottom <= within.bottom;
            inside && !self.taken.iter().any(|taken| taken.overlap(&bounds))
        })?;
        self.taken.push(bounds(found.0, found.1, lines, around));
        Some(found)
    }
}

/// The box of lines, the first on a baseline.
pub fn bounds(at: Point, anchor: Anchor, lines: &[(&str, Type)], around: f64) -> Bounds {
    let long = lines.iter().map(|(text, kind)| width(text, *kind)).fold(0.0, f64::max);
    let before = match anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => 0.5 * long,
        Anchor::End => long,
    };
    let first = lines.first().map_or(0.0, |(_, kind)| ASCENT * kind.size);
    let below: f64 = lines.iter().skip(1).map(|(_, kind)| kind.line).sum();
    let last = lines.last().map_or(0.0, |(_, kind)| DESCENT * kind.size);
    Bounds {
        left: at.0 - before - around,
        top: at.1 - first - around,
        right: at.0 - before + long + around,
        bottom: at.1 + below + last + around,
    }
}
