//! An answer over the points of one axis, and how high its probabilities reach.

use crate::chart::axis::{Axis as Level, LogAxis};
use crate::chart::scene::{Point, Stroke};
use crate::chart::sheet::Sheet;
use crate::chart::theme::{ERROR, Token};
use crate::record::Share;
use crate::record::sweep::{SweepRecord, Swept, SweptAnswer, SweptQuestion, Tip, TipKind};

use super::across::{Across, Swung};

/// Below this everywhere an answer is rare: it has an axis of decades.
pub(super) const RARE: f64 = 0.1;

/// An answer over the points.
#[derive(Clone, Debug)]
pub(super) struct Curve {
    /// The question's title.
    pub(super) question: String,
    /// The answer's title, if it is not yes.
    pub(super) answer: Option<String>,
    /// The answer's colour among those of its question.
    pub(super) slot: Option<u16>,
    /// At each point.
    pub(super) shares: Vec<Share>,
    /// In the scenario as it stands.
    pub(super) baseline: Share,
    /// Where it crosses an edge of the scale: the place, the probability, how it is printed and what changes.
    pub(super) edges: Vec<(Tip, String, String)>,
    /// Where another answer becomes the likeliest: of answers by name, only those that concern this one.
    pub(super) turns: Vec<(Tip, String, String)>,
    /// At which points it is the likeliest of several answers; empty for yes.
    pub(super) leads: Vec<bool>,
}

/// The answers of a question that are drawn: yes, or each of several.
pub(super) fn curves(record: &SweepRecord, id: &str, question: &SweptQuestion) -> Vec<Curve> {
    let tips: Vec<&Tip> = record.tips.iter().filter(|tip| tip.question == id).collect();
    let told = |tip: &&&Tip| {
        (
            (**tip).clone(),
            super::said::place(record, tip),
            super::said::change(question, tip),
        )
    };
    let of = |answer_id: &str, answer: &SweptAnswer, title: Option<String>| Curve {
        question: question.title.clone(),
        answer: title,
        slot: answer.slot,
        shares: (0..answer.p.len())
            .filter_map(|point| record.share(answer, point))
            .collect(),
        baseline: answer.baseline.clone(),
        edges: tips
            .iter()
            .filter(|tip| tip.kind == TipKind::Band && tip.answer.as_deref() == Some(answer_id))
            .map(|tip| told(&tip))
            .collect(),
        turns: tips
            .iter()
            .filter(|tip| tip.kind == TipKind::Leader && [&tip.before, &tip.after].contains(&&answer_id.to_owned()))
            .map(|tip| told(&tip))
            .collect(),
        leads: Vec::new(),
    };
    match &question.result {
        Swept::Yes { answers } => answers.get("yes").map(|yes| of("yes", yes, None)).into_iter().collect(),
        Swept::Cases { answers } => {
            let leading = leading(&answers.iter().map(|(_, answer)| answer).collect::<Vec<_>>());
            let list = answers.iter().enumerate();
            list.map(|(place, (id, answer))| Curve {
                leads: leading.iter().map(|one| *one == place).collect(),
                ..of(id, answer, Some(answer.title.clone()))
            })
            .collect()
        }
        Swept::Number(number) => {
            let unit = number.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
            let list = number.exceeds.iter();
            list.map(|(id, answer)| of(id, answer, Some(format!("more than {id}{unit}"))))
                .collect()
        }
    }
}

/// Which of several answers is the likeliest at each point: of equals the first.
pub(super) fn leading(answers: &[&SweptAnswer]) -> Vec<usize> {
    let points = answers.first().map_or(0, |answer| answer.k.len());
    let at = |point: usize| {
        let count = |place: usize| answers[place].k.get(point).copied().unwrap_or(0);
        (0..answers.len()).fold(0, |best, one| if count(one) > count(best) { one } else { best })
    };
    (0..points).map(at).collect()
}

impl Curve {
    /// Question and answer.
    pub(super) fn title(&self) -> String {
        match &self.answer {
            Some(answer) => format!("{}: {answer}", self.question),
            None => self.question.clone(),
        }
    }

    /// Whether it stays so low that it needs an axis of its own.
    pub(super) fn is_rare(&self) -> bool {
        self.shares.iter().all(|share| share.high < RARE)
    }

    /// The lowest and the highest of its points: of equals the first.
    pub(super) fn ends(&self) -> Option<(&Share, &Share)> {
        let least = self.shares.iter().min_by(|a, b| a.p.total_cmp(&b.p))?;
        let most = self.shares.iter().rev().max_by(|a, b| a.p.total_cmp(&b.p))?;
        Some((least, most))
    }

    /// `2.9% to 63%`, or one number where it stays the same.
    pub(super) fn range(&self) -> String {
        match self.ends() {
            Some((least, most)) if least.printed == most.printed => format!("{} throughout", least.printed),
            Some((least, most)) => format!("{} to {}", least.printed, most.printed),
            None => String::new(),
        }
    }

    /// The lines of the interval's ends, as they are drawn.
    pub(super) fn edges_at(&self, swung: &Swung, x: &Across, up: &Up) -> Vec<Vec<Point>> {
        let line = |value: fn(&Share) -> f64| -> Vec<Point> {
            let points = swung.values.iter().zip(&self.shares);
            points
                .map(|(place, share)| (x.at(*place), up.at(value(share))))
                .collect()
        };
        vec![line(|share| share.low), line(|share| share.high)]
    }

    /// Draws the curve with its hairlines, a dot at each point where they stand apart, and the ring of the scenario as it stands.
    pub(super) fn draw(
        &self,
        sheet: &mut Sheet,
        swung: &Swung,
        x: &Across,
        up: &Up,
        width: f64,
        dot: f64,
    ) -> Vec<Point> {
        let at = |value: fn(&Share) -> f64| -> Vec<(Point, bool)> {
            let points = swung.values.iter().zip(&self.shares);
            points
                .map(|(place, share)| ((x.at(*place), up.at(value(share))), up.shows(value(share))))
                .collect()
        };
        for edge in [|share: &Share| share.low, |share: &Share| share.high] {
            for line in runs(&at(edge)) {
                sheet.line(line, Stroke::of(Token::Ink, ERROR));
            }
        }
        let middle = at(|share| share.p);
        for line in runs(&middle) {
            sheet.line(line, Stroke::of(Token::Estimate, width));
        }
        let ends = swung.values.first().zip(swung.values.last());
        let pace = ends.map_or(0.0, |(low, high)| {
            (x.at(*high) - x.at(*low)) / swung.values.len().max(2) as f64
        });
        if pace >= 14.0 {
            for (point, _) in middle.iter().filter(|(_, is_shown)| *is_shown) {
                sheet.circle(*point, dot, Some(crate::chart::scene::Fill::of(Token::Estimate)), None);
            }
        }
        middle.into_iter().map(|(point, _)| point).collect()
    }
}

/// A probability of an axis in per cent, with as many digits as it needs: `0.4%`, `12%`.
pub(super) fn points(p: f64) -> String {
    format!("{}%", crate::stats::print_number(100.0 * p, 0.0))
}

/// The room that the numbers of an upright axis take, in px.
pub(super) fn room(ticks: &[f64]) -> f64 {
    use crate::chart::axis::NUMBERS;
    let widest = ticks
        .iter()
        .map(|tick| crate::chart::letters::width(&points(*tick), crate::chart::theme::AXIS));
    widest.fold(0.0, f64::max).max(NUMBERS - 12.0) + 12.0
}

/// Stretches of points that are shown.
fn runs(points: &[(Point, bool)]) -> Vec<Vec<Point>> {
    let stretches = points.split(|(_, is_shown)| !is_shown);
    stretches
        .map(|stretch| stretch.iter().map(|(point, _)| *point).collect())
        .collect()
}

/// How high the probabilities of a picture reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Height {
    /// From 0 to 100%.
    Whole,
    /// From 0 to a round number above the most.
    Low(f64),
    /// Decades, from below the least to a round number above the most.
    Rare(f64, f64),
}

impl Height {
    pub(super) fn of(curves: &[Curve]) -> Height {
        if !curves.iter().all(Curve::is_rare) {
            return Height::Whole;
        }
        let all = || curves.iter().flat_map(|curve| &curve.shares);
        let most = all().map(|share| share.high).fold(0.0, f64::max);
        let high = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2]
            .into_iter()
            .find(|top| most <= *top)
            .unwrap_or(RARE);
        // The interval of a handful of trials reaches far down: the estimates are what the axis must hold.
        let least = all().filter(|share| share.k > 0).map(|share| share.p);
        let least = least.fold(0.5 * high, f64::min).max(1e-12);
        let all_found = all().all(|share| share.k > 0);
        if all_found && most <= 8.0 * least {
            // All of one size: equal steps tell more than decades.
            let tops = [1e-5, 1e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05];
            return Height::Low(tops.into_iter().find(|top| most <= *top).unwrap_or(RARE));
        }
        Height::Rare(least.max(1e-5 * high), high)
    }

    /// Its axis from the foot of a plot to its top.
    pub(super) fn up(self, below: f64, above: f64) -> Up {
        match self {
            Height::Whole => Up::Linear(Level::probability(below..above)),
            Height::Low(top) => Up::Low(Level::new(0.0..top, below..above)),
            Height::Rare(low, high) => Up::Log(LogAxis::new(low, high, below..above)),
        }
    }

    /// What a subtitle says of it.
    pub(super) fn said(self) -> String {
        match self {
            Height::Whole => String::new(),
            Height::Low(top) => format!("; rare: the axis ends at {}", points(top)),
            Height::Rare(_, high) => format!(
                "; rare: each step up the axis is ten times likelier, and it ends at {}",
                points(high)
            ),
        }
    }
}

/// An upright axis of probabilities.
#[derive(Clone, Debug)]
pub(super) enum Up {
    Linear(Level),
    Low(Level),
    Log(LogAxis),
}

impl Up {
    pub(super) fn at(&self, p: f64) -> f64 {
        match self {
            Up::Linear(axis) | Up::Low(axis) => axis.at(p),
            Up::Log(axis) => axis.at(p),
        }
    }

    /// Whether a probability has a place: on an axis of decades 0 has none.
    fn shows(&self, p: f64) -> bool {
        !matches!(self, Up::Log(_)) || p > 0.0
    }

    pub(super) fn ticks(&self, few: bool) -> Vec<f64> {
        match self {
            Up::Linear(_) if few => crate::chart::axis::TICKS_FEW.to_vec(),
            Up::Linear(_) => crate::chart::axis::TICKS.to_vec(),
            Up::Low(axis) => axis.ticks(),
            Up::Log(axis) => axis.decades(),
        }
    }

    pub(super) fn is_whole(&self) -> bool {
        matches!(self, Up::Linear(_))
    }
}
