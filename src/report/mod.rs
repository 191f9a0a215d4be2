//! The report: a record and its pictures as one self-contained page.
//!
//! Comes in: a [`RunRecord`](crate::record::RunRecord) or a [`ComparisonRecord`](crate::record::comparison::ComparisonRecord), and its figures. Goes out: HTML, as text; and the
//! three sentences that open it. Must not know: engines, files, the clock.
//!
//! Modules in reading order: [`frame`] (what all pages share), [`page`](mod@page) (the parts of the page of a run, in order), [`first`] (the first screen), [`sentences`](mod@sentences) (the
//! answer in words), [`conditions`](mod@conditions) (what was asked otherwise than in the scenario), [`names`] (titles for ids), [`figures`] (a
//! picture with its table), [`ledger`] (every assumption), [`claims`] (what was said), [`method`] (how it was counted),
//! [`command`](mod@command) (how to get the page again), [`gallery`](mod@gallery) (the way to several pages), [`sweep`] (the page of a sweep), [`comparison`](mod@comparison) (the page of a comparison), `values` (numbers of assumptions), `style` (colours and CSS).

pub mod claims;
pub mod command;
pub mod comparison;
pub mod conditions;
pub mod figures;
pub mod first;
pub mod frame;
pub mod gallery;
pub mod ledger;
pub mod method;
pub mod names;
pub mod page;
pub mod sentences;
mod style;
pub mod sweep;
mod values;

pub use command::command;
pub use comparison::{DrawnComparison, comparison_command, comparison_page, comparison_sentences, draw_comparison};
pub use conditions::{Condition, conditions};
pub use figures::{Drawn, draw, draw_all};
pub use gallery::{Hung, gallery};
pub use page::{PAGE, page};
pub use sentences::{Piece, Sentence, sentences};
pub use sweep::{sweep_command, sweep_page, sweep_sentences};
