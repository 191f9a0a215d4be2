//! What moved, in order of size, and what did not.

use crate::cli::wrap::{pad, pad_left, width, wrap};
use crate::record::comparison::{AnswerMoved, Comparison, NumberMoved, Shift, Side};

use super::Page;

/// The column of titles.
const TITLES: (usize, usize) = (24, 60);

struct Row<'a> {
    title: String,
    moved: &'a AnswerMoved,
}

pub fn moved(page: &mut Page, first: &Side, second: &Side, comparison: &Comparison) {
    let rows = rows(comparison);
    let (mut visible, unchanged): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.moved.difference.visible);
    visible.sort_by(|a, b| {
        let size = |row: &Row| row.moved.difference.value.abs();
        size(b).total_cmp(&size(a))
    });
    let heads = heads(first, second);
    let column = |of: &dyn Fn(&Row) -> String, head: &str| {
        rows.iter()
            .map(|row| width(&of(row)))
            .max()
            .unwrap_or(0)
            .max(width(head))
    };
    let one = column(&|row| row.moved.first.clone(), &heads[0]);
    let two = column(&|row| row.moved.second.clone(), &heads[1]);
    let points = visible
        .iter()
        .map(|row| width(&row.moved.difference.printed))
        .max()
        .unwrap_or(0);
    let range = visible
        .iter()
        .map(|row| width(&row.moved.difference.range) + 2)
        .max()
        .unwrap_or(0);
    let fixed = one + two + points + range.max(12) + 7;
    let longest = rows.iter().map(|row| width(&row.title)).max().unwrap_or(0);
    let title = page
        .width
        .saturating_sub(fixed)
        .min(longest.max(TITLES.0))
        .clamp(TITLES.0, TITLES.1);
    if !visible.is_empty() {
        page.out.push(String::new());
        let head = format!(
            "{}  {}  {}  difference, points",
            " ".repeat(title),
            pad_left(&heads[0], one),
            pad_left(&heads[1], two)
        );
        let head = page.dim(&head);
        page.out.push(head);
    }
    for row in &visible {
        let difference = &row.moved.difference;
        for (at, line) in wrap(&row.title, title, 2).iter().enumerate() {
            let text = if at == 0 {
                format!(
                    "{}  {}  {}  {}  ({})",
                    pad(line, title),
                    pad_left(&row.moved.first, one),
                    pad_left(&row.moved.second, two),
                    pad_left(&difference.printed, points),
                    difference.range
                )
            } else {
                line.clone()
            };
            page.out.push(text);
        }
        if let Some(ratio) = &row.moved.ratio {
            let text = format!("{}  {}", " ".repeat(title + one + two + 4), ratio.printed);
            page.out.push(text);
        }
    }
    numbers(page, comparison);
    same(page, &unchanged, title, one.max(two));
}

/// The heads of the two columns.
fn heads(first: &Side, second: &Side) -> [String; 2] {
    const ROOM: usize = 10;
    if first.label == "baseline" {
        return ["baseline".to_owned(), "changed".to_owned()];
    }
    if first.label != second.label && width(&first.label) <= ROOM && width(&second.label) <= ROOM {
        return [first.label.clone(), second.label.clone()];
    }
    ["first".to_owned(), "second".to_owned()]
}

fn rows(comparison: &Comparison) -> Vec<Row<'_>> {
    let mut list = Vec::new();
    for (_, question) in comparison.questions.iter() {
        for (answer, moved) in question.answers.iter() {
            // An answer that the author did not name and nobody gave says nothing.
            if answer == "none_of_these" && moved.p == [0.0, 0.0] {
                continue;
            }
            let title = if moved.title.starts_with(&question.title) {
                moved.title.clone()
            } else {
                format!("{}: {}", question.title, moved.title)
            };
            list.push(Row { title, moved });
        }
    }
    list
}

/// Answers without a visible difference, with the least that would have shown.
fn same(page: &mut Page, rows: &[&Row], title: usize, number: usize) {
    if rows.is_empty() {
        return;
    }
    page.out.push(String::new());
    let exact = rows
        .iter()
        .all(|row| row.moved.difference.gained == Some(0) && row.moved.difference.lost == Some(0));
    let most = rows
        .iter()
        .map(|row| row.moved.difference.least_visible)
        .fold(0.0, f64::max);
    let least = rows.iter().find(|row| row.moved.difference.least_visible == most);
    let least = least
        .map(|row| row.moved.difference.least_printed.clone())
        .unwrap_or_default();
    let head = if exact {
        "no difference: every trial answers alike".to_owned()
    } else {
        format!("no visible difference, one of {least} points would have shown")
    };
    page.text(&format!("{head}:"), 2);
    let title = title.min(page.width.saturating_sub(number + 4));
    for row in rows {
        for (at, line) in wrap(&row.title, title.saturating_sub(2), 2).iter().enumerate() {
            let text = if at == 0 {
                format!("  {}  {}", pad(line, title - 2), pad_left(&row.moved.first, number))
            } else {
                format!("  {line}")
            };
            let text = page.dim(&text);
            page.out.push(text);
        }
    }
}

/// Questions that ask for a number: the shift of the mean and of the quantiles.
fn numbers(page: &mut Page, comparison: &Comparison) {
    for (_, question) in comparison.questions.iter() {
        if let Some(number) = &question.number
            && shifts(number).any(|(_, shift)| shift.visible)
        {
            page.out.push(String::new());
            let unit = number.unit.as_ref().map(|unit| format!(", {unit}")).unwrap_or_default();
            page.bold(&format!("{}{unit}", number.title));
            let list: Vec<String> = shifts(number)
                .filter(|(name, _)| ["mean", "0.05", "0.5", "0.95"].contains(name))
                .map(|(name, shift)| {
                    let [was, is, by] = &shift.printed;
                    let by = if shift.visible { by.as_str() } else { "no visible shift" };
                    let name = match name {
                        "0.5" => "median",
                        "0.05" => "5% of trials below",
                        "0.95" => "95% of trials below",
                        other => other,
                    };
                    format!("{name} {was} → {is} ({by})")
                })
                .collect();
            page.text(&format!("  {}", list.join(" · ")), 2);
        }
    }
}

fn shifts(number: &NumberMoved) -> impl Iterator<Item = (&str, &Shift)> {
    number
        .mean
        .iter()
        .map(|shift| ("mean", shift))
        .chain(number.quantiles.iter())
}
