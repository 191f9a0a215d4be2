//! Are there enough trials? The running estimate of an answer with its interval, as trials are added.

use crate::record::{QuestionResult, RunRecord, Share};
use crate::stats::{Proportion, print_count, print_probability, print_range};

use super::axis::{Axis, LogAxis, NUMBERS, percent};
use super::figure::{Figure, Kind, Plot};
use super::letters::{width, wrap};
use super::said;
use super::scene::{Anchor, Point, Stroke};
use super::sheet::{Key, Sheet};
use super::table::{Cell, Column, Table};
use super::theme::{AXIS, CURVE, DISC, END_VALUE, ERROR, HAIR, INTERVAL, Token, WORD};

/// The height of the plot, in px.
const HIGH: f64 = 240.0;

#[derive(Debug)]
struct Convergence {
    /// Trials kept, and of these those with the answer.
    looks: Vec<(u64, Proportion)>,
    share: Share,
    top: f64,
}

/// One picture: of the headline answer whose interval is widest, since all others are surer.
pub fn figures(record: &RunRecord) -> Vec<Figure> {
    figure(record).into_iter().collect()
}

fn figure(record: &RunRecord) -> Option<Figure> {
    let any = record.questions.iter().any(|(_, question)| question.headline);
    let headline = record
        .questions
        .iter()
        .filter(|(_, question)| question.headline || !any);
    let mut answers: Vec<(&str, &str, String, &Share)> = Vec::new();
    for (id, question) in headline {
        match &question.result {
            QuestionResult::Yes { answers: found, .. } => {
                let yes = found.get("yes").map(|yes| &yes.share);
                answers.extend(yes.map(|share| (id, "yes", question.title.clone(), share)));
            }
            QuestionResult::Cases { answers: found, .. } => answers.extend(found.iter().map(|(answer, shown)| {
                let title = format!("{}: {}", question.title, shown.title);
                (id, answer, title, &shown.share)
            })),
            QuestionResult::Number(_) => {}
        }
    }
    let wide = |share: &Share| share.high - share.low;
    let (id, answer, title, share) = answers
        .into_iter()
        .reduce(|widest, other| if wide(other.3) > wide(widest.3) { other } else { widest })?;
    let running = &record.joint.convergence;
    let counts = running.answers.get(id)?.get(answer)?;
    let confidence = record.found.confidence;
    let looks: Vec<(u64, Proportion)> = running
        .kept
        .iter()
        .zip(counts)
        .filter(|(n, _)| **n > 0)
        .map(|(n, k)| (*n, Proportion::with_confidence(*k, *n, confidence)))
        .collect();
    if looks.len() < 2 {
        return None;
    }
    let half = 50.0 * wide(share);
    let description = format!(
        "{title}: {} after {} trials, interval {}",
        share.printed,
        print_count(share.n),
        said::interval(share)
    );
    let top = if share.p > 0.1 {
        1.0
    } else {
        [0.01, 0.02, 0.05, 0.1, 0.2]
            .into_iter()
            .find(|top| 2.5 * share.p <= *top)
            .unwrap_or(0.5)
    };
    let rare = if top < 1.0 {
        format!("; rare: the axis ends at {}", percent(top))
    } else {
        String::new()
    };
    let shown = format!("Running estimate of “{title}”, the headline answer that is least sure{rare}");
    Some(Figure {
        kind: Kind::Convergence,
        id: "convergence".to_owned(),
        head: said::head(record, "Are there enough trials?", &shown, description),
        reading: format!(
            "Thin lines hold the sampling error: with four times the trials they come twice as close. At the end they are {} points \
             from the estimate. More trials narrow nothing else: doubt about the assumptions stays as it is.",
            crate::stats::print_number(half, half / 10.0)
        ),
        table: table(&looks),
        plot: Box::new(Convergence {
            looks,
            share: share.clone(),
            top,
        }),
    })
}

fn table(looks: &[(u64, Proportion)]) -> Table {
    let mut table = Table::new([
        Column::number("trials", "trials"),
        Column::number("k", "with the answer"),
        Column::number("p", "estimate"),
        Column::number("low", "95% interval"),
        Column::number("high", ""),
    ]);
    for (n, look) in looks {
        table.row([
            Cell::count(*n),
            Cell::count(look.k),
            Cell::number(look.p, print_probability(look).text),
            Cell::number(look.low, print_range(look.low, look.high).text),
            Cell::exact(look.high.to_string()),
        ]);
    }
    table
}

impl Plot for Convergence {
    fn compose(&self, sheet: &mut Sheet) {
        sheet.key(&[
            (Key::Curve, "running estimate"),
            (Key::Hairlines, "sampling error, 95%"),
        ]);
        let Some((first, last)) = self.looks.first().zip(self.looks.last()) else {
            return;
        };
        let interval = said::interval(&self.share);
        let gutter = width(&self.share.printed, END_VALUE).max(width(&interval, INTERVAL)) + 24.0;
        let (left, right) = (sheet.left() + NUMBERS, sheet.right() - gutter);
        let (above, below) = (sheet.y + 10.0, sheet.y + 10.0 + HIGH);
        let y = Axis::new(0.0..self.top, below..above);
        for tick in [0.0, 0.25, 0.5, 0.75, 1.0].map(|tick| tick * self.top) {
            let at = y.at(tick);
            sheet.horizontal(left, right, at, Stroke::of(Token::Grid, HAIR));
            sheet.text((left - 8.0, at + 4.0), &percent(tick), AXIS, Anchor::End);
        }
        let x = LogAxis::counts(first.0 as f64, last.0 as f64, left..right);
        let line = |value: fn(&Proportion) -> f64| -> Vec<Point> {
            let looks = self.looks.iter();
            looks.map(|(n, look)| (x.at(*n as f64), y.at(value(look)))).collect()
        };
        for edge in [|look: &Proportion| look.low, |look: &Proportion| look.high] {
            sheet.line(line(edge), Stroke::of(Token::Ink, ERROR));
        }
        sheet.line(line(|look| look.p), Stroke::of(Token::Estimate, CURVE));
        let end = (x.at(last.0 as f64), y.at(self.share.p));
        sheet.disc(end, DISC);
        let base = end.1.clamp(above + 10.0, below - 22.0);
        sheet.text(
            (right + 14.0, base + 6.0),
            &self.share.printed,
            END_VALUE,
            Anchor::Start,
        );
        sheet.text((right + 14.0, base + 22.0), &interval, INTERVAL, Anchor::Start);
        self.note(sheet, &x, (left, right), (above, below));
        trials_below(sheet, &x, below);
    }
}

impl Convergence {
    /// How sure a thousand trials were: what most people would have stopped at.
    fn note(&self, sheet: &mut Sheet, x: &LogAxis, across: (f64, f64), down: (f64, f64)) {
        let Some((n, look)) = self.looks.iter().find(|(n, _)| *n >= 1000).filter(|(n, _)| *n < 2000) else {
            return;
        };
        let half = 50.0 * (look.high - look.low);
        let text = format!(
            "{} trials: ±{} points",
            print_count(*n),
            crate::stats::print_number(half, half / 5.0)
        );
        let lines = wrap(&text, WORD, across.1 - across.0);
        let half = 0.5 * super::letters::widest(&lines, WORD) + 4.0;
        let at = x.at(*n as f64);
        let stroke = Stroke {
            dash: Some((2.0, 3.0)),
            ..Stroke::of(Token::Axis, HAIR)
        };
        sheet.vertical(at, down.0, down.1, stroke);
        // Over the curve where that lies low, else under it.
        let y = if self.share.p > 0.5 * self.top {
            down.1 - 12.0
        } else {
            down.0 + 18.0
        };
        let middle = at.clamp(across.0 + half, (across.1 - half).max(across.0 + half));
        sheet.boxed_text((middle, y), &text, WORD, Anchor::Middle);
    }
}

fn trials_below(sheet: &mut Sheet, axis: &LogAxis, y: f64) {
    let stroke = Stroke::of(Token::Axis, HAIR);
    let (from, to) = axis.ends();
    sheet.horizontal(from, to, y, stroke);
    for tick in axis.between() {
        sheet.vertical(axis.at(tick), y, y + 3.0, stroke);
    }
    let mut last = f64::NEG_INFINITY;
    let decades = axis.decades();
    let count = decades.len();
    for (place, decade) in decades.into_iter().enumerate() {
        let x = axis.at(decade);
        sheet.vertical(x, y, y + 5.0, stroke);
        let mut text = print_count(decade as u64);
        if place + 1 == count {
            text.push_str(" trials");
        }
        let half = 0.5 * width(&text, AXIS);
        let x = x.clamp(sheet.left() + half, (sheet.right() - half).max(sheet.left() + half));
        if x - half >= last + 8.0 {
            sheet.text((x, y + 18.0), &text, AXIS, Anchor::Middle);
            last = x + half;
        }
    }
    sheet.y = y + 24.0;
}
