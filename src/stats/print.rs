//! Numbers as they are printed: digits stop where the error starts, and nothing is ever 0% or 100%.

use super::decimal::{Decimal, Towards};
use super::proportion::Proportion;

/// A probability as printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Printed {
    /// Such as `23%`, `2.9%`, `<0.04%`, `>99.96%`.
    pub text: String,
    /// The number printed, from 0 to 1: the one to look a word up for. None where there were no trials.
    pub value: Option<f64>,
    /// What may stand beside it: `none in 10,000 trials`, `all 10,000 trials`, `about 1 in 3,000`.
    pub aside: Option<String>,
}

/// A range as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedRange {
    /// Such as `19–28%`; `<0.04%` or `>88%` if one end is that of the scale; `±0.02` if both ends
    /// would read the same.
    pub text: String,
    /// Whether it is the half-width in points, `±0.02`, to be read beside the estimate.
    pub is_half_width: bool,
}

/// A difference as printed, in points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedPoints {
    /// Such as `−17` or `+0.4`.
    pub value: String,
    /// Such as `−18 to −16`.
    pub range: String,
}

impl std::fmt::Display for PrintedPoints {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", self.value, self.range)
    }
}

/// Prints a counted probability: the exact quotient k / n, halves rounded up.
///
/// From 10 to 90% there are no decimals, outside as many as the half-width of the interval bears (and
/// as many more as it takes not to print 0% or 100%). None of n is below its bound, rounded up to one digit, and
/// all of n above.
pub fn print_probability(share: &Proportion) -> Printed {
    let Proportion { k, n, .. } = *share;
    if n == 0 {
        return Printed {
            text: "unknown".into(),
            value: None,
            aside: Some("no trials".into()),
        };
    }
    if k == 0 {
        let bound = bound_below(share.high);
        let aside = Some(format!("none in {}", trials(n)));
        return Printed {
            text: format!("<{}", per_cent(&bound)),
            value: Some(bound.value(-2)),
            aside,
        };
    }
    if k >= n {
        let bound = bound_below(1.0 - share.low).short_of_hundred();
        let aside = Some(if n == 1 {
            "the only trial".into()
        } else {
            format!("all {}", trials(n))
        });
        return Printed {
            text: format!(">{}", per_cent(&bound)),
            value: Some(bound.value(-2)),
            aside,
        };
    }
    print_decimal(&Decimal::per_cent(k, n), share.half_width())
}

/// Prints a counted probability beside a difference to another one: the half-width of the difference's interval sets the digits, so that
/// the two can be told apart where they differ.
pub fn print_beside(share: &Proportion, half_width: f64) -> String {
    let Proportion { k, n, .. } = *share;
    if n == 0 || k == 0 || k >= n {
        return print_probability(share).text;
    }
    let exact = Decimal::per_cent(k, n);
    let at_end = |number: &Decimal| number.is_zero() || number.short_of_hundred().is_zero();
    let mut decimals = decimals_for(&Decimal::new(half_width, 2)).unwrap_or(0).clamp(0, 12);
    let mut rounded = exact.round(decimals, Towards::Nearest);
    while at_end(&rounded) {
        decimals += 1;
        rounded = exact.round(decimals, Towards::Nearest);
    }
    format!("{}%", rounded.write(decimals))
}

/// Prints a probability that was not counted, such as an expert's or an exact one, with the half-width of
/// its interval (0 for none: then with two digits of the smaller tail). Exactly 0 and 1 are for the
/// caller to put in words, and come out as `0%` and `100%`.
pub fn print_share(p: f64, half_width: f64) -> Printed {
    print_decimal(&Decimal::new(p.clamp(0.0, 1.0), 2), half_width)
}

fn print_decimal(exact: &Decimal, half_width: f64) -> Printed {
    let inside = |number: &Decimal| number.at_least(10) && number.short_of_hundred().at_least(10);
    let at_end = |number: &Decimal| number.is_zero() || number.short_of_hundred().is_zero();
    let tail = if exact.at_least(50) {
        exact.short_of_hundred()
    } else {
        exact.clone()
    };
    let mut decimals = match decimals_for(&Decimal::new(half_width, 2)) {
        Some(decimals) => decimals.max(0),
        None => tail.exponent().map_or(0, |exponent| 1 - exponent).max(0),
    };
    let mut rounded = exact.round(decimals, Towards::Nearest);
    if inside(&rounded) {
        decimals = 0;
        rounded = exact.round(0, Towards::Nearest);
    }
    while at_end(&rounded) && !at_end(exact) {
        decimals += 1;
        rounded = exact.round(decimals, Towards::Nearest);
    }
    let value = rounded.value(-2);
    let aside = (value > 0.0 && value < 0.001).then(|| print_odds(value));
    Printed {
        text: format!("{}%", rounded.write(decimals)),
        value: Some(value),
        aside,
    }
}

fn trials(n: u64) -> String {
    format!("{} trial{}", print_count(n), if n == 1 { "" } else { "s" })
}

/// Decimals that an error bears: to its first digit, and one less if that is 5 or more. None without error.
fn decimals_for(error: &Decimal) -> Option<i32> {
    error
        .exponent()
        .map(|exponent| -exponent - i32::from(error.first_digit() >= 5))
}

/// A bound in per cent rounded up to one digit; to more where that would say 100.
fn bound_below(bound: f64) -> Decimal {
    let exact = Decimal::new(bound, 2);
    let mut decimals = exact.exponent().map_or(0, |exponent| -exponent);
    let mut rounded = exact.round(decimals, Towards::Up);
    while rounded.at_least(100) && decimals < 12 {
        decimals += 1;
        rounded = exact.round(decimals, Towards::Up);
    }
    rounded
}

fn per_cent(number: &Decimal) -> String {
    format!("{}%", number.write(number.places()))
}

/// Prints odds to one digit: `about 1 in 3,000` for a probability of 0.0003.
pub fn print_odds(p: f64) -> String {
    let one_in = Decimal::new(1.0 / p, 0);
    let place = one_in.exponent().map_or(0, |exponent| -exponent);
    format!("about 1 in {}", one_in.round(place, Towards::Nearest).write(0))
}

/// Prints a range of probabilities with one precision: no decimals if its top is at least 10%, one if at
/// least 1%, else two.
pub fn print_range(low: f64, high: f64) -> PrintedRange {
    let (low, high) = (
        Decimal::new(low.clamp(0.0, 1.0), 2),
        Decimal::new(high.clamp(0.0, 1.0), 2),
    );
    let range = |text| PrintedRange {
        text,
        is_half_width: false,
    };
    let decimals = if high.at_least(10) {
        0
    } else if high.at_least(1) {
        1
    } else {
        2
    };
    let (bottom, top) = (
        low.round(decimals, Towards::Nearest),
        high.round(decimals, Towards::Nearest),
    );
    let whole = |number: &Decimal| number.short_of_hundred().is_zero();
    if low.is_zero() && whole(&high) {
        return range("0–100%".into());
    }
    if low.is_zero() || (bottom.is_zero() && decimals < 2) {
        return range(format!("<{}", per_cent(&outward(&high))));
    }
    if whole(&top) {
        return range(format!(
            ">{}",
            per_cent(&outward(&low.short_of_hundred()).short_of_hundred())
        ));
    }
    if bottom == top {
        let half = Decimal::new(0.5 * (high.value(-2) - low.value(-2)), 2);
        let place = half.exponent().map_or(0, |exponent| -exponent);
        let rounded = half.round(place, Towards::Up);
        let text = format!("±{}", rounded.write(rounded.places()));
        return PrintedRange {
            text,
            is_half_width: true,
        };
    }
    range(format!("{}–{}%", bottom.write(decimals), top.write(decimals)))
}

/// A distance from the end of the scale, in per cent, rounded up: to whole points from 10 on, else to one digit.
fn outward(distance: &Decimal) -> Decimal {
    let place = distance.exponent().map_or(0, |exponent| -exponent).max(0);
    distance.round(place, Towards::Up)
}

/// Prints a difference of probabilities and its interval in points; the width of the interval sets the
/// decimals. Minus is U+2212; halves are rounded away from zero, so that turning a comparison round turns
/// the signs and nothing else.
pub fn print_points(difference: f64, low: f64, high: f64) -> PrintedPoints {
    let error = Decimal::new(0.5 * (high - low), 2);
    let decimals = decimals_for(&error).unwrap_or(0).max(0);
    let signed = |value: f64| {
        let rounded = Decimal::new(value, 2).round(decimals, Towards::Nearest);
        let sign = match (rounded.is_zero(), value < 0.0) {
            (true, _) => "",
            (false, true) => "−",
            (false, false) => "+",
        };
        format!("{sign}{}", rounded.write(decimals))
    };
    PrintedPoints {
        value: signed(difference),
        range: format!("{} to {}", signed(low), signed(high)),
    }
}

/// Prints a quantity: to the digit where the half-width of its interval starts (before the point too:
/// 147,000 with one of 900), or to six digits if there is none. Minus is U+2212.
pub fn print_number(value: f64, half_width: f64) -> String {
    if !value.is_finite() {
        let text = if value.is_nan() { "undefined" } else { "infinite" };
        return if value < 0.0 { format!("−{text}") } else { text.into() };
    }
    let exact = Decimal::new(value, 0);
    let Some(exponent) = exact.exponent() else {
        return "0".into();
    };
    let (decimals, trim) = match decimals_for(&Decimal::new(half_width, 0)) {
        Some(decimals) => (decimals.min(15 - exponent), false),
        None => (5 - exponent, true),
    };
    let rounded = exact.round(decimals, Towards::Nearest);
    let sign = if value < 0.0 && !rounded.is_zero() { "−" } else { "" };
    if !(-9..15).contains(&exponent) {
        return format!("{sign}{:e}", rounded.value(0));
    }
    let places = if trim { rounded.places() } else { decimals.max(0) };
    format!("{sign}{}", rounded.write(places))
}

/// Prints a count with a comma at the thousands.
pub fn print_count(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
