//! Below the rows: when things first happen, and questions whose answer is a number.

use crate::cli::wrap::{pad, width, wrap};
use crate::record::{Estimate, NumberResult, Ordered, QuestionResult};
use crate::stats::print_number;

use super::Page;

/// Fewer trials than these say nothing of when.
const FEWEST: u64 = 100;

/// When a yes first held, of the trials in which it did: for questions where that tells more than the share does.
pub fn times(page: &Page, out: &mut Vec<String>) {
    let Some(calendar) = &page.record.calendar else { return };
    let mut rows: Vec<(String, String, String)> = Vec::new();
    for (_, question) in page.record.questions.iter() {
        let QuestionResult::Yes { first: Some(first), .. } = &question.result else {
            continue;
        };
        let step = |q: &str| first.quantiles.get(q).map(|one| one.value as usize);
        let (Some(early), Some(middle), Some(late)) = (step("0.05"), step("0.5"), step("0.95")) else {
            continue;
        };
        if early == late || first.happens.k < FEWEST {
            continue;
        }
        let label = |step: usize| calendar.labels.get(step.saturating_sub(1)).cloned().unwrap_or_default();
        rows.push((
            question.title.clone(),
            label(middle),
            format!("{} to {}", label(early), label(late)),
        ));
    }
    if rows.is_empty() {
        return;
    }
    let middle = rows
        .iter()
        .map(|(_, middle, _)| width(middle))
        .max()
        .unwrap_or(0)
        .max(width("median"));
    let range = rows.iter().map(|(_, _, range)| width(range)).max().unwrap_or(0);
    let rest = page.width.saturating_sub(middle + range + 6);
    let longest = rows.iter().map(|(title, ..)| width(title)).max().unwrap_or(0);
    let title = rest.min(longest.max(24)).clamp(24, 60);
    out.push(String::new());
    let heading = pad("when first, where it happens", title);
    out.push(page.dim(&format!(
        "{heading}   {}   5–95% of those trials",
        pad("median", middle)
    )));
    for (text, at, span) in rows {
        for (line, text) in wrap(&text, title, 2).iter().enumerate() {
            let row = match line {
                0 => format!("{}   {}   {span}", pad(text, title), page.bold(&pad(&at, middle))),
                _ => text.clone(),
            };
            out.push(row);
        }
    }
}

/// Questions whose answer is a number.
pub fn numbers(page: &Page, out: &mut Vec<String>) {
    for (_, question) in page.record.questions.iter() {
        let QuestionResult::Number(number) = &question.result else {
            continue;
        };
        out.push(String::new());
        let unit = number.unit.as_ref().map(|unit| format!(", {unit}")).unwrap_or_default();
        let title = wrap(&format!("{}{unit}", question.title), page.text_width(), 2);
        out.extend(title.iter().map(|line| page.bold(line)));
        page.text(&format!("  {}", sentence(number)), 2, out);
    }
}

/// `median 4.6 (4.5 to 4.7) · 5–95% of trials 1.6 to 11.9 · mean 5.0 · over 5: 45% (realistic possibility)`.
fn sentence(number: &NumberResult) -> String {
    let mut parts = Vec::new();
    let at = |q: &str| number.quantiles.get(q);
    if let Some(median) = at("0.5") {
        parts.push(format!("median {}{}", median.printed, interval(median)));
    }
    if let (Some(low), Some(high)) = (at("0.05"), at("0.95")) {
        parts.push(format!("5–95% of trials {}", spread(low, high)));
    }
    if let Some(mean) = &number.mean {
        parts.push(format!("mean {}", mean.printed));
    }
    parts.extend(exceeded(&number.exceeds));
    parts.join(" · ")
}

fn exceeded(exceeds: &Ordered<crate::record::Share>) -> Vec<String> {
    let shown = exceeds.iter().map(|(threshold, share)| {
        let threshold = threshold.replace('-', "−");
        let aside = share
            .aside
            .as_ref()
            .map(|aside| format!(", {aside}"))
            .unwrap_or_default();
        format!("over {threshold}: {} ({}{aside})", share.printed, share.word)
    });
    shown.collect()
}

/// The interval, where it can be seen beside the number as it is printed.
fn interval(estimate: &Estimate) -> String {
    let (Some(low), Some(high)) = (estimate.low, estimate.high) else {
        return String::new();
    };
    let half = 0.5 * (high - low);
    let shown = |value: f64| print_number(value, half);
    let (low, high) = (shown(low), shown(high));
    if low == high {
        String::new()
    } else {
        format!(" ({})", range(&low, &high))
    }
}

/// Two quantiles to the same digits: those that the less certain of them bears, and three at most.
fn spread(low: &Estimate, high: &Estimate) -> String {
    let half = |one: &Estimate| match (one.low, one.high) {
        (Some(low), Some(high)) => 0.5 * (high - low),
        _ => 0.0,
    };
    let error = half(low).max(half(high));
    let size = low.value.abs().max(high.value.abs());
    // Whole numbers that never vary need no digits behind the point.
    let is_whole = |one: &Estimate| one.value == libm::floor(one.value);
    let error = if error == 0.0 && is_whole(low) && is_whole(high) {
        1.0
    } else {
        error.max(size / 500.0)
    };
    range(&print_number(low.value, error), &print_number(high.value, error))
}

fn range(low: &str, high: &str) -> String {
    if low.starts_with('−') || high.starts_with('−') {
        format!("{low} to {high}")
    } else {
        format!("{low}–{high}")
    }
}
