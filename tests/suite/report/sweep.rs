//! The page of a sweep: its sentences against the numbers of random sweeps, its links, its safety, its command.

use contingent::chart::sweep::figures;
use contingent::record::sweep::{AxisKind, Spacing, SweepRecord, Swept, SweptAnswer};
use contingent::report::{draw_all, sweep_command, sweep_page, sweep_sentences};

use super::dice::Dice;
use crate::chart::swept::{CYRILLIC, LONG, SCRIPT, amount, cases, even, numbers, record, stress, tip, words, yes};

const TITLES: [&str; 6] = [
    "Troops are sent",
    "Does Minsk stay?",
    CYRILLIC,
    SCRIPT,
    LONG,
    "Over and done.",
];

/// A sweep of a seed: one axis or two, of numbers, words or alternatives.
fn random(seed: u64) -> SweepRecord {
    let dice = &mut Dice::new(seed);
    let n = [100, 10_000, 1_000_000][dice.below(3) as usize];
    let axis = |dice: &mut Dice| {
        let count = 2 + dice.below(9) as usize;
        match dice.below(4) {
            0 => words("Which way", &["first", "second", "third"], AxisKind::Category),
            1 => words(
                "Alternatives",
                &["as it stands", "Push", "Pull"],
                AxisKind::Alternatives,
            ),
            2 => numbers("Cost", &even(count), Spacing::Linear, None),
            _ => numbers("Push", &even(count), Spacing::Linear, Some(0.25)),
        }
    };
    let axes = if dice.one_in(3) {
        vec![axis(dice), axis(dice)]
    } else {
        vec![axis(dice)]
    };
    let points: usize = axes.iter().map(|axis| axis.written.len()).product();
    let counts = |dice: &mut Dice| -> Vec<u64> {
        let top = [1, 50, n, n][dice.below(4) as usize].min(n);
        let flat = dice.one_in(5).then(|| dice.below(top + 1));
        (0..points)
            .map(|_| flat.unwrap_or_else(|| dice.below(top + 1)))
            .collect()
    };
    let ids: Vec<String> = (0..1 + dice.below(5)).map(|place| format!("q{place}")).collect();
    let questions: Vec<_> = ids
        .iter()
        .map(|id| {
            let title = TITLES[dice.below(6) as usize];
            let mut question = match dice.below(4) {
                0 => {
                    let first = counts(dice);
                    let second = first.iter().map(|k| n - k).collect();
                    let own = first[0];
                    cases(title, &[("Here", first, own), ("There", second, n - own)], n)
                }
                1 => {
                    let means: Vec<f64> = (0..points).map(|_| dice.below(1000) as f64 / 7.0).collect();
                    amount(title, &means, n)
                }
                _ => {
                    let all = counts(dice);
                    let own = dice.below(n + 1);
                    yes(title, &all, own, n)
                }
            };
            question.untouched = dice.one_in(4);
            question.headline = dice.one_in(2);
            (id.as_str(), question)
        })
        .collect();
    let across = (axes.len() == 2).then_some(0);
    let mut tips = Vec::new();
    if axes[0].kind == AxisKind::Number {
        for id in &ids {
            if dice.one_in(2) {
                tips.push(tip(id, None, 0.4375, 0.0123, [0, 1], across));
            }
            if dice.one_in(2) {
                tips.push(tip(id, Some(0.35), 0.3125, 0.0023, [0, 1], across));
            }
        }
    }
    record(axes, questions, tips, n)
}

/// Every run of digits with what belongs to it, outside of titles.
fn numbers_of(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut number = String::new();
    for letter in text.chars().chain(std::iter::once(' ')) {
        if letter.is_ascii_digit() || (!number.is_empty() && matches!(letter, '.' | ',')) {
            number.push(letter);
        } else if !number.is_empty() {
            found.push(number.trim_end_matches(['.', ',']).to_owned());
            number.clear();
        }
    }
    found
}

fn answers(record: &SweepRecord) -> Vec<&SweptAnswer> {
    let all = record
        .questions
        .iter()
        .flat_map(|(_, question)| match &question.result {
            Swept::Yes { answers } | Swept::Cases { answers } => {
                answers.iter().map(|(_, answer)| answer).collect::<Vec<_>>()
            }
            Swept::Number(number) => number.exceeds.iter().map(|(_, answer)| answer).collect(),
        });
    all.collect()
}

#[test]
fn every_number_of_a_sentence_is_the_records() {
    for seed in 0..1000 {
        let record = random(seed);
        let mut known: Vec<String> = Vec::new();
        for answer in answers(&record) {
            let all = (0..answer.p.len()).filter_map(|point| record.share(answer, point));
            known.extend(all.flat_map(|share| numbers_of(&share.printed)));
            known.extend(numbers_of(&answer.baseline.printed));
        }
        for (_, question) in record.questions.iter() {
            if let Swept::Number(number) = &question.result {
                for mean in number.mean.iter().flatten() {
                    known.extend(numbers_of(&contingent::stats::print_number(*mean, 0.03)));
                }
                known.extend(number.baseline.iter().flat_map(|mean| numbers_of(&mean.printed)));
            }
        }
        for axis in &record.axes {
            known.extend(
                axis.values
                    .iter()
                    .flat_map(|value| numbers_of(&contingent::chart::sweep::said::number(*value))),
            );
            known.extend(axis.baseline.iter().flat_map(|baseline| numbers_of(&baseline.written)));
        }
        // Tips as the record has them; 0.1 points would have shown; counts of questions, values and tips.
        known.extend(["0.44", "0.01", "0.313", "0.312", "0.002", "0.1"].map(str::to_owned));
        known.extend((0..12).map(|count| count.to_string()));
        let sentences = sweep_sentences(&record);
        assert!((1..=3).contains(&sentences.len()), "{seed}");
        for sentence in &sentences {
            let mut text = sentence.plain();
            for title in TITLES {
                text = text.replace(title, "");
            }
            for number in numbers_of(&text) {
                assert!(known.contains(&number), "{seed}: {number} in {}", sentence.plain());
            }
            assert!(
                text.ends_with('.') && !text.contains("  "),
                "{seed}: {}",
                sentence.plain()
            );
        }
    }
}

#[test]
fn the_first_sentence_tells_the_lowest_and_the_highest() {
    let axis = numbers("Push", &even(5), Spacing::Linear, Some(0.3));
    let one = yes("Troops are sent", &[4000, 3000, 200, 5000, 6300], 3500, 10_000);
    let tips = vec![tip("q", None, 0.7372, 0.0123, [2, 3], None)];
    let mut other = yes("It stays", &[5000; 5], 5000, 10_000);
    other.untouched = true;
    let record = record(vec![axis], vec![("q", one), ("other", other)], tips, 10_000);
    let told: Vec<String> = sweep_sentences(&record)
        .iter()
        .map(|sentence| sentence.plain())
        .collect();
    assert_eq!(
        told,
        [
            "Troops are sent: from remote chance\u{a0}(2.0%) where “Push” is 0.5 to likely\u{a0}(63%) where it is 1; unlikely\u{a0}(35%) as it stands (0.3).",
            "The likeliest answer to “Troops are sent” changes at 0.74 ± 0.01, from no to yes; ± is the error of the count alone.",
            "Not reached by what is moved is “It stays”, which stays realistic possibility to likely\u{a0}(50%).",
        ]
    );
}

fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let mark = format!(" {attribute}=\"");
    page.split(&mark)
        .skip(1)
        .map(|rest| &rest[..rest.find('"').unwrap()])
        .collect()
}

#[test]
fn pages_are_whole_and_safe() {
    let random = (0..40).map(|seed| (format!("{seed}"), random(seed)));
    for (name, record) in stress().into_iter().chain(random) {
        let page = sweep_page(&record, &draw_all(&figures(&record)));
        let mut ids = values(&page, "id");
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{name}: an id stands twice");
        for link in values(&page, "href") {
            if let Some(target) = link.strip_prefix('#') {
                assert!(ids.binary_search(&target).is_ok(), "{name}: `#{target}` leads nowhere");
            }
        }
        assert!(!page.contains("<script"), "{name}");
        assert!(
            !page.contains("9.9.9-made") && !page.contains("2031-01-01") && !page.contains("1234.5"),
            "{name}"
        );
        assert!(
            page.contains("aaaa-bbbb-cccc-dddd") && page.contains("contingent sweep lib/push.toml"),
            "{name}"
        );
    }
}

#[test]
fn the_command_is_what_was_asked_and_runs_nothing_else() {
    let mut record = random(3);
    record.axes = vec![numbers("Push", &even(11), Spacing::Linear, None)];
    record.asked.set = [("assumptions.x; rm -rf /".to_owned(), "$(id)".to_owned())]
        .into_iter()
        .collect();
    record.asked.given = Some(vec!["question:q".to_owned()]);
    let command = sweep_command(&record);
    let words = shlex::split(&command).unwrap();
    let wanted = [
        "contingent",
        "sweep",
        "lib/push.toml",
        "--over",
        "assumptions.push=0..1:11",
        "--seed",
        "7",
        "--trials",
    ];
    assert_eq!(words[..8], wanted);
    assert_eq!(
        words[9..],
        ["--set", "assumptions.x; rm -rf /=$(id)", "--given", "question:q"]
    );
    record.axes[0].over = "assumptions.push=0.0..1:11".to_owned();
    assert!(
        shlex::split(&sweep_command(&record))
            .unwrap()
            .contains(&"assumptions.push=0.0..1:11".to_owned())
    );
}
