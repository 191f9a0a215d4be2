//! Over one number: a question large, or several as panels on shared axes; rare answers on an axis of their own.

use crate::chart::figure::{Figure, Kind, Plot};
use crate::chart::letters::wrap;
use crate::chart::scene::Anchor;
use crate::chart::sheet::{Key, Sheet};
use crate::chart::theme::{INTERVAL, WORD};
use crate::record::sweep::{Axis, SweepRecord, Swept, SweptQuestion};
use crate::scale::Scale;

use super::across::Swung;
use super::curve::{Curve, Height, curves};
use super::{amount, drawn, is_headline, is_number, panels, said, single, tables};

/// More panels than this do not stand in one picture.
const PANELS: usize = 12;

#[derive(Debug)]
struct Lines {
    scale: Scale,
    swung: Swung,
    curves: Vec<Curve>,
    height: Height,
    /// What is said below.
    note: Option<String>,
}

pub(super) fn figures(record: &SweepRecord, axis: &Axis) -> Vec<Figure> {
    let mut made = Made {
        record,
        axis,
        figures: Vec::new(),
    };
    let all = drawn(record);
    for headline in [true, false] {
        let of: Vec<_> = all
            .iter()
            .filter(|(_, question)| is_headline(record, question) == headline)
            .collect();
        let yes = of
            .iter()
            .filter(|(_, question)| matches!(question.result, Swept::Yes { .. }));
        let yes: Vec<Curve> = yes.flat_map(|(id, question)| curves(record, id, question)).collect();
        let (rare, common): (Vec<Curve>, Vec<Curve>) = yes.into_iter().partition(Curve::is_rare);
        let more = if headline { "" } else { "-more" };
        made.several(&format!("sweep{more}"), common, None);
        for (id, question) in of.iter().filter(|(_, q)| matches!(q.result, Swept::Cases { .. })) {
            made.several(&format!("sweep-of-{id}"), curves(record, id, question), Some(question));
        }
        made.several(&format!("sweep{more}-rare"), rare, None);
        for (id, question) in of.iter().filter(|(_, question)| is_number(question)) {
            made.figures.extend(amount::over_number(record, axis, id, question));
            made.several(
                &format!("sweep-over-{id}"),
                curves(record, id, question),
                Some(question),
            );
        }
    }
    made.figures
}

/// Figures in the making.
struct Made<'a> {
    record: &'a SweepRecord,
    axis: &'a Axis,
    figures: Vec<Figure>,
}

impl Made<'_> {
    /// Curves in one picture, in more where they are too many. `question` is the one that they all answer.
    fn several(&mut self, id: &str, curves: Vec<Curve>, question: Option<&SweptQuestion>) {
        let count = curves.chunks(PANELS).len();
        for (place, part) in curves.chunks(PANELS).enumerate() {
            let (id, of) = match (place, count) {
                (_, 1) => (id.to_owned(), String::new()),
                (0, _) => (id.to_owned(), format!(" (1 of {count})")),
                _ => (format!("{id}-{}", place + 1), format!(" ({} of {count})", place + 1)),
            };
            let figure = self.figure(id, &of, part, question);
            self.figures.push(figure);
        }
    }

    fn figure(&self, id: String, of: &str, curves: &[Curve], question: Option<&SweptQuestion>) -> Figure {
        let (record, axis) = (self.record, self.axis);
        let height = Height::of(curves);
        let moved = said::moved(axis);
        let title = match (question, curves, height) {
            (Some(question), ..) if is_number(question) => format!("How often more than that? {}", question.title),
            (Some(question), ..) => format!("Where does it tip? {}", question.title),
            (None, [only], _) => format!("Where does it tip? {}", only.question),
            (None, _, Height::Rare(..) | Height::Low(_)) => {
                format!("The rare answers: how far does {moved} move them?")
            }
            (None, ..) => format!("Where do the answers tip as {moved} moves?"),
        };
        let shown = format!(
            "Probability against {moved}, all else as it is{}{}",
            if curves.len() > 1 { ", axes shared" } else { "" },
            height.said()
        );
        let sentences = curves.iter().map(|curve| {
            let turn = curve.turns.first().map(|(_, place, what)| format!(", {what}: {place}"));
            format!("{}: {}{}", curve.title(), curve.range(), turn.unwrap_or_default())
        });
        let description = sentences.collect::<Vec<_>>().join("; ");
        let has_leads = curves.iter().any(|curve| !curve.leads.is_empty());
        let is_first = self.figures.is_empty();
        Figure {
            kind: Kind::Sweep,
            id,
            head: said::head(record, format!("{title}{of}"), &shown, description),
            reading: reading(has_leads, curves.len() == 1),
            table: tables::of_curves(axis, curves),
            plot: Box::new(Lines {
                scale: record.scale(),
                swung: Swung::new(axis),
                curves: curves.to_vec(),
                height,
                note: said::untouched(record).filter(|_| is_first),
            }),
        }
    }
}

fn reading(has_leads: bool, is_single: bool) -> String {
    let mut text = "Each dot is a run with that value set, on the same luck; a steep stretch is where the value matters, a flat one where it does \
                    not. The thin lines hold the sampling error (95%); they say nothing about doubt in the model."
        .to_owned();
    if is_single {
        text.push_str(" Short upright ticks mark where the words of the scale change.");
    }
    if has_leads {
        text.push_str(" The bar at the foot of a panel marks where that answer is the likeliest.");
    }
    text
}

impl Plot for Lines {
    fn compose(&self, sheet: &mut Sheet) {
        let mut key = vec![(Key::Curve, "estimate"), (Key::Hairlines, "sampling error, 95%")];
        if self.swung.standing.is_some() {
            key.push((Key::Standing, self.swung.as_it_stands.as_str()));
        }
        if self.curves.iter().any(|curve| !curve.leads.is_empty()) {
            key.push((Key::Leads, "likeliest answer here"));
        }
        sheet.key(&key);
        match self.curves.as_slice() {
            [only] => single::compose(sheet, self.scale, &self.swung, only, self.height),
            several => panels::compose(sheet, self.scale, &self.swung, several, self.height),
        }
        if let Some(note) = &self.note {
            below(sheet, note);
        }
    }
}

/// A sentence below a plot.
pub(super) fn below(sheet: &mut Sheet, note: &str) {
    sheet.y += 10.0;
    let lines = wrap(note, INTERVAL, sheet.room());
    let at = (sheet.left(), sheet.y + 12.0);
    sheet.lines(at, &lines, INTERVAL, Anchor::Start);
    sheet.y += 16.0 * lines.len() as f64 + 2.0;
}

/// Lines of a list below a plot: a place in bold, and what happens there; in two columns where there is room.
pub(super) fn list(sheet: &mut Sheet, heading: &str, rows: &[(String, String)], most: usize) {
    use crate::chart::letters::{widest, width};
    use crate::chart::theme::Weight;
    let bold = WORD.weighing(Weight::Bold);
    let columns = if sheet.slim() || rows.len() < 4 { 1 } else { 2 };
    let wide = (sheet.room() - 28.0 * (columns as f64 - 1.0)) / columns as f64;
    let shown: Vec<&(String, String)> = rows.iter().take(most).collect();
    let places: Vec<String> = shown.iter().map(|(place, _)| place.clone()).collect();
    let indent = (widest(&places, bold) + 10.0).min(0.5 * wide);
    sheet.y += 12.0;
    sheet.text((sheet.left(), sheet.y + 12.0), heading, bold, Anchor::Start);
    sheet.y += 19.0;
    let top = sheet.y;
    let per = shown.len().div_ceil(columns);
    let mut lowest = top;
    for (column, part) in shown.chunks(per.max(1)).enumerate() {
        let left = sheet.left() + column as f64 * (wide + 28.0);
        let mut y = top;
        for (place, what) in part {
            // A long place, such as two categories, stands above what happens.
            let is_long = width(place, bold) > indent;
            let mut line = y;
            if is_long {
                let lines = wrap(place, bold, wide);
                sheet.lines((left, line + 12.0), &lines, bold, Anchor::Start);
                line += 16.0 * lines.len() as f64 - 16.0 + 16.0;
            } else {
                sheet.text((left, line + 12.0), place, bold, Anchor::Start);
            }
            let lines = wrap(what, WORD, wide - indent);
            sheet.lines((left + indent, line + 12.0), &lines, WORD, Anchor::Start);
            y = line + 14.0 * lines.len() as f64 + 3.0;
        }
        lowest = f64::max(lowest, y);
    }
    sheet.y = lowest;
    if rows.len() > most {
        let text = format!("and {} more, in the table of tipping points", rows.len() - most);
        sheet.text((sheet.left(), sheet.y + 12.0), &text, WORD, Anchor::Start);
        sheet.y += 17.0;
    }
}
