//! The figures of a record, in the order of a page.

use crate::record::RunRecord;

use super::figure::Figure;
use super::{convergence, drivers, map, outcomes, paths, quantity, states, timeline};

/// Every figure that a record can fill, each with an id of its own.
pub fn figures(record: &RunRecord) -> Vec<Figure> {
    let charts = [
        outcomes::figures,
        timeline::figures,
        states::figures,
        paths::figures,
        drivers::figures,
        quantity::figures,
        convergence::figures,
        map::figures,
    ];
    charts.iter().flat_map(|chart| chart(record)).collect()
}
