//! Differences and ratios as they are recorded and printed.

use crate::record::comparison::{DifferenceShown, Holds, RatioShown};
use crate::stats::{Difference, Ratio, print_number, print_points};
use crate::tally::Paired;

/// A difference; `paired` where its trials are, `holds` when its interval does.
pub fn shown(difference: &Difference, paired: Option<&Paired>, holds: Holds) -> DifferenceShown {
    let Difference {
        value,
        low,
        high,
        least_visible,
        ..
    } = *difference;
    let printed = print_points(value, low, high);
    DifferenceShown {
        value,
        low,
        high,
        printed: printed.value,
        range: printed.range,
        visible: difference.is_visible(),
        least_visible,
        least_printed: points(least_visible),
        gained: paired.map(|tally| tally.only_second),
        lost: paired.map(|tally| tally.only_first),
        interval: holds,
    }
}

/// A number of points to its first digit, `0.2`.
fn points(value: f64) -> String {
    print_number(value * 100.0, value * 100.0 / 2.0)
}

/// A ratio.
pub fn ratio_shown(ratio: Ratio) -> RatioShown {
    let Ratio { value, low, high } = ratio;
    let half = match (value, high) {
        (Some(value), Some(high)) => 0.5 * (high - low).min(value),
        _ => low / 4.0,
    };
    let text = |number: f64| {
        print_number(
            number,
            if half > 0.0 {
                half.min(number.max(1e-9))
            } else {
                number / 10.0
            },
        )
    };
    let top = high.map_or_else(|| "no end".to_owned(), text);
    let printed = match value {
        Some(0.0) => format!("at most ×{top}"),
        Some(value) => format!("×{} ({} to {top})", text(value), text(low)),
        None => format!("at least ×{}", text(low)),
    };
    RatioShown {
        value,
        low,
        high,
        printed,
    }
}
