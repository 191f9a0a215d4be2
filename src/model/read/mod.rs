//! Reading: a document becomes a model, in two passes.
//!
//! Comes in: a document. Goes out: a model, and a diagnostic for every problem. Must not know: what is drawn, and what the checks of the
//! whole find.
//!
//! Modules in reading order: [`scenario`] (the passes), [`reader`] (what all share), [`fields`] (single values), [`header`] (`[scenario]`,
//! `[time]`, titles), [`outline`] and [`branches`] (the first pass: ids and branches), [`evidence`] and [`expects`] (sources, claims,
//! experts, actors), [`amount`], [`spread`] and [`domain`] (numbers), [`assumption`], [`variable`], [`rule`], [`weights`] and [`table`]
//! (choices and events), [`quantity`], [`question`], [`overriding`] and [`alternative`], [`expectation`], [`correlation`], [`command`]
//! (overrides of the command line).

mod alternative;
mod amount;
mod assumption;
mod branches;
mod correlation;
mod domain;
mod evidence;
mod expectation;
mod expects;
mod fields;
mod header;
mod outline;
mod overriding;
mod quantity;
mod question;
mod reader;
mod rule;
mod scenario;
mod spread;
mod table;
mod variable;
mod weights;

pub use scenario::read;
