//! What a sweep found, in up to three sentences: how far the answer moves, where it tips, and what is not reached.
//!
//! A number is the record's, as it is printed there. A word stands before its number, tied to it.

use crate::chart::sweep::said;
use crate::record::sweep::{AxisKind, SweepRecord, Swept, SweptAnswer, SweptNumber, SweptQuestion, Tip, TipKind};
use crate::report::sentences::{Sentence, finding};
use crate::stats::print_number;

/// How many there are where there is enough to say.
const WANTED: usize = 3;

/// The sentences that open the page of a sweep.
pub fn sweep_sentences(record: &SweepRecord) -> Vec<Sentence> {
    let any = record.questions.iter().any(|(_, question)| question.headline);
    let mut asked: Vec<(&str, &SweptQuestion)> = record
        .questions
        .iter()
        .filter(|(_, question)| !question.untouched)
        .collect();
    asked.sort_by_key(|(_, question)| (any && !question.headline, matches!(question.result, Swept::Number(_))));
    let Some((id, question)) = asked.first() else {
        return vec![nothing(record)];
    };
    let mut list = Vec::new();
    list.extend(swing(record, question));
    list.extend(tip(record, id, question));
    list.extend(untouched(record));
    // Over two axes a sentence is long enough that two of them fill the screen.
    let others = if record.axes.len() == 1 { WANTED } else { 0 };
    for (_, other) in asked.iter().skip(1).take(others) {
        list.extend(swing(record, other));
    }
    list.truncate(WANTED);
    list
}

fn nothing(record: &SweepRecord) -> Sentence {
    let mut sentence = Sentence::default();
    let moved: Vec<String> = record.axes.iter().map(said::moved).collect();
    sentence.text(format!(
        "No question is reached by {}: every answer stays as it is.",
        moved.join(" or ")
    ));
    sentence
}

/// How far an answer moves.
fn swing(record: &SweepRecord, question: &SweptQuestion) -> Option<Sentence> {
    match &question.result {
        Swept::Yes { answers } => of_answer(record, &question.title, answers.get("yes")?),
        Swept::Cases { answers } => {
            let span = |answer: &SweptAnswer| {
                let (low, high) = ends(answer)?;
                Some(answer.p[high] - answer.p[low])
            };
            let most = answers
                .iter()
                .fold(None, |best: Option<&SweptAnswer>, (_, answer)| match best {
                    Some(best) if span(best) >= span(answer) => Some(best),
                    _ => Some(answer),
                })?;
            of_answer(record, &format!("{}, “{}”", question.title, most.title), most)
        }
        Swept::Number(number) => of_number(record, &question.title, number),
    }
}

/// The places of the lowest and of the highest point: of equals the first.
fn ends(answer: &SweptAnswer) -> Option<(usize, usize)> {
    // Points may keep different trials, so shares are compared and not counts.
    let by_share = |better: fn(f64, f64) -> bool| {
        (0..answer.p.len()).reduce(|best, one| {
            if better(answer.p[one], answer.p[best]) {
                one
            } else {
                best
            }
        })
    };
    Some((by_share(|a, b| a < b)?, by_share(|a, b| a > b)?))
}

fn of_answer(record: &SweepRecord, title: &str, answer: &SweptAnswer) -> Option<Sentence> {
    let (low, high) = ends(answer)?;
    // Told in the order of the axis where there is one.
    let (from, to) = if record.axes.len() == 1 && low > high {
        (high, low)
    } else {
        (low, high)
    };
    let (first, last) = (record.share(answer, from)?, record.share(answer, to)?);
    let mut sentence = begun(record, title);
    let far = answer
        .p
        .iter()
        .map(|p| (p - answer.baseline.p).abs())
        .fold(0.0, f64::max);
    if let Some(visible) = answer.least_visible.filter(|visible| far < *visible && *visible > 0.0) {
        sentence.text("no visible difference anywhere on the sweep; ");
        sentence.strong(finding(&answer.baseline));
        sentence.text(format!(" as it stands, and {} would have shown.", points(visible)));
        return Some(sentence);
    }
    if first.printed == last.printed {
        sentence.strong(finding(&first));
        sentence.text(" over the whole sweep.");
        return Some(sentence);
    }
    sentence.text("from ");
    sentence.strong(finding(&first));
    sentence.text(format!(" {} to ", place(record, from)?));
    sentence.strong(finding(&last));
    sentence.text(format!(" {}", again(record, to)?));
    sentence.text("; ");
    sentence.strong(finding(&answer.baseline));
    sentence.text(format!(" as it stands{}.", standing(record)));
    Some(sentence)
}

/// The values of the scenario as it stands, in brackets.
fn standing(record: &SweepRecord) -> String {
    let values: Vec<String> = record.axes.iter().filter_map(said::standing).collect();
    if values.is_empty() {
        String::new()
    } else {
        format!(" ({})", values.join(" and "))
    }
}

/// A difference that would have shown, in points: `0.2 points`.
pub fn points(p: f64) -> String {
    let number = print_number(100.0 * p, 100.0 * p);
    let s = if number == "1" { "" } else { "s" };
    format!("{number} point{s}")
}

fn of_number(record: &SweepRecord, title: &str, number: &SweptNumber) -> Option<Sentence> {
    let value = |point: usize| number.mean.get(point).copied().flatten();
    let known: Vec<usize> = (0..number.mean.len()).filter(|point| value(*point).is_some()).collect();
    let low = known
        .iter()
        .copied()
        .reduce(|best, one| if value(one) < value(best) { one } else { best })?;
    let high = known
        .iter()
        .copied()
        .reduce(|best, one| if value(one) > value(best) { one } else { best })?;
    let (from, to) = if record.axes.len() == 1 && low > high {
        (high, low)
    } else {
        (low, high)
    };
    let unit = number.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
    let print = |point: usize| {
        let at = |list: &[Option<f64>]| list.get(point).copied().flatten();
        let error = at(&number.mean_low)
            .zip(at(&number.mean_high))
            .map_or(0.0, |(low, high)| 0.5 * (high - low));
        Some(format!("{}{unit}", print_number(value(point)?, error)))
    };
    let mut sentence = begun(record, title);
    if print(from)? == print(to)? {
        sentence.text("its mean is ");
        sentence.strong(print(from)?);
        sentence.text(" over the whole sweep.");
        return Some(sentence);
    }
    sentence.text("its mean goes from ");
    sentence.strong(print(from)?);
    sentence.text(format!(" {} to ", place(record, from)?));
    sentence.strong(print(to)?);
    sentence.text(format!(" {}", again(record, to)?));
    if let Some(baseline) = &number.baseline {
        sentence.text("; ");
        sentence.strong(format!("{}{unit}", baseline.printed));
        sentence.text(" as it stands");
    }
    sentence.text(".");
    Some(sentence)
}

/// The title, and that it was asked under conditions, if it was.
fn begun(record: &SweepRecord, title: &str) -> Sentence {
    let title = title.trim();
    let is_plain = said::conditions(record) == ["no conditions"];
    let ends = title.ends_with(['?', '.', '!', '…', ':']);
    let mut sentence = Sentence::default();
    sentence.text(match (ends, is_plain) {
        (true, true) => format!("{title} "),
        (true, false) => format!("{title} Under the conditions above: "),
        (false, true) => format!("{title}: "),
        (false, false) => format!("{title}, under the conditions above: "),
    });
    sentence
}

/// Where another point lies, in a sentence that named the axes before: `where it is 0.6`, `where they are 0.6 and 0.1`.
fn again(record: &SweepRecord, point: usize) -> Option<String> {
    if record.axes.iter().any(|axis| axis.kind == AxisKind::Alternatives) {
        return place(record, point);
    }
    let labels: Vec<String> = record
        .axes
        .iter()
        .zip(places(record, point))
        .map(|(axis, at)| match axis.kind {
            AxisKind::Number => said::label(axis, at),
            _ => quoted(&said::label(axis, at)),
        })
        .collect();
    match labels.as_slice() {
        [one] => Some(format!("where it is {one}")),
        several => Some(format!("where they are {}", several.join(" and "))),
    }
}

/// The place of a point on each axis.
fn places(record: &SweepRecord, point: usize) -> Vec<usize> {
    let mut left = point;
    let mut places = Vec::new();
    for axis in record.axes.iter().rev() {
        let count = axis.written.len().max(1);
        places.insert(0, left % count);
        left /= count;
    }
    places
}

/// Where a point lies: `where “Cost” is 0.3`, `in the alternative “Talks”`.
fn place(record: &SweepRecord, point: usize) -> Option<String> {
    let is_one = record.axes.len() == 1;
    let mut values = Vec::new();
    let mut alternatives = Vec::new();
    for (axis, at) in record.axes.iter().zip(places(record, point)) {
        let label = said::label(axis, at);
        match axis.kind {
            AxisKind::Alternatives if axis.written.get(at)?.is_empty() => {}
            AxisKind::Alternatives => alternatives.push(format!("in the alternative “{label}”")),
            _ if is_one && axis.kind == AxisKind::Number => values.push(format!("where “{}” is {label}", axis.title)),
            AxisKind::Number => values.push(format!("“{}” is {label}", axis.title)),
            AxisKind::Category => values.push(format!(
                "{}“{}” is “{label}”",
                if is_one { "where " } else { "" },
                axis.title
            )),
        }
    }
    if !is_one && !values.is_empty() {
        values = vec![format!("where {}", values.join(" and "))];
    }
    if alternatives.is_empty() && values.is_empty() {
        return Some("with no alternative taken".to_owned());
    }
    values.extend(alternatives);
    Some(values.join(" "))
}

/// Where the likeliest answer changes; where it does not, where its words do first.
fn tip(record: &SweepRecord, id: &str, question: &SweptQuestion) -> Option<Sentence> {
    if record.axes.first()?.kind == AxisKind::Alternatives {
        return None;
    }
    let tips: Vec<&Tip> = record.tips.iter().filter(|tip| tip.question == id).collect();
    let turns: Vec<&Tip> = tips.iter().filter(|tip| tip.kind == TipKind::Leader).copied().collect();
    let edges: Vec<&Tip> = tips.iter().filter(|tip| tip.kind == TipKind::Band).copied().collect();
    let mut sentence = Sentence::default();
    if record.axes.len() == 2 {
        return Some(over_two(record, question, &turns));
    }
    match (turns.as_slice(), edges.as_slice()) {
        ([], []) => sentence.text(format!(
            "Nothing tips: the likeliest answer to “{}” is the same over the whole sweep.",
            question.title
        )),
        ([], [first, ..]) => {
            let count = match edges.len() {
                1 => "once".to_owned(),
                2 => "twice".to_owned(),
                count => format!("{count} times"),
            };
            let order = if edges.len() == 1 { "" } else { ", first" };
            sentence.text(format!(
                "The likeliest answer to “{}” stays the same over the whole sweep; its words change {count}{order} {}",
                question.title,
                at(record, first).0
            ));
            sentence.strong(at(record, first).1);
            sentence.text(format!(", from {} to {}.", quoted(&first.before), quoted(&first.after)));
        }
        ([first, rest @ ..], _) => {
            let order = if rest.is_empty() {
                String::new()
            } else {
                let count = if rest.len() == 1 {
                    "twice".to_owned()
                } else {
                    format!("{} times", rest.len() + 1)
                };
                format!("{count}, first ")
            };
            sentence.text(format!(
                "The likeliest answer to “{}” changes {order}{}",
                question.title,
                at(record, first).0
            ));
            sentence.strong(at(record, first).1);
            sentence.text(format!(
                ", from {} to {}; ± is the error of the count alone.",
                named(question, &first.before),
                named(question, &first.after)
            ));
        }
    }
    Some(sentence)
}

fn over_two(record: &SweepRecord, question: &SweptQuestion, turns: &[&Tip]) -> Sentence {
    let mut sentence = Sentence::default();
    let (Some(first), Some(last)) = (turns.first(), turns.last()) else {
        sentence.text(format!(
            "Nothing tips: the likeliest answer to “{}” is the same wherever “{}” moves.",
            question.title,
            record.axes.first().map_or("", |axis| axis.title.as_str())
        ));
        return sentence;
    };
    let other = record.axes.get(1);
    let total = other.map_or(0, |axis| axis.written.len());
    let mut met: Vec<usize> = turns.iter().filter_map(|tip| tip.across).collect();
    met.dedup();
    let everywhere = met.len() == total && turns.len() == total;
    if everywhere && turns.iter().all(|tip| at(record, tip) == at(record, first)) {
        let title = other.map_or("", |axis| axis.title.as_str());
        sentence.text(format!(
            "The likeliest answer to “{}” changes {}",
            question.title,
            at(record, first).0
        ));
        sentence.strong(at(record, first).1);
        sentence.text(format!(", whatever “{title}” is."));
        return sentence;
    }
    let with = |tip: &Tip| {
        let label = other.zip(tip.across).map(|(axis, place)| said::label(axis, place));
        let title = other.map_or("", |axis| axis.title.as_str());
        format!("with “{title}” at {}", label.unwrap_or_default())
    };
    sentence.text(format!(
        "The likeliest answer to “{}” changes, {}, {}",
        question.title,
        with(first),
        at(record, first).0
    ));
    sentence.strong(at(record, first).1);
    if last.across != first.across {
        sentence.text(format!(", and {}, {}", with(last), at(record, last).0));
        sentence.strong(at(record, last).1);
    }
    if met.len() < total {
        sentence.text(format!(
            "; for {} of its {total} values it does not change",
            total - met.len()
        ));
    }
    sentence.text(".");
    sentence
}

/// `at ` and `0.27 ± 0.01`, or `between ` and `0.2 and 0.3`.
fn at(record: &SweepRecord, tip: &Tip) -> (&'static str, String) {
    let place = said::place(record, tip);
    match place.strip_prefix("between ") {
        Some(ends) => ("between ", ends.to_owned()),
        None => ("at ", place),
    }
}

fn quoted(words: &str) -> String {
    format!("“{words}”")
}

fn named(question: &SweptQuestion, id: &str) -> String {
    match &question.result {
        Swept::Cases { answers } => quoted(answers.get(id).map_or(id, |one| one.title.as_str())),
        _ => id.to_owned(),
    }
}

/// The questions that stay as they are.
fn untouched(record: &SweepRecord) -> Option<Sentence> {
    let left: Vec<&SweptQuestion> = record
        .questions
        .iter()
        .map(|(_, question)| question)
        .filter(|one| one.untouched)
        .collect();
    let mut sentence = Sentence::default();
    match left.as_slice() {
        [] => return None,
        [one] => {
            sentence.text(format!("Not reached by what is moved is “{}”", one.title));
            if let Swept::Yes { answers } = &one.result
                && let Some(yes) = answers.get("yes")
            {
                sentence.text(", which stays ");
                sentence.strong(finding(&yes.baseline));
            }
            sentence.text(".");
        }
        [one, other] => sentence.text(format!(
            "Not reached by what is moved are “{}” and “{}”.",
            one.title, other.title
        )),
        [one, other, rest @ ..] => {
            let noun = if rest.len() == 1 {
                "other question"
            } else {
                "other questions"
            };
            sentence.text(format!(
                "Not reached by what is moved are “{}”, “{}” and {} {noun}.",
                one.title,
                other.title,
                rest.len()
            ));
        }
    }
    Some(sentence)
}
