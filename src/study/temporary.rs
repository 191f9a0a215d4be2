//! temporary
use crate::model::*; use crate::source::*;
pub fn parse_do(_: &str, _: &Model, _: &mut Sources, _: &mut Diagnostics) -> Option<Forced> { None }
pub fn parse_given(_: &str, _: &Model, _: &mut Sources, _: &mut Diagnostics) -> Option<GivenThat> { None }
pub fn parse_believe(_: &str, _: &Model, _: &mut Sources, _: &mut Diagnostics) -> Option<ExpertId> { None }
