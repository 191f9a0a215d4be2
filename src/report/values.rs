//! The numbers of assumptions, as readers see them.

use crate::record::{AssumptionShown, ValueShown};
use crate::stats::{print_number, print_range, print_share};

/// A number to four digits: `0.4167`, `20,000`.
pub fn number(value: f64) -> String {
    let rounded = format!("{value:.3e}").parse().unwrap_or(value);
    print_number(rounded, 0.0)
}

/// A value as the author wrote it; a word with what it stands for: `unlikely (25–35%)`.
pub fn as_written(value: &ValueShown) -> String {
    match value.range {
        Some([low, high]) if high <= 1.0 => format!("{} ({})", value.text, range(low, high)),
        Some([low, high]) => format!("{} (odds × {} to {})", value.text, number(low), number(high)),
        None => value.text.clone(),
    }
}

/// The number that a run used: `0.4167 a year, 0.04392 a step`.
pub fn used(assumption: &AssumptionShown) -> String {
    let mut text = number(assumption.value.number);
    if let Some(period) = &assumption.per {
        text.push_str(&format!(" a {period}"));
    }
    if let Some(per_step) = assumption.per_step {
        text.push_str(&format!(", {} a step", number(per_step)));
    }
    text
}

/// A range of probabilities as somebody said it; a point as a number.
pub fn range(low: f64, high: f64) -> String {
    if low == high {
        print_share(low, 0.0).text
    } else {
        print_range(low, high).text
    }
}
