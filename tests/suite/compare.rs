//! Comparisons: edits without effect, where trials part, what moved, records of it, the command.

mod command;
mod conditional;
mod differ;
mod expectations;
mod partings;
mod records;
mod unmoved;
mod until;
mod until_command;

use contingent::record::Made;
use contingent::record::comparison::{ComparisonRecord, Origin};
use contingent::study::compare::{Compared, Party, What, compare};
use contingent::study::{Prepared, Sampling, Until};

use crate::record::support::{Texts, ask, prepared};

/// A scenario as a side.
pub fn party(label: &str, prepared: Prepared) -> Party {
    Party {
        label: label.to_owned(),
        title: prepared.model.title.clone(),
        named: format!("{label}.toml"),
        what: What::Ready(Box::new(prepared), Origin::File),
    }
}

pub fn sampling(threads: usize) -> Sampling {
    Sampling {
        until: Until::Trials(0),
        threads: Some(threads),
        ..Sampling::default()
    }
}

/// Compares texts with the first of them.
#[track_caller]
pub fn texts(list: &[&str], trials: u64, threads: usize) -> Compared {
    let parties: Vec<Party> = list
        .iter()
        .enumerate()
        .map(|(at, text)| party(&format!("side-{at}"), prepared(&Texts::one(text), &ask("test.toml"))))
        .collect();
    compare(&parties, trials, &sampling(threads), &Made::default(), &()).unwrap()
}

#[track_caller]
pub fn two(first: &str, second: &str, trials: u64) -> ComparisonRecord {
    texts(&[first, second], trials, 1).record
}
