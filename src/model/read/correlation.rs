//! Rank correlations between uncertain assumptions, and whether they are possible together.

use std::collections::BTreeMap;

use crate::document::{Table, Value};
use crate::math::sqrt;
use crate::model::element::{AssumptionId, Correlation};
use crate::model::limits;
use crate::model::names::Named;
use crate::model::value::AmountKind;
use crate::source::{Diagnostic, Span, code};

use super::reader::Reader;

impl<'d> Reader<'d, '_> {
    /// All `[[correlations]]`.
    pub fn correlations(&mut self) -> Vec<Correlation> {
        let document = self.document;
        let list = self.tables(&document.root, "correlations");
        if let Some((_, span)) = list.get(limits::CORRELATIONS) {
            self.too_many(list.len(), limits::CORRELATIONS, "correlations", *span);
        }
        let mut correlations: Vec<Correlation> = Vec::new();
        for (table, span) in list.into_iter().take(limits::CORRELATIONS) {
            let Some(read) = self.correlation(table, span) else {
                continue;
            };
            let [a, b] = read.between;
            let same = |other: &&Correlation| other.between == [a, b] || other.between == [b, a];
            if let Some(first) = correlations.iter().find(same) {
                self.report(
                    Diagnostic::error(code::BAD_CORRELATION, "these two are correlated twice")
                        .at(read.span, "the second")
                        .also(first.span, "the first")
                        .help("leave one out"),
                );
                continue;
            }
            correlations.push(read);
        }
        if let Some(span) = impossible(&correlations) {
            let message = "no numbers can be correlated in all these ways at once";
            let help = "bring the ranks nearer to 0: what goes with one of a close pair must go with the other too";
            self.error(code::BAD_CORRELATION, message, span, help);
        }
        correlations
    }

    fn correlation(&mut self, table: &'d Table, span: Span) -> Option<Correlation> {
        let between = match table.get("between") {
            Some(value) => self.between(value),
            None => {
                self.missing(
                    "between",
                    "a correlation",
                    span,
                    "name two assumptions: `between = [\"…\", \"…\"]`",
                );
                None
            }
        };
        let rank = match table.get("rank") {
            Some(value) => self.rank(value),
            None => {
                self.missing(
                    "rank",
                    "a correlation",
                    span,
                    "give Spearman's rank correlation: `rank = 0.6`",
                );
                None
            }
        };
        Some(Correlation {
            between: between?,
            rank: rank?,
            span,
        })
    }

    fn rank(&mut self, value: &'d Value) -> Option<f64> {
        let rank = self.number_of(value, "rank")?;
        if !(-1.0..=1.0).contains(&rank) {
            let help = "a rank correlation lies between -1 and 1";
            self.error(code::BAD_CORRELATION, format!("`rank` is {rank}"), value.span, help);
            return None;
        }
        Some(rank)
    }

    fn between(&mut self, value: &'d Value) -> Option<[AssumptionId; 2]> {
        let values = self.list_of(value, "between");
        let mut found = Vec::new();
        for value in values {
            let id = self.text_of(value, "between")?;
            found.push(self.uncertain(id, value.span));
        }
        let found: Vec<AssumptionId> = found.into_iter().collect::<Option<_>>()?;
        match found.as_slice() {
            [a, b] if a != b => Some([*a, *b]),
            _ => {
                let message = format!("`between` names {} assumptions", found.len());
                let message = if found.len() == 2 {
                    "`between` names one assumption twice".to_owned()
                } else {
                    message
                };
                self.error(
                    code::BAD_CORRELATION,
                    message,
                    value.span,
                    "name two different assumptions",
                );
                None
            }
        }
    }

    /// An assumption that holds doubt of its own.
    fn uncertain(&mut self, id: &str, span: Span) -> Option<AssumptionId> {
        let found = match self.names.lookup(id) {
            Some(Named::Assumption(found)) => found,
            other => {
                let message = match other {
                    Some(other) => format!(
                        "`{id}` is {}, and correlations are between assumptions",
                        other.article()
                    ),
                    None => format!("there is no assumption `{id}`"),
                };
                let help = match self.names.nearest(id).filter(|_| other.is_none()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "name an assumption with an uncertain value".to_owned(),
                };
                self.error(code::BAD_CORRELATION, message, span, help);
                return None;
            }
        };
        let assumption = self.assumptions.get(found.at())?;
        let problem = match assumption.value.kind {
            AmountKind::Word { .. } | AmountKind::Uncertain(_) => return Some(found),
            AmountKind::Experts { .. } => "is the view of experts",
            AmountKind::Number(_) | AmountKind::Formula(_) | AmountKind::Strength { .. } => "is a point",
        };
        self.report(
            Diagnostic::error(
                code::BAD_CORRELATION,
                format!("`{id}` {problem}, which nothing can go along with"),
            )
            .at(span, "")
            .also(assumption.value.span, "its value")
            .help("give it an uncertain value, or leave the correlation out"),
        );
        None
    }
}

/// The last correlation, if the matrix of all is not positive semidefinite.
///
/// Spearman's rank r belongs to the correlation 2 sin(π r / 6) of a Gaussian copula (Pearson, 1907). The matrix is tested by Cholesky's
/// method, with a little slack for matrices on the edge, such as a rank of 1.
fn impossible(correlations: &[Correlation]) -> Option<Span> {
    const SLACK: f64 = 1e-9;
    let mut places: BTreeMap<AssumptionId, usize> = BTreeMap::new();
    for id in correlations.iter().flat_map(|correlation| correlation.between) {
        let next = places.len();
        places.entry(id).or_insert(next);
    }
    let n = places.len();
    let mut matrix = vec![0.0; n * n];
    for (at, cell) in matrix.iter_mut().enumerate() {
        *cell = if at / n == at % n { 1.0 } else { 0.0 };
    }
    for correlation in correlations {
        let [a, b] = correlation.between.map(|id| places.get(&id).copied().unwrap_or(0));
        let normal = 2.0 * libm::sin(std::f64::consts::PI * correlation.rank / 6.0);
        matrix[a * n + b] = normal;
        matrix[b * n + a] = normal;
    }
    for column in 0..n {
        let done: f64 = (0..column)
            .map(|k| matrix[column * n + k] * matrix[column * n + k])
            .sum();
        let pivot = matrix[column * n + column] - done;
        if pivot < -SLACK {
            return correlations.last().map(|last| last.span);
        }
        let root = sqrt(pivot.max(0.0));
        matrix[column * n + column] = root;
        for row in column + 1..n {
            let done: f64 = (0..column).map(|k| matrix[row * n + k] * matrix[column * n + k]).sum();
            let left = matrix[row * n + column] - done;
            if root * root <= SLACK && left.abs() > 1e-4 {
                return correlations.last().map(|last| last.span);
            }
            matrix[row * n + column] = if root * root <= SLACK { 0.0 } else { left / root };
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn is_impossible(ranks: &[(u32, u32, f64)]) -> bool {
        let list: Vec<Correlation> = ranks
            .iter()
            .map(|(a, b, rank)| Correlation {
                between: [AssumptionId(*a), AssumptionId(*b)],
                rank: *rank,
                span: Span {
                    file: FileId(0),
                    start: 0,
                    end: 0,
                },
            })
            .collect();
        impossible(&list).is_some()
    }

    #[test]
    fn three_that_cannot_all_go_together() {
        // Least eigenvalues of the Gaussian matrices by numpy: 0.177, -0.569, 0.0, -1.0.
        assert!(!is_impossible(&[(0, 1, 0.6), (1, 2, 0.6), (0, 2, 0.1)]));
        assert!(is_impossible(&[(0, 1, 0.9), (1, 2, 0.9), (0, 2, -0.5)]));
        assert!(!is_impossible(&[(0, 1, 1.0), (1, 2, 0.5), (0, 2, 0.5)]));
        assert!(is_impossible(&[(0, 1, 1.0), (1, 2, 1.0), (0, 2, -1.0)]));
    }
}
