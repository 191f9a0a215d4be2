//! A picture as data: marks at places in px, coloured by role. Composed by the charts, painted by the canvas, looked through by tests.

use super::letters::{ASCENT, DESCENT, width};
use super::theme::{Token, Type};

/// A point, in px from the upper left.
pub type Point = (f64, f64);

/// A whole picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Unique on a page that holds several pictures.
    pub id: String,
    /// For screen readers: the question.
    pub title: String,
    /// For screen readers: the numbers in a sentence.
    pub description: String,
    /// In px.
    pub width: f64,
    /// In px.
    pub height: f64,
    /// In the order of painting.
    pub marks: Vec<Mark>,
}

/// A fill.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fill {
    /// The colour.
    pub token: Token,
    /// 0 to 1; below 1 in flows alone.
    pub opacity: f64,
}

/// A line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// The colour.
    pub token: Token,
    /// In px.
    pub width: f64,
    /// Drawn and left out in turn, in px.
    pub dash: Option<(f64, f64)>,
}

/// Where the point of a text lies in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// At its beginning.
    Start,
    /// In its middle.
    Middle,
    /// At its end.
    End,
}

/// One mark.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A rectangle, from its upper left.
    Rect {
        /// Left edge.
        x: f64,
        /// Upper edge.
        y: f64,
        /// Width.
        w: f64,
        /// Height.
        h: f64,
        /// Inside.
        fill: Option<Fill>,
        /// Edge.
        stroke: Option<Stroke>,
    },
    /// A line through points.
    Line {
        /// Its points.
        points: Vec<Point>,
        /// How it is drawn.
        stroke: Stroke,
    },
    /// Many separate lines of one kind, such as hatching.
    Lines {
        /// Their ends.
        ends: Vec<(Point, Point)>,
        /// How they are drawn.
        stroke: Stroke,
    },
    /// An area within points.
    Area {
        /// Its corners.
        points: Vec<Point>,
        /// Inside.
        fill: Option<Fill>,
        /// Edge.
        stroke: Option<Stroke>,
    },
    /// A circle.
    Circle {
        /// Its centre.
        centre: Point,
        /// Its radius.
        radius: f64,
        /// Inside.
        fill: Option<Fill>,
        /// Edge.
        stroke: Option<Stroke>,
    },
    /// A line of text, upright but for [`Mark::Text::turned`].
    Text {
        /// On the baseline.
        at: Point,
        /// The text.
        text: String,
        /// How it is set.
        kind: Type,
        /// Where `at` lies in it.
        anchor: Anchor,
        /// Read upwards.
        turned: Turn,
    },
}

/// Which way a text runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turn {
    /// From left to right.
    #[default]
    Level,
    /// From below upwards.
    Upwards,
}

impl Fill {
    /// An opaque fill.
    pub const fn of(token: Token) -> Fill {
        Fill { token, opacity: 1.0 }
    }
}

impl Stroke {
    /// A solid line.
    pub const fn of(token: Token, width: f64) -> Stroke {
        Stroke {
            token,
            width,
            dash: None,
        }
    }
}

/// A box: left, top, right, bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl Bounds {
    /// Whether they share more than an edge.
    pub fn overlap(&self, other: &Bounds) -> bool {
        // A quarter of a pixel is not seen.
        const SLACK: f64 = 0.25;
        self.left + SLACK < other.right
            && other.left + SLACK < self.right
            && self.top + SLACK < other.bottom
            && other.top + SLACK < self.bottom
    }
}

impl Mark {
    /// The box of a text; none of other marks.
    pub fn text_bounds(&self) -> Option<Bounds> {
        let Mark::Text {
            at,
            text,
            kind,
            anchor,
            turned,
        } = self
        else {
            return None;
        };
        let long = width(text, *kind);
        let before = match anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => 0.5 * long,
            Anchor::End => long,
        };
        let (up, down) = (ASCENT * kind.size, DESCENT * kind.size);
        Some(match turned {
            Turn::Level => Bounds {
                left: at.0 - before,
                top: at.1 - up,
                right: at.0 - before + long,
                bottom: at.1 + down,
            },
            Turn::Upwards => Bounds {
                left: at.0 - up,
                top: at.1 + before - long,
                right: at.0 + down,
                bottom: at.1 + before,
            },
        })
    }
}

impl Picture {
    /// What a reader could not read: texts that overlap or leave the picture, a sentence each.
    pub fn illegible(&self) -> Vec<String> {
        let texts: Vec<(&str, Bounds)> = self
            .marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Text { text, .. } => mark.text_bounds().map(|bounds| (text.as_str(), bounds)),
                _ => None,
            })
            .collect();
        let mut found = Vec::new();
        for (place, (text, bounds)) in texts.iter().enumerate() {
            let inside = bounds.left >= -0.25
                && bounds.top >= -0.25
                && bounds.right <= self.width + 0.25
                && bounds.bottom <= self.height + 0.25;
            if !inside {
                found.push(format!(
                    "`{text}` leaves the picture `{}`: {bounds:?} of {} × {}",
                    self.id, self.width, self.height
                ));
            }
            for (other, theirs) in &texts[place + 1..] {
                if bounds.overlap(theirs) {
                    found.push(format!("`{text}` and `{other}` overlap in the picture `{}`", self.id));
                }
            }
        }
        found
    }
}

/// Lines at 45° within a polygon, `every` px apart.
pub fn hatching(polygon: &[Point], every: f64) -> Vec<(Point, Point)> {
    // On a line y = x + c the two coordinates differ by c: turn the polygon so that the lines lie level, and cut it.
    let edges = || polygon.iter().zip(polygon.iter().cycle().skip(1));
    let (low, high) = polygon
        .iter()
        .map(|(x, y)| y + x)
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), c| {
            (low.min(c), high.max(c))
        });
    let step = every * std::f64::consts::SQRT_2;
    let mut found = Vec::new();
    if !(low.is_finite() && high.is_finite() && step > 0.0 && (high - low) / step < 1e5) {
        return found;
    }
    let mut c = (low / step).floor() * step + step;
    while c < high {
        let mut cuts: Vec<f64> = edges()
            .filter_map(|(a, b)| {
                let (from, to) = (a.0 + a.1 - c, b.0 + b.1 - c);
                let crosses = (from <= 0.0) != (to <= 0.0);
                crosses.then(|| a.0 + (b.0 - a.0) * from / (from - to))
            })
            .collect();
        cuts.sort_by(f64::total_cmp);
        found.extend(
            cuts.chunks_exact(2)
                .map(|pair| ((pair[0], c - pair[0]), (pair[1], c - pair[1]))),
        );
        c += step;
    }
    found
}
