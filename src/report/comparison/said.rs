//! The answer in three sentences, made from the numbers of the comparison: what moved most, where its trials first part, what did not move.
//!
//! A number is the record's, as printed there; a title stands in quotes.

use crate::chart::compare::rows::{Row, headline, rows, sorted, still};
use crate::chart::compare::{Beside, besides, said::name};
use crate::record::comparison::{ComparisonRecord, Method};
use crate::report::first::sentence_case;
use crate::report::sentences::Sentence;

/// How many there are at most.
const WANTED: usize = 3;

/// One side's headline answers.
struct Told<'r> {
    beside: Beside<'r>,
    moved: Vec<Row>,
    still: Vec<Row>,
}

/// The sentences that open the page: at most three.
pub fn sentences(record: &ComparisonRecord) -> Vec<Sentence> {
    let all: Vec<Told> = besides(record).into_iter().map(told).collect();
    // What is given is another question than what is done: it leads only where nothing else is asked.
    let is_done = |told: &&Told| told.beside.comparison.method != Method::Kept;
    let done: Vec<&Told> = all.iter().filter(is_done).collect();
    let told: Vec<&Told> = if done.is_empty() { all.iter().collect() } else { done };
    let Some(most) = told
        .iter()
        .filter(|one| !one.moved.is_empty())
        .max_by(|a, b| a.largest().total_cmp(&b.largest()))
    else {
        return nothing(record, &told);
    };
    let mut list = vec![moved(most, &told)];
    list.extend(parting(most));
    list.extend(unmoved(record, &told));
    if list.len() < WANTED {
        list.extend(next(most));
    }
    if list.len() < WANTED {
        list.extend(unpaired(most));
    }
    if list.len() < WANTED {
        list.extend(others(most));
    }
    list.truncate(WANTED);
    list
}

fn told(beside: Beside) -> Told {
    let (moved, still) = sorted(headline(rows(beside.comparison)));
    Told { beside, moved, still }
}

impl Told<'_> {
    fn largest(&self) -> f64 {
        self.moved.first().map_or(0.0, Row::size)
    }

    fn count(&self) -> usize {
        self.moved.len() + self.still.len()
    }
}

/// `In “The Kremlin presses harder”, “Troops are sent” rises from 4.6% to 9.6%: +5.0 points (95% interval +4.8 to +5.1), the most of 7 answers.`
fn moved(told: &Told, all: &[&Told]) -> Sentence {
    let mut sentence = Sentence::default();
    let Some(row) = told.moved.first() else { return sentence };
    opening(told, row, &mut sentence);
    let most = match (all.len(), told.count()) {
        (1, 1) => String::new(),
        (1, count) => format!(", the most of {count} answers"),
        (sides, _) => format!("; nothing else in any of the {sides} sides moves as far"),
    };
    sentence.text(format!("{most}."));
    sentence
}

/// The side, the answer, both numbers, the difference and its interval.
fn opening(told: &Told, row: &Row, sentence: &mut Sentence) {
    let record = told.beside.record;
    let side = name(record, told.beside.second);
    let moved = &row.moved;
    let difference = &moved.difference;
    let is_up = difference.value > 0.0;
    if told.beside.comparison.method == Method::Kept {
        // Trials that were kept have this in common; nothing moved.
        let word = if is_up { "higher" } else { "lower" };
        sentence.text(format!(
            "Among the trials kept in “{side}”, “{}” is {word}: ",
            row.title
        ));
        sentence.strong(format!("{} rather than {}", moved.second, moved.first));
        sentence.text(", ");
    } else {
        let verb = if is_up { "rises" } else { "falls" };
        sentence.text(format!("In “{side}”, “{}” {verb} from ", row.title));
        sentence.strong(format!("{} to {}", moved.first, moved.second));
        sentence.text(": ");
    }
    sentence.strong(format!("{} points", difference.printed));
    sentence.text(format!(" (95% interval {})", difference.range));
    if let Some(ratio) = &moved.ratio {
        sentence.text(format!(", a ratio of {}", ratio.printed));
    }
}

/// Where the trials first part: of the largest difference for which it is known.
fn parting(told: &Told) -> Option<Sentence> {
    let (row, says) = told.moved.iter().find_map(|row| {
        let says = row.moved.partings.as_ref()?.says.as_ref()?;
        Some((row, says))
    })?;
    let mut sentence = Sentence::default();
    sentence.text(format!(
        "Of “{}”: {says}; that is where they part, which need not be why.",
        row.title
    ));
    Some(sentence)
}

/// What did not visibly move, in any side that is told of.
fn unmoved(record: &ComparisonRecord, all: &[&Told]) -> Option<Sentence> {
    if let [only] = all {
        return one_unmoved(only);
    }
    // Of several sides: those in which nothing moves, else the answers that move in none.
    let idle: Vec<String> = all
        .iter()
        .filter(|told| told.moved.is_empty())
        .map(|told| format!("“{}”", name(record, told.beside.second)))
        .collect();
    let mut sentence = Sentence::default();
    if !idle.is_empty() {
        let verb = if idle.len() == 1 { "moves" } else { "move" };
        sentence.text(format!("{} {verb} no answer visibly.", listed(&idle)));
        return Some(sentence);
    }
    let first = all.first()?;
    let never: Vec<String> = first
        .still
        .iter()
        .filter(|row| {
            let same = |other: &Row| other.question == row.question && other.answer == row.answer;
            all.iter().all(|told| told.still.iter().any(same))
        })
        .map(|row| format!("“{}”", row.title))
        .collect();
    if never.is_empty() {
        let least = all.iter().min_by(|a, b| a.largest().total_cmp(&b.largest()))?;
        let row = least.moved.first()?;
        sentence.text(format!(
            "“{}” changes least: there “{}” moves most, by ",
            name(record, least.beside.second),
            row.title
        ));
        sentence.strong(format!("{} points", row.moved.difference.printed));
        sentence.text(format!(" (95% interval {}).", row.moved.difference.range));
        return Some(sentence);
    }
    let verb = if never.len() == 1 { "moves" } else { "move" };
    sentence.text(format!(
        "{} visibly {verb} in none of the {} sides.",
        listed(&never),
        all.len()
    ));
    Some(sentence)
}

fn one_unmoved(told: &Told) -> Option<Sentence> {
    let mut sentence = Sentence::default();
    if told.still.is_empty() {
        let row = told.moved.last().filter(|_| told.moved.len() > 1)?;
        let difference = &row.moved.difference;
        sentence.text(format!(
            "All {} answers visibly move; the least, “{}”, by ",
            told.moved.len(),
            row.title
        ));
        sentence.strong(format!("{} points", difference.printed));
        sentence.text(format!(" (95% interval {}).", difference.range));
        return Some(sentence);
    }
    let titles: Vec<String> = told.still.iter().map(|row| format!("“{}”", row.title)).collect();
    let one = titles.len() == 1;
    let titles = listed(&titles);
    if told.still.iter().all(Row::is_exact) {
        let verb = if one { "does" } else { "do" };
        sentence.text(format!("{titles} {verb} not move at all: every trial answers alike."));
    } else {
        let least = told.still.iter().max_by(|a, b| {
            a.moved
                .difference
                .least_visible
                .total_cmp(&b.moved.difference.least_visible)
        })?;
        let verb = if one { "does" } else { "do" };
        sentence.text(format!(
            "{titles} {verb} not visibly move; a difference of {} points would have shown.",
            least.moved.difference.least_printed
        ));
    }
    Some(sentence)
}

/// The second largest difference.
fn next(told: &Told) -> Option<Sentence> {
    let row = told.moved.get(1)?;
    let mut sentence = Sentence::default();
    opening(told, row, &mut sentence);
    sentence.text(", the next largest difference.");
    Some(sentence)
}

/// Of the answers that are no headline: what does not move, else what moves most.
fn others(told: &Told) -> Option<Sentence> {
    let is_told = |row: &Row| {
        let mut known = told.moved.iter().chain(&told.still);
        known.any(|other| other.question == row.question && other.answer == row.answer)
    };
    let rest: Vec<Row> = rows(told.beside.comparison)
        .into_iter()
        .filter(|row| !is_told(row))
        .collect();
    let (moved, still) = sorted(rest);
    let beyond = Told {
        beside: told.beside,
        moved,
        still,
    };
    if !beyond.still.is_empty() {
        return one_unmoved(&beyond);
    }
    let row = beyond.moved.first()?;
    let mut sentence = Sentence::default();
    opening(&beyond, row, &mut sentence);
    sentence.text(", the most of the other answers.");
    Some(sentence)
}

/// Why the trials are not paired.
fn unpaired(told: &Told) -> Option<Sentence> {
    let why = told.beside.comparison.unpaired.as_ref()?;
    let mut sentence = Sentence::default();
    sentence.text(format!(
        "The trials could not be paired, so the intervals are wider than they need be: {}.",
        why.trim_end_matches('.')
    ));
    Some(sentence)
}

/// Where nothing moved anywhere.
fn nothing(record: &ComparisonRecord, all: &[&Told]) -> Vec<Sentence> {
    let mut list = Vec::new();
    for told in all.iter().take(WANTED) {
        let mut sentence = Sentence::default();
        let side = name(record, told.beside.second);
        match still(&told.still) {
            Some(says) => sentence.text(format!("“{side}” changes no answer: {says}.")),
            None => sentence.text(format!(
                "“{side}” and what it is compared with have no question in common."
            )),
        }
        list.push(sentence);
    }
    if list.is_empty() {
        let mut sentence = Sentence::default();
        sentence.text(sentence_case("there is nothing to compare."));
        list.push(sentence);
    }
    list
}

/// The first two, and how many others.
fn listed(titles: &[String]) -> String {
    match titles {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [one, two, three] => format!("{one}, {two} and {three}"),
        [one, two, rest @ ..] => format!("{one}, {two} and {} others", rest.len()),
    }
}
