//! Reading: a document becomes a model, in two passes.
//!
//! Comes in: a document. Goes out: a model, and a diagnostic for every problem. Must not know: what is drawn, and what the checks of the
//! whole find.
//!
//! Modules in reading order: [`scenario`] (the passes), [`reader`] (what all share), [`fields`] (single values), [`header`] (`[scenario]`,
//! `[time]`, titles), [`outline`] and [`branches`] (the first pass: ids and branches), [`evidence`] and [`expects`] (sources, claims,
//! experts, actors), [`amount`], [`spread`] and [`domain`] (numbers), [`assumption`], [`variable`], [`looks`], [`rule`], [`factor`], [`table`], [`weights`] and [`sums`]
//! (choices and events), [`quantity`], [`question`], [`overriding`] and [`alternative`], [`expectation`], [`correlation`], [`report`], [`command`]
//! (overrides of the command line).

mod alternative;
mod amount;
mod assumption;
mod branches;
mod command;
mod correlation;
mod domain;
mod evidence;
mod expectation;
mod expects;
mod factor;
mod fields;
mod header;
mod looks;
mod outline;
mod overriding;
mod quantity;
mod question;
mod reader;
mod report;
mod rule;
mod scenario;
mod spread;
mod sums;
mod table;
mod variable;
mod weights;

pub use command::{parse_believe, parse_do, parse_given, parse_through};
pub use expects::MEAN;
pub use scenario::read;
