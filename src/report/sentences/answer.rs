//! One question and its answer as a sentence.

use crate::record::{Answer, Estimate, NumberResult, Question, QuestionResult, RunRecord, Share};
use crate::stats::{FEWEST_TRIALS, print_count, print_number, print_range};

use super::Sentence;

/// The fewest trials that say something of when.
const FEWEST: u64 = 100;

/// The sentence; none where nothing was found.
pub fn answer(record: &RunRecord, question: &Question) -> Option<Sentence> {
    let mut sentence = Sentence::default();
    open(record, question, &mut sentence);
    if record.found.too_few {
        few(record, question, &mut sentence)?;
        sentence.text(".");
        return Some(sentence);
    }
    match &question.result {
        QuestionResult::Yes { answers, .. } => {
            let share = &answers.get("yes")?.share;
            sentence.strong(finding(share));
            sentence.text(behind(share));
            when(record, question, &mut sentence);
        }
        QuestionResult::Cases { answers, .. } => {
            cases(answers.iter().map(|(_, answer)| answer).collect(), &mut sentence)?
        }
        QuestionResult::Number(number) => self::number(number, &mut sentence)?,
    }
    sentence.text(".");
    Some(sentence)
}

/// What is counted in fewer trials than a share may rest on: the counts, and no word for them.
fn few(record: &RunRecord, question: &Question, sentence: &mut Sentence) -> Option<()> {
    let of = |share: &Share| format!("in {} of {}", print_count(share.k), counted(share.n));
    match &question.result {
        QuestionResult::Yes { answers, .. } => sentence.text(of(&answers.get("yes")?.share)),
        QuestionResult::Cases { answers, .. } => {
            let most = answers.iter().map(|(_, answer)| answer.share.k).max()?;
            let (_, first) = answers.iter().find(|(_, answer)| answer.share.k == most)?;
            sentence.text(format!("“{}” {}", first.title, of(&first.share)));
        }
        QuestionResult::Number(_) => {
            sentence.text(format!("{} only", counted(record.found.kept.k)));
        }
    }
    sentence.text(format!(", too few to say; at least {FEWEST_TRIALS} are needed"));
    Some(())
}

fn counted(trials: u64) -> String {
    format!("{} trial{}", print_count(trials), if trials == 1 { "" } else { "s" })
}

/// A word with its number: `remote chance (2.9%)`, with a space that does not break before the bracket.
pub fn finding(share: &Share) -> String {
    if share.n == 0 {
        return "unknown".to_owned();
    }
    if share.word == "outside the scale" {
        return format!("outside the words of the scale\u{a0}({})", share.printed);
    }
    format!("{}\u{a0}({})", share.word, share.printed)
}

/// The title, and under which conditions it was asked.
fn open(record: &RunRecord, question: &Question, sentence: &mut Sentence) {
    let title = question.title.trim();
    let under = conditions(record);
    let ends = title.ends_with(['?', '.', '!', '…', ':']);
    match (ends, under) {
        (true, None) => sentence.text(format!("{title} ")),
        (true, Some(under)) => sentence.text(format!("{title} {}: ", crate::report::first::sentence_case(&under))),
        (false, None) => sentence.text(format!("{title}: ")),
        (false, Some(under)) => sentence.text(format!("{title}, {under}: ")),
    }
}

/// Sentences are quoted one by one, so each says that it answers another question than the scenario's.
fn conditions(record: &RunRecord) -> Option<String> {
    let asked = &record.asked;
    let mut parts: Vec<String> = Vec::new();
    match &asked.alternative {
        Some(id) => {
            let title = record.scenario.alternatives.get(id).unwrap_or(id);
            parts.push(format!("in the alternative “{title}”"));
        }
        None => {
            if !asked.set.is_empty() {
                parts.push(
                    if asked.set.len() == 1 {
                        "with another value"
                    } else {
                        "with other values"
                    }
                    .to_owned(),
                );
            }
            if !asked.force.is_empty() {
                parts.push(
                    if asked.force.len() == 1 {
                        "with a draw forced"
                    } else {
                        "with draws forced"
                    }
                    .to_owned(),
                );
            }
            if let Some(id) = &asked.believe {
                let name = record
                    .evidence
                    .experts
                    .get(id)
                    .map_or(id.as_str(), |expert| expert.name.as_str());
                parts.push(format!("believing {name} throughout"));
            }
        }
    }
    match asked.given.as_deref().unwrap_or_default() {
        [] => {}
        [one] if one.starts_with("question:") => {
            parts.push(format!("given {}", crate::report::conditions::given(record, one)));
        }
        [_] => parts.push("given the condition above".to_owned()),
        _ => parts.push("given the conditions above".to_owned()),
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// What stands behind a finding: how many trials, or the interval.
fn behind(share: &Share) -> String {
    if share.n == 0 {
        return String::new();
    }
    let counted = match &share.aside {
        Some(aside) if share.k == 0 => return format!(", {aside}, which does not rule it out"),
        Some(aside) if share.k == share.n => return format!(", {aside}, which does not make it certain"),
        Some(aside) => format!(", {aside}"),
        None => String::new(),
    };
    format!("{counted}, {}", interval(share))
}

/// `95% interval 2.6–3.2%`, or `95% interval ±0.1 points` where both ends would read the same.
fn interval(share: &Share) -> String {
    let range = print_range(share.low, share.high);
    match range.is_half_width {
        true => format!("95% interval {} points", range.text),
        false => format!("95% interval {}", range.text),
    }
}

/// When it first happens, where that tells more than the share does.
fn when(record: &RunRecord, question: &Question, sentence: &mut Sentence) {
    let (Some(calendar), QuestionResult::Yes { first: Some(first), .. }) = (&record.calendar, &question.result) else {
        return;
    };
    let step = |q: &str| first.quantiles.get(q).map(|one| one.value as usize);
    let (Some(early), Some(middle), Some(late)) = (step("0.05"), step("0.5"), step("0.95")) else {
        return;
    };
    let label = calendar.labels.get(middle.saturating_sub(1));
    let (true, true, Some(label)) = (early != late, first.happens.k >= FEWEST, label) else {
        return;
    };
    sentence.text(format!("; where it happens, half the time it first does by {label}"));
}

/// The likeliest answers: both where there are two, else the first two.
fn cases(mut answers: Vec<&Answer>, sentence: &mut Sentence) -> Option<()> {
    answers.sort_by_key(|answer| std::cmp::Reverse(answer.share.k));
    let first = answers.first()?;
    // A dash suits nouns, such as a remote chance, and adjectives alike.
    sentence.text(format!("“{}” – ", first.title));
    sentence.strong(finding(&first.share));
    sentence.text(behind(&first.share));
    if let Some(second) = answers.get(1).filter(|answer| answer.share.k > 0) {
        sentence.text(format!("; “{}” – ", second.title));
        sentence.strong(finding(&second.share));
        let rest = answers.iter().skip(2).filter(|answer| answer.share.k > 0).count();
        match rest {
            0 => {}
            1 => sentence.text("; another answer is no likelier"),
            _ => sentence.text(format!("; {} other answers are no likelier", count_word(rest))),
        }
    }
    Some(())
}

fn count_word(count: usize) -> String {
    let words = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ];
    words
        .get(count)
        .map_or_else(|| print_count(count as u64), |word| (*word).to_owned())
}

/// The median, where most trials lie, and a threshold.
fn number(number: &NumberResult, sentence: &mut Sentence) -> Option<()> {
    let unit = number.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
    let at = |q: &str| number.quantiles.get(q);
    match at("0.5") {
        Some(median) => {
            sentence.text("the median is ");
            sentence.strong(format!("{}{unit}", median.printed));
            match (at("0.05"), at("0.95")) {
                (Some(low), Some(high)) if low.value == high.value => sentence.text(", as in nearly all trials"),
                (Some(low), Some(high)) => {
                    sentence.text(format!(
                        ", and the middle 90% of the trials lie between {}",
                        between(low, high)
                    ));
                }
                _ => {}
            }
        }
        None => {
            let mean = number.mean.as_ref()?;
            sentence.text("the mean is ");
            sentence.strong(format!("{}{unit}", mean.printed));
        }
    }
    if let Some((threshold, share)) = telling(number) {
        sentence.text(format!("; more than {}: ", threshold.replace('-', "−")));
        sentence.strong(finding(share));
        if let Some(aside) = &share.aside {
            sentence.text(format!(", {aside}"));
        }
    }
    Some(())
}

/// The threshold that says most: the first that is neither nearly always nor nearly never exceeded, else the first.
fn telling(number: &NumberResult) -> Option<(&str, &Share)> {
    let mut all = number.exceeds.iter();
    let first = number.exceeds.iter().next();
    all.find(|(_, share)| (0.05..0.95).contains(&share.p)).or(first)
}

/// Two quantiles to the same digits: those that the less certain of them bears, and three at most.
fn between(low: &Estimate, high: &Estimate) -> String {
    let half = |one: &Estimate| match (one.low, one.high) {
        (Some(low), Some(high)) => 0.5 * (high - low),
        _ => 0.0,
    };
    let error = half(low).max(half(high));
    let size = low.value.abs().max(high.value.abs());
    // Whole numbers that never vary need no digits behind the point.
    let is_whole = |one: &Estimate| one.value == libm::floor(one.value);
    let error = if error == 0.0 && is_whole(low) && is_whole(high) {
        1.0
    } else {
        error.max(size / 500.0)
    };
    format!(
        "{} and {}",
        print_number(low.value, error),
        print_number(high.value, error)
    )
}
