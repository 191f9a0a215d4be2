//! What did the tweak change? The figures of a comparison: both values of each answer joined by a line, over the steps, as states, and where
//! the trials first part; of several sides an overview before them.

pub mod changes;
mod dumbbell;
mod overview;
mod partings;
mod points;
pub mod rows;
pub mod said;
mod states;
mod timeline;

use crate::record::comparison::{Comparison, ComparisonRecord, Side};

use super::figure::Figure;

/// With more sides than this beside the first, each has one picture and the rest in tables.
pub const DETAILED: usize = 6;

/// A side beside the first.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'r> {
    /// The whole record.
    pub record: &'r ComparisonRecord,
    /// What was found of the two.
    pub comparison: &'r Comparison,
    /// What the other is compared with.
    pub first: &'r Side,
    /// The other.
    pub second: &'r Side,
}

/// Every figure that a comparison can fill, each with an id of its own: of several sides an overview first, then all of one side after the other.
pub fn figures(record: &ComparisonRecord) -> Vec<Figure> {
    let Parts { overview, sides } = parts(record);
    overview.into_iter().chain(sides.into_iter().flatten()).collect()
}

/// The figures of a comparison, by what they are of.
#[derive(Debug)]
pub struct Parts {
    /// Of all sides at once; none where there is but one beside the first.
    pub overview: Vec<Figure>,
    /// Of each side beside the first, in their order.
    pub sides: Vec<Vec<Figure>>,
}

/// Every figure that a comparison can fill, by what it is of.
pub fn parts(record: &ComparisonRecord) -> Parts {
    let all = besides(record);
    Parts {
        overview: overview::figures(record),
        sides: all.iter().map(|beside| of_side(beside, all.len())).collect(),
    }
}

/// The figures of one side among so many.
fn of_side(beside: &Beside, count: usize) -> Vec<Figure> {
    let mut list = dumbbell::figures(beside, count);
    if count <= DETAILED {
        list.extend(timeline::figures(beside));
        list.extend(states::figures(beside, count));
        list.extend(partings::figures(beside));
    }
    list
}

/// The sides of a record beside the first, in their order.
pub fn besides(record: &ComparisonRecord) -> Vec<Beside<'_>> {
    let Some(first) = record.sides.first() else {
        return Vec::new();
    };
    let beside = |comparison| {
        let comparison: &Comparison = comparison;
        Some(Beside {
            record,
            comparison,
            first,
            second: record.sides.get(comparison.side)?,
        })
    };
    record.comparisons.iter().filter_map(beside).collect()
}

impl Beside<'_> {
    /// The id of one of its figures, which is a file name: `compare`, among several sides `compare-2-pressure_eases`.
    pub fn id(&self, kind: &str) -> String {
        if self.record.comparisons.len() < 2 {
            return kind.to_owned();
        }
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
        let label = self
            .second
            .label
            .chars()
            .map(|one| if is_plain(one) { one } else { '_' });
        let label: String = label.take(40).collect();
        format!("{kind}-{}-{label}", self.comparison.side)
    }
}
