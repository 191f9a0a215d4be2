//! The figures of a record, in the order of a page.

use crate::record::RunRecord;

use super::figure::Figure;
use super::outcomes;

/// Every figure that a record can fill, each with an id of its own.
pub fn figures(record: &RunRecord) -> Vec<Figure> {
    outcomes::figures(record)
}
