//! What `--over` says: a path and its values.

use crate::math;
use crate::record::sweep::Spacing;

/// The most points of a grid.
pub const POINTS: usize = 10_000;
/// The most values of an axis.
const VALUES: usize = 1_001;
/// Significant digits of a value that is worked out: enough to tell neighbours apart, and short to read.
const DIGITS: usize = 12;

/// One axis as it was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Over {
    /// As written.
    pub text: String,
    /// What is moved.
    pub what: Moved,
    /// How the values are spaced.
    pub spacing: Spacing,
}

/// What an axis moves.
#[derive(Clone, Debug, PartialEq)]
pub enum Moved {
    /// A value of the scenario: its path, and the values as `--set` takes them. Numbers ascend.
    Value {
        /// Such as `assumptions.appetite`.
        path: String,
        /// As `--set` takes them.
        written: Vec<String>,
        /// The numbers, where all are.
        numbers: Option<Vec<f64>>,
    },
    /// The alternatives named, or all; the scenario as it stands comes first.
    Alternatives(Vec<String>),
}

/// What is wrong with an axis, with a remedy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}\nhelp: {HELP}")]
pub struct OverError(String);

const HELP: &str =
    "write `path=0.1..0.6:11`, `path=0.001..1:13:log`, `path=0.1,0.2,0.5`, `path=unlikely,likely`, or `alternatives`";

impl Over {
    /// Reads one `--over`.
    ///
    /// # Errors
    /// A sentence with a remedy.
    pub fn parse(text: &str) -> Result<Over, OverError> {
        let wrong = |what: String| Err(OverError(what));
        let (path, values) = match text.split_once('=') {
            Some((path, values)) => (path.trim(), Some(values.trim())),
            None => (text.trim(), None),
        };
        if path == "alternatives" {
            let ids = values.map(split).unwrap_or_default();
            return Ok(Over {
                text: text.trim().to_owned(),
                what: Moved::Alternatives(ids),
                spacing: Spacing::List,
            });
        }
        let Some(values) = values.filter(|values| !values.is_empty()) else {
            return wrong(format!(
                "`--over {}` names no values",
                crate::source::escape_terminal(path)
            ));
        };
        if path.is_empty() {
            return wrong("`--over` names no path".to_owned());
        }
        let (spacing, written) = match range(values) {
            Some(range) => range.map_err(OverError)?,
            None => (Spacing::List, split(values)),
        };
        let numbers: Option<Vec<f64>> = written.iter().map(|one| finite(one)).collect();
        let (written, numbers) = ascending(written, numbers);
        if written.len() < 2 {
            return wrong("an axis needs two values or more".to_owned());
        }
        if written.len() > VALUES {
            return wrong(format!("an axis may have {VALUES} values at the most"));
        }
        let mut sorted = written.clone();
        sorted.sort();
        let is_twice = numbers
            .as_ref()
            .is_some_and(|list| list.windows(2).any(|two| two[0] == two[1]));
        if is_twice || sorted.windows(2).any(|two| two[0] == two[1]) {
            return wrong("a value is named twice, or the steps are too small to tell apart".to_owned());
        }
        Ok(Over {
            text: text.trim().to_owned(),
            what: Moved::Value {
                path: path.to_owned(),
                written,
                numbers,
            },
            spacing,
        })
    }

    /// Reads one `--over` or two.
    ///
    /// # Errors
    /// A sentence with a remedy; the same path twice, three axes, too many points.
    pub fn parse_all(texts: &[String]) -> Result<Vec<Over>, OverError> {
        let axes: Vec<Over> = texts.iter().map(|text| Over::parse(text)).collect::<Result<_, _>>()?;
        if axes.len() > 2 {
            return Err(OverError("a sweep has one axis or two".to_owned()));
        }
        if let [one, other] = &axes[..]
            && one.path() == other.path()
        {
            return Err(OverError(format!(
                "both axes move `{}`",
                crate::source::escape_terminal(one.path())
            )));
        }
        Ok(axes)
    }

    /// What is moved: a path, or `alternatives`.
    pub fn path(&self) -> &str {
        match &self.what {
            Moved::Value { path, .. } => path,
            Moved::Alternatives(_) => "alternatives",
        }
    }
}

/// `lo..hi:n` or `lo..hi:n:log`; none where it is no range.
fn range(values: &str) -> Option<Result<(Spacing, Vec<String>), String>> {
    let mut parts = values.split(':').map(str::trim);
    let (low, high) = parts.next()?.split_once("..")?;
    let (Some(low), Some(high)) = (finite(low), finite(high)) else {
        return Some(Err("the ends of a range are numbers".to_owned()));
    };
    let count = parts.next().and_then(|count| count.parse::<usize>().ok());
    let Some(count) = count.filter(|count| (2..=VALUES).contains(count)) else {
        return Some(Err(format!("a range says how many values it has, from 2 to {VALUES}")));
    };
    let spacing = match (parts.next(), parts.next()) {
        (None, _) => Spacing::Linear,
        (Some("log"), None) => Spacing::Log,
        _ => return Some(Err("behind the number of values may stand `log`".to_owned())),
    };
    if low >= high {
        return Some(Err("a range goes from a smaller number to a larger one".to_owned()));
    }
    if spacing == Spacing::Log && low <= 0.0 {
        return Some(Err("equal ratios need numbers above 0".to_owned()));
    }
    let value = |at: usize| {
        let share = at as f64 / (count - 1) as f64;
        match (at, spacing) {
            (0, _) => low,
            (at, _) if at + 1 == count => high,
            (_, Spacing::Log) => neat(low * math::exp(math::ln(high / low) * share)),
            _ => neat(low * (1.0 - share) + high * share),
        }
    };
    Some(Ok((spacing, (0..count).map(|at| value(at).to_string()).collect())))
}

/// A number to twelve significant digits: 0.30000000000000004 is 0.3.
pub(super) fn neat(value: f64) -> f64 {
    format!("{value:.*e}", DIGITS - 1).parse().unwrap_or(value)
}

fn finite(text: &str) -> Option<f64> {
    let plain = text.trim().replace('_', "");
    let is_number = plain
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    let number = if is_number { plain.parse::<f64>().ok() } else { None };
    number.filter(|number| number.is_finite())
}

/// Numbers in their order, each with what was written; others as they are.
fn ascending(written: Vec<String>, numbers: Option<Vec<f64>>) -> (Vec<String>, Option<Vec<f64>>) {
    let Some(numbers) = numbers else {
        return (written, None);
    };
    let mut both: Vec<(f64, String)> = numbers.into_iter().zip(written).collect();
    both.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (numbers, written) = both.into_iter().unzip();
    (written, Some(numbers))
}

/// Splits at commas, but for those within quotes and brackets.
fn split(values: &str) -> Vec<String> {
    let (mut depth, mut quote, mut list) = (0_i32, None, vec![String::new()]);
    for letter in values.chars() {
        match (letter, quote) {
            ('"' | '\'', None) => quote = Some(letter),
            (_, Some(open)) if letter == open => quote = None,
            ('[' | '{' | '(', None) => depth += 1,
            (']' | '}' | ')', None) => depth -= 1,
            (',', None) if depth <= 0 => {
                list.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = list.last_mut() {
            last.push(letter);
        }
    }
    let list = list.into_iter().map(|one| one.trim().to_owned());
    list.filter(|one| !one.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn written(text: &str) -> Vec<String> {
        match Over::parse(text).unwrap().what {
            Moved::Value { written, .. } => written,
            Moved::Alternatives(ids) => ids,
        }
    }

    #[test]
    fn axes_are_read_as_they_are_written() {
        assert_eq!(written("a.b=0.1..0.5:5"), ["0.1", "0.2", "0.3", "0.4", "0.5"]);
        assert_eq!(written("a.b=0.001..1:4:log"), ["0.001", "0.01", "0.1", "1"]);
        assert_eq!(written("a.b = 0.5, 0.1,0.2"), ["0.1", "0.2", "0.5"]);
        assert_eq!(written("a.b=unlikely, likely"), ["unlikely", "likely"]);
        assert_eq!(written("a.b={ uniform = [0, 1] },0.5"), ["{ uniform = [0, 1] }", "0.5"]);
        assert_eq!(written("alternatives"), [""; 0]);
        assert_eq!(written("alternatives=x,y"), ["x", "y"]);
        for wrong in [
            "a",
            "a=",
            "=1,2",
            "a=1",
            "a=1..2",
            "a=2..1:5",
            "a=0..1:5:log",
            "a=1..2:1",
            "a=1..2:5:lin",
            "a=1..x:5",
            "a=1,1.0",
            "a=x,x",
            "a=1..2:2000",
            "a=1..inf:5",
            "a=1..1.0000000000001:5",
        ] {
            assert!(Over::parse(wrong).is_err(), "{wrong}");
        }
        let both = |a: &str, b: &str| Over::parse_all(&[a.to_owned(), b.to_owned()]);
        assert!(both("a=1,2", "a=3,4").is_err() && both("a=1,2", "b=3,4").is_ok());
    }
}
