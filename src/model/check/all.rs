//! All checks, in the order in which their findings build on each other.

use crate::source::Diagnostics;

use super::super::element::Model;
use super::finite::Work;
use super::{branches, moment, order, question, reach, start, table, used, weights};

/// So many nodes of formulas are evaluated over all checks of a model: below a tenth of a second.
const WORK: u64 = 5_000_000;

/// Reports what is wrong with a model, or probably not what was meant.
///
/// Where something was reported as an error before, or the order of drawing is none, something may stand in for what could not be read: then
/// nothing is said of what is never reached or used. Ids in formulas have to lie in the model's lists.
pub fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let was_whole = !model.holes && !diagnostics.has_errors();
    order::check(model, diagnostics);
    moment::check(model, diagnostics);
    start::check(model, diagnostics);
    weights::check(model, diagnostics);
    if !was_whole || diagnostics.has_errors() {
        return;
    }
    let mut work = Work(WORK);
    reach::check(model, &mut work, diagnostics);
    table::check(model, &mut work, diagnostics);
    branches::check(model, diagnostics);
    question::check(model, &mut work, diagnostics);
    used::check(model, diagnostics);
}
