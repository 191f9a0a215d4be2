//! The sheet on which a chart is composed: its frame, its margins, and marks by what they mean.

use super::figure::{Frame, Head, Look};
use super::letters::{width, wrap};
use super::scene::{Anchor, Fill, Mark, Picture, Point, Stroke, Turn, hatching};
use super::theme::{
    DISC, FIRM, HAIR, PLAIN_SLOTS, RING, SLIM, SMALL, SUBTITLE, SUBTITLE_SLIM, THIN, TITLE, TITLE_SLIM, Token, Type,
    WORD,
};

/// A picture in the making: marks are added from the top down, and the picture grows with them.
#[derive(Clone, Debug)]
pub struct Sheet {
    look: Look,
    marks: Vec<Mark>,
    /// Where the next thing goes, in px from the top.
    pub y: f64,
}

/// A kind of mark in the key above a plot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The disc of an estimate.
    Estimate,
    /// The whisker of the sampling error.
    Whisker,
    /// The band of doubt about the model.
    Band,
    /// One expert's lozenge.
    Expert,
    /// A curve.
    Curve,
    /// A baseline's curve.
    Baseline,
    /// The hairlines around a curve.
    Hairlines,
    /// The ring of a baseline, or of the trials without an answer.
    Ring,
    /// The bar of chance in the world.
    Chance,
    /// The median's tick.
    Median,
    /// The bar where an answer is the likeliest.
    Leads,
    /// The upright bar of chance in the world, with the tick of its median.
    Spread,
    /// The ring of the scenario as it stands.
    Standing,
}

impl Sheet {
    /// Begins a sheet: title and subtitle where the picture stands alone, nothing on a page that says them itself.
    pub fn begin(head: &Head, look: &Look) -> Sheet {
        let mut sheet = Sheet {
            look: *look,
            marks: Vec::new(),
            y: 0.0,
        };
        if look.frame == Frame::File {
            let (title, subtitle) = if sheet.slim() {
                (TITLE_SLIM, SUBTITLE_SLIM)
            } else {
                (TITLE, SUBTITLE)
            };
            sheet.y = if sheet.slim() { 12.0 } else { 16.0 };
            sheet.paragraph(&head.title, title);
            sheet.y += 2.0;
            sheet.paragraph(&head.shown, subtitle);
            sheet.y += 10.0;
        } else {
            sheet.y = 4.0;
        }
        sheet
    }

    /// The finished picture, with its footer where it stands alone.
    pub fn finish(mut self, head: &Head, id: &str) -> Picture {
        if self.look.frame == Frame::File {
            let rule = self.y + 12.0;
            let (left, right) = (self.left(), self.right());
            self.horizontal(left, right, rule, Stroke::of(Token::Grid, HAIR));
            self.y = rule + 6.0;
            let footer = head.footer.clone();
            self.paragraph(&footer, SMALL);
            self.y += 10.0;
        } else {
            self.y += 4.0;
        }
        Picture {
            id: format!("{id}-{}", self.look.width.round()),
            title: head.title.clone(),
            description: head.description.clone(),
            width: self.look.width,
            height: self.y.ceil(),
            marks: self.marks,
        }
    }

    /// Whether the picture is narrow: columns become lines.
    pub fn slim(&self) -> bool {
        self.look.width < SLIM
    }

    /// Whether the picture is a file, and has to say itself what a page would say around it.
    pub fn stands_alone(&self) -> bool {
        self.look.frame == Frame::File
    }

    /// The left edge of what may be drawn on.
    pub fn left(&self) -> f64 {
        match (self.look.frame, self.slim()) {
            (Frame::Page, _) => 0.0,
            (Frame::File, true) => 16.0,
            (Frame::File, false) => 24.0,
        }
    }

    /// The right edge.
    pub fn right(&self) -> f64 {
        self.look.width - self.left()
    }

    /// The width between the edges.
    pub fn room(&self) -> f64 {
        self.right() - self.left()
    }

    /// A text over the whole width, broken into lines; the sheet goes on below it.
    pub fn paragraph(&mut self, text: &str, kind: Type) {
        for line in wrap(text, kind, self.room()) {
            self.y += kind.line;
            let at = (self.left(), self.y - 0.28 * kind.line);
            self.text(at, &line, kind, Anchor::Start);
        }
    }

    /// One line of text at a point of its baseline.
    pub fn text(&mut self, at: Point, text: &str, kind: Type, anchor: Anchor) {
        if !text.is_empty() {
            self.marks.push(Mark::Text {
                at,
                text: text.to_owned(),
                kind,
                anchor,
                turned: Turn::Level,
            });
        }
    }

    /// The same, read upwards.
    pub fn upwards(&mut self, at: Point, text: &str, kind: Type, anchor: Anchor) {
        self.marks.push(Mark::Text {
            at,
            text: text.to_owned(),
            kind,
            anchor,
            turned: Turn::Upwards,
        });
    }

    /// Several lines, the first at a baseline; says where the next would be.
    pub fn lines(&mut self, at: Point, lines: &[String], kind: Type, anchor: Anchor) -> f64 {
        let mut y = at.1;
        for line in lines {
            self.text((at.0, y), line, kind, anchor);
            y += kind.line;
        }
        y
    }

    /// A text on lines or fills: paper behind it, 3 px to each side.
    pub fn boxed_text(&mut self, at: Point, text: &str, kind: Type, anchor: Anchor) {
        let long = width(text, kind);
        let left = match anchor {
            Anchor::Start => at.0,
            Anchor::Middle => at.0 - 0.5 * long,
            Anchor::End => at.0 - long,
        };
        let high = 1.22 * kind.size;
        self.rect(
            left - 3.0,
            at.1 - 0.92 * kind.size,
            long + 6.0,
            high,
            Fill::of(Token::Paper),
        );
        self.text(at, text, kind, anchor);
    }

    /// A filled rectangle.
    pub fn rect(&mut self, x: f64, y: f64, w: f64, h: f64, fill: Fill) {
        if w > 0.0 && h > 0.0 {
            self.marks.push(Mark::Rect {
                x,
                y,
                w,
                h,
                fill: Some(fill),
                stroke: None,
            });
        }
    }

    /// Any mark.
    pub fn mark(&mut self, mark: Mark) {
        self.marks.push(mark);
    }

    /// A line through points.
    pub fn line(&mut self, points: Vec<Point>, stroke: Stroke) {
        if points.len() > 1 {
            self.marks.push(Mark::Line { points, stroke });
        }
    }

    /// A level line.
    pub fn horizontal(&mut self, from: f64, to: f64, y: f64, stroke: Stroke) {
        self.line(vec![(from, y), (to, y)], stroke);
    }

    /// An upright line.
    pub fn vertical(&mut self, x: f64, from: f64, to: f64, stroke: Stroke) {
        self.line(vec![(x, from), (x, to)], stroke);
    }

    /// A filled area.
    pub fn area(&mut self, points: Vec<Point>, fill: Fill) {
        if points.len() > 2 {
            self.marks.push(Mark::Area {
                points,
                fill: Some(fill),
                stroke: None,
            });
        }
    }

    /// An area in a branch's colour: slots from the ninth on are hatched with paper; those beyond the palette are
    /// grey below the hatching, so that they are not taken for what is lumped.
    pub fn branch(&mut self, points: Vec<Point>, slot: u16, opacity: f64) {
        let is_hatched = slot > u16::from(PLAIN_SLOTS);
        let ends = if is_hatched { hatching(&points, 8.0) } else { Vec::new() };
        let token = Token::slot(slot);
        self.area(points, Fill { token, opacity });
        self.hatch(ends, Stroke::of(Token::Paper, HAIR));
    }

    /// What was not asked: pale, with lines.
    pub fn undrawn(&mut self, points: Vec<Point>) {
        let ends = hatching(&points, 6.0);
        self.area(points, Fill::of(Token::Undrawn));
        self.hatch(ends, Stroke::of(Token::UndrawnLine, HAIR));
    }

    fn hatch(&mut self, ends: Vec<(Point, Point)>, stroke: Stroke) {
        if !ends.is_empty() {
            self.marks.push(Mark::Lines { ends, stroke });
        }
    }

    /// The disc of an estimate, with a halo of paper.
    pub fn disc(&mut self, centre: Point, radius: f64) {
        self.circle(centre, radius + 1.5, Some(Fill::of(Token::Paper)), None);
        self.circle(centre, radius, Some(Fill::of(Token::Estimate)), None);
    }

    /// A ring: none of n, all of n; a baseline.
    pub fn ring(&mut self, centre: Point, radius: f64, token: Token) {
        let stroke = Stroke::of(token, RING);
        self.circle(centre, radius, Some(Fill::of(Token::Paper)), Some(stroke));
    }

    /// A circle.
    pub fn circle(&mut self, centre: Point, radius: f64, fill: Option<Fill>, stroke: Option<Stroke>) {
        self.marks.push(Mark::Circle {
            centre,
            radius,
            fill,
            stroke,
        });
    }

    /// One expert's view: an open lozenge.
    pub fn lozenge(&mut self, centre: Point) {
        let (x, y, r) = (centre.0, centre.1, DISC);
        self.marks.push(Mark::Area {
            points: vec![(x, y - r), (x + r, y), (x, y + r), (x - r, y)],
            fill: Some(Fill::of(Token::Paper)),
            stroke: Some(Stroke::of(Token::Expert, FIRM)),
        });
    }

    /// The sampling error: a level line with caps 8 px high.
    pub fn whisker(&mut self, from: f64, to: f64, y: f64) {
        let stroke = Stroke::of(Token::Ink, THIN);
        self.horizontal(from, to, y, stroke);
        self.vertical(from, y - 4.0, y + 4.0, stroke);
        self.vertical(to, y - 4.0, y + 4.0, stroke);
    }

    /// The doubt about the model: a soft band with its middle half.
    pub fn band(&mut self, outer: (f64, f64), middle: Option<(f64, f64)>, y: f64, high: f64) {
        let top = y - 0.5 * high;
        self.rect(outer.0, top, outer.1 - outer.0, high, Fill::of(Token::Band));
        if let Some(middle) = middle {
            self.rect(middle.0, top, middle.1 - middle.0, high, Fill::of(Token::BandMiddle));
        }
    }

    /// The key: one line of marks by kind, more where it does not fit. What does not occur is left out by the caller.
    pub fn key(&mut self, entries: &[(Key, &str)]) {
        const HIGH: f64 = 20.0;
        if entries.is_empty() {
            return;
        }
        let mut x = self.left();
        let mut y = self.y + 10.0;
        for (key, text) in entries {
            let mark = key.room();
            let room = mark + 6.0 + width(text, WORD);
            if x > self.left() && x + room > self.right() {
                (x, y) = (self.left(), y + HIGH);
            }
            self.key_mark(*key, x, y);
            if room <= self.room() {
                self.text((x + mark + 6.0, y + 4.0), text, WORD, Anchor::Start);
            } else {
                // The name of a run may be longer than a line.
                let lines = wrap(text, WORD, self.room() - mark - 6.0);
                let end = self.lines((x + mark + 6.0, y + 4.0), &lines, WORD, Anchor::Start);
                y = end - 4.0 - WORD.line;
            }
            x += room + 20.0;
        }
        self.y = y + 14.0;
    }

    fn key_mark(&mut self, key: Key, x: f64, y: f64) {
        match key {
            Key::Estimate => self.disc((x + 6.0, y), DISC),
            Key::Ring => self.ring((x + 6.0, y), 4.5, Token::Baseline),
            Key::Whisker => self.whisker(x, x + key.room(), y),
            Key::Band => self.band((x, x + key.room()), Some((x + 8.0, x + 22.0)), y, 12.0),
            Key::Expert => self.lozenge((x + 6.0, y)),
            Key::Curve => self.horizontal(x, x + key.room(), y, Stroke::of(Token::Estimate, super::theme::CURVE)),
            Key::Baseline => self.horizontal(x, x + key.room(), y, Stroke::of(Token::Baseline, FIRM)),
            Key::Hairlines => {
                for dy in [-3.0, 3.0] {
                    let stroke = Stroke::of(Token::Ink, super::theme::ERROR);
                    self.horizontal(x, x + key.room(), y + dy, stroke);
                }
            }
            Key::Chance => self.rect(x, y - 2.5, key.room(), 5.0, Fill::of(Token::Estimate)),
            Key::Leads => self.rect(x, y - 2.5, key.room(), 5.0, Fill::of(Token::Ink2)),
            Key::Spread => {
                self.vertical(x + 6.0, y - 7.0, y + 7.0, Stroke::of(Token::Other, 5.0));
                self.horizontal(x + 1.0, x + 11.0, y + 2.0, Stroke::of(Token::Ink, FIRM));
            }
            Key::Standing => self.ring((x + 6.0, y), 4.5, Token::Ink),
            Key::Median => self.vertical(x + 4.0, y - 6.0, y + 6.0, Stroke::of(Token::Ink, FIRM)),
        }
    }
}

impl Key {
    /// The width of its mark, in px.
    fn room(self) -> f64 {
        match self {
            Key::Estimate | Key::Ring | Key::Standing | Key::Expert | Key::Spread => 12.0,
            Key::Whisker | Key::Curve | Key::Baseline | Key::Hairlines | Key::Leads => 22.0,
            Key::Band | Key::Chance => 30.0,
            Key::Median => 8.0,
        }
    }
}
