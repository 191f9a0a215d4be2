//! Each sentence against the record: the number is printed there, the word is that of the number, nothing else is a number.

use contingent::record::{QuestionResult, RunRecord, Share};
use contingent::report::{Piece, Sentence, sentences};
use contingent::scale::Scale;
use contingent::stats::{Proportion, print_count, print_probability, print_range};

use super::random;

/// Every share that a sentence may speak of.
fn shares(record: &RunRecord) -> Vec<&Share> {
    let mut list = Vec::new();
    for (_, question) in record.questions.iter() {
        match &question.result {
            QuestionResult::Yes { answers, .. } | QuestionResult::Cases { answers, .. } => {
                list.extend(answers.iter().map(|(_, answer)| &answer.share));
            }
            QuestionResult::Number(number) => list.extend(number.exceeds.iter().map(|(_, share)| share)),
        }
    }
    list
}

/// The number that a printed probability stands for, read anew: `2.9%`, `<0.04%`.
fn read_back(printed: &str) -> f64 {
    let digits: String = printed.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let places = digits.split_once('.').map_or(0, |(_, places)| places.len() as i32);
    let whole: f64 = digits.replace('.', "").parse().unwrap();
    whole / 10f64.powi(places + 2)
}

fn findings(sentence: &Sentence) -> Vec<&str> {
    let strong = sentence.0.iter().filter_map(|piece| match piece {
        Piece::Strong(text) => Some(text.as_str()),
        Piece::Text(_) => None,
    });
    strong.collect()
}

#[test]
fn the_numbers_of_a_thousand_records_are_those_of_the_sentences() {
    let (mut words, mut plain) = (0, 0);
    for seed in 0..1000 {
        let record = random::record(seed);
        let scale = Scale::named(&record.scenario.words).unwrap();
        let known = shares(&record);
        let said = sentences(&record);
        assert!(said.len() <= 3, "{seed}");
        assert!(record.questions.is_empty() || said.len() >= 2, "{seed}: {said:?}");
        for sentence in &said {
            for finding in findings(sentence) {
                let Some((word, number)) = finding.rsplit_once("\u{a0}(") else {
                    plain += 1;
                    continue;
                };
                let number = number.strip_suffix(')').unwrap();
                let share = known.iter().find(|share| share.printed == number);
                assert!(share.is_some(), "{seed}: `{number}` is nowhere in the record");
                let right = scale.word_for(read_back(number)).compact();
                let right = right.replace("outside the scale", "outside the words of the scale");
                assert_eq!(word, right, "{seed}: {number}");
                words += 1;
            }
        }
    }
    assert!(words > 900 && plain > 100, "{words} words, {plain} numbers");
}

#[test]
fn no_other_number_stands_in_a_sentence() {
    for seed in 0..1000 {
        let record = random::record(seed);
        for sentence in sentences(&record) {
            let text = sentence.plain();
            let mut rest = text.clone();
            for printed in allowed(&record) {
                rest = rest.replace(&printed, " ");
            }
            let left: String = rest.chars().filter(char::is_ascii_digit).collect();
            assert!(left.is_empty(), "{seed}: {left} in {text}");
        }
    }
}

/// Everything with a digit that may stand in a sentence, the longest first.
fn allowed(record: &RunRecord) -> Vec<String> {
    let mut list: Vec<String> = vec!["95% interval".into(), "90% of the trials".into()];
    for share in shares(record) {
        list.extend([share.printed.clone(), print_range(share.low, share.high).text]);
        list.extend(share.aside.clone());
        let half = 0.5 * (share.high - share.low);
        list.push(
            contingent::stats::print_points(half, 0.0, 2.0 * half)
                .value
                .replace('+', "±")
                + " points",
        );
    }
    let trials = record.found.kept.k;
    list.extend([format!("With {} trial", print_count(trials))]);
    if record.found.too_few {
        list.extend([format!("{} trial", print_count(trials)), "at least 30".to_owned()]);
        list.extend(
            shares(record)
                .iter()
                .map(|share| format!("in {} of ", print_count(share.k))),
        );
    }
    let (without, all) = (
        record.evidence.judgements.without_claim.len(),
        record.evidence.judgements.numbers,
    );
    list.extend([format!("{all} numbers"), format!("{without} cite")]);
    list.extend(record.calendar.iter().flat_map(|calendar| calendar.labels.clone()));
    for (_, question) in record.questions.iter() {
        let QuestionResult::Number(number) = &question.result else {
            continue;
        };
        list.extend(
            number
                .exceeds
                .iter()
                .map(|(threshold, _)| format!("more than {}:", threshold.replace('-', "−"))),
        );
        list.extend(number.quantiles.iter().map(|(_, one)| one.printed.clone()));
        list.extend(number.mean.iter().map(|one| one.printed.clone()));
        if let (Some(low), Some(high)) = (number.quantiles.get("0.05"), number.quantiles.get("0.95")) {
            let size = low.value.abs().max(high.value.abs());
            let error = (0.5 * (low.high.unwrap() - low.low.unwrap()))
                .max(0.01)
                .max(size / 500.0);
            let shown = |value| contingent::stats::print_number(value, error);
            list.push(format!("{} and {}", shown(low.value), shown(high.value)));
        }
    }
    for (with, without) in splits(record) {
        list.extend([print_probability(&with).text, print_probability(&without).text]);
    }
    list.sort_by_key(|text| std::cmp::Reverse(text.len()));
    list
}

/// How often each branch held with an answer and without.
fn splits(record: &RunRecord) -> Vec<(Proportion, Proportion)> {
    let drivers = record
        .joint
        .drivers
        .iter()
        .flat_map(|(_, answers)| answers.iter().map(|(_, drivers)| drivers));
    let all = drivers.flat_map(|drivers| {
        let held = drivers
            .held
            .iter()
            .flat_map(|(_, branches)| branches.iter().map(|(_, split)| split));
        held.map(|split| {
            (
                Proportion::new(split.yes, drivers.yes),
                Proportion::new(split.no, drivers.no),
            )
        })
    });
    all.collect()
}

#[test]
fn what_drives_an_answer_is_more_frequent_with_it() {
    let mut told = 0;
    for seed in 0..1000 {
        let record = random::record(seed);
        for sentence in sentences(&record) {
            if !sentence.plain().starts_with("Most telling") {
                continue;
            }
            let [with, without] = findings(&sentence)[..] else {
                panic!("{seed}: {sentence:?}");
            };
            let split = splits(&record)
                .into_iter()
                .find(|(a, b)| print_probability(a).text == with && print_probability(b).text == without);
            let (with, without) = split.unwrap_or_else(|| panic!("{seed}: no such pair"));
            assert!(with.p - without.p >= 0.1 && without.k > 0, "{seed}");
            assert!(with.n >= 30 && without.n >= 30, "{seed}");
            told += 1;
        }
    }
    assert!(told > 30, "{told}");
}

#[test]
fn of_too_few_trials_only_counts_are_told() {
    let mut told = 0;
    for seed in 0..1000 {
        let record = random::record(seed);
        if !record.found.too_few || record.found.kept.k == 0 {
            continue;
        }
        for sentence in sentences(&record) {
            assert!(
                !findings(&sentence).iter().any(|finding| finding.contains('(')),
                "{seed}: {sentence:?}"
            );
            let text = sentence.plain();
            told += usize::from(text.contains(", too few to say; at least 30 are needed."));
        }
    }
    assert!(told > 50, "{told}");
}

#[test]
fn none_all_and_rare_are_said_as_such() {
    let mut seen = [0; 3];
    for seed in 0..1000 {
        let record = random::record(seed);
        for sentence in sentences(&record) {
            let text = sentence.plain();
            for never in ["impossible", "(0%)", "(100%)", "NaN", "..", " ,", "  ", ": :"] {
                assert!(!text.contains(never), "{seed}: {text}");
            }
            assert!(text.ends_with('.'), "{text}");
            for (count, piece) in seen.iter_mut().zip(["none in ", "all ", "about 1 in "]) {
                *count += usize::from(text.contains(piece));
            }
            // Only one trial is spoken of in the singular.
            assert!(
                !text.contains("1 trials") || text.contains("01 trials") || text.contains(",001 trials"),
                "{text}"
            );
        }
    }
    assert!(seen.iter().all(|count| *count > 20), "{seen:?}");
}

#[test]
fn the_word_and_its_number_are_never_parted() {
    for seed in 0..200 {
        for sentence in sentences(&random::record(seed)) {
            for finding in findings(&sentence) {
                assert!(!finding.contains(" ("), "{finding}");
            }
        }
    }
}

/// `cargo test --test suite -- report::sentences::aloud --ignored --nocapture` prints some, to be read.
#[test]
#[ignore = "to be read, not to be checked"]
fn aloud() {
    for seed in 0..12 {
        let record = random::record(seed);
        println!(
            "\n{seed}: {}",
            record.scenario.question.as_ref().unwrap_or(&record.scenario.title)
        );
        for sentence in sentences(&record) {
            println!("  - {}", sentence.plain());
        }
    }
}
