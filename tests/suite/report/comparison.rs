//! The page of a comparison: its sentences against the numbers of random comparisons, its parts, its command, its safety.

use contingent::record::comparison::{
    AnswerMoved, Change, ChangeKind, Comparison, ComparisonRecord, DifferenceShown, Edit, FORMAT, Method, Origin,
    PairStory, PartingAt, PartingRow, Partings, QuestionMoved, RatioShown, SeenAndDone, SeenAnswer, Side, StoryStep,
    Which,
};
use contingent::record::{Made, Notice, Ordered, QuestionResult, RunRecord};
use contingent::report::{Piece, comparison_command, comparison_page, comparison_sentences, draw_comparison};
use contingent::scale::Scale;
use contingent::stats::{Proportion, print_points, print_probability};

use super::dice::Dice;
use super::random;

/// Words that mean harm, and such as a careless page would break on.
const NAMES: [&str; 5] = [
    "The Kremlin presses harder",
    "<script>alert('x')</script>",
    "Ці застаецца Мінск убаку",
    "\"quoted\" & 'single' – 120 letters and more of a title that goes on and on as if it were pasted whole from a memo",
    "--help",
];

/// A comparison of a seed: of one to four sides, whose differences are anything.
fn comparison(seed: u64) -> ComparisonRecord {
    let dice = &mut Dice::new(seed);
    let first = random::record(seed);
    let count = 1 + dice.below(4) as usize;
    let mut sides = vec![side("baseline", "The scenario", Origin::File, first.clone())];
    let mut comparisons = Vec::new();
    for at in 1..=count {
        let title = dice.pick(&NAMES);
        sides.push(side(&format!("side <{at}>"), title, Origin::Alternative, first.clone()));
        comparisons.push(compared(dice, &first, at));
    }
    ComparisonRecord {
        format: FORMAT,
        identity: "b7f2-91c4-2d10-77ae".into(),
        result_version: 1,
        sides,
        comparisons,
        stopping: None,
        expectations: Vec::new(),
        notices: vec![Notice {
            code: "doubt-ignored".into(),
            text: "doubt is ignored".into(),
        }],
        complete: true,
        made: Made::default(),
    }
}

fn side(label: &str, title: &str, origin: Origin, run: RunRecord) -> Side {
    Side {
        label: label.into(),
        title: title.into(),
        named: "lib/a file; rm -rf $HOME.toml".into(),
        origin,
        run,
    }
}

fn compared(dice: &mut Dice, first: &RunRecord, at: usize) -> Comparison {
    let method = match dice.below(6) {
        0 => Method::Kept,
        1 => Method::Independent,
        _ => Method::Paired,
    };
    let mut questions = Ordered::default();
    for (id, question) in first.questions.iter() {
        let mut answers = Ordered::default();
        match &question.result {
            QuestionResult::Yes { .. } => answers.push("yes", answer(dice, &question.title, method)),
            QuestionResult::Cases { answers: all, .. } => {
                for (id, one) in all.iter() {
                    answers.push(id, answer(dice, &one.title, method));
                }
            }
            QuestionResult::Number(_) => {}
        }
        questions.push(
            id,
            QuestionMoved {
                title: question.title.clone(),
                headline: question.headline,
                group: question.group.clone(),
                answers,
                number: None,
            },
        );
    }
    let kinds = [
        ChangeKind::Value,
        ChangeKind::Rule,
        ChangeKind::Do,
        ChangeKind::Given,
        ChangeKind::Structure,
    ];
    let changes = (0..dice.below(7)).map(|place| Change {
        kind: *dice_of(dice, &kinds),
        edit: if place % 2 == 0 { Edit::Changed } else { Edit::Added },
        path: format!("choices.<b>{place}</b>.options.send"),
        title: dice.pick(&NAMES).into(),
        was: (place % 2 == 0).then(|| "0.4 & less".into()),
        is: Some("<i>0.15</i>".into()),
    });
    let changes: Vec<Change> = changes.collect();
    Comparison {
        side: at,
        method,
        unpaired: (method == Method::Independent).then(|| "the seeds differ".into()),
        changes,
        wording: dice.below(3),
        questions,
        quantities: Ordered::default(),
        one_sided: Ordered(vec![("q<odd>".into(), Which::Second)]),
        story: dice.one_in(2).then(|| PairStory {
            trial: 7,
            question: dice.pick(&NAMES).into(),
            answers: ["yes".into(), "<no>".into()],
            parts_at: "The Kremlin <presses>, Oct 2022".into(),
            steps: vec![StoryStep {
                step: 1,
                label: "Oct 2022".into(),
                first: Vec::new(),
                second: vec!["A <b>thing</b>: no → yes".into()],
            }],
        }),
        seen_and_done: dice.one_in(2).then(|| seen(dice)),
    }
}

fn dice_of<'a, T>(dice: &mut Dice, list: &'a [T]) -> &'a T {
    &list[dice.below(list.len() as u64) as usize]
}

fn answer(dice: &mut Dice, title: &str, method: Method) -> AnswerMoved {
    const N: u64 = 100_000;
    let k = dice.below(N);
    let (gained, lost) = match dice.below(3) {
        0 => (0, 0),
        1 => (dice.below(N - k + 1), dice.below(k + 1)),
        _ => (dice.below((N - k).min(400) + 1), dice.below(k.min(400) + 1)),
    };
    let paired = contingent::tally::Paired {
        both: k - lost,
        only_first: lost,
        only_second: gained,
        neither: N - k - gained,
    };
    let difference = contingent::stats::paired_difference(&paired);
    let points = print_points(difference.value, difference.low, difference.high);
    let shares = [k, k - lost + gained].map(|k| Proportion::new(k, N));
    let rare = shares.iter().any(|share| share.p < 0.01);
    let is_paired = method == Method::Paired;
    let word = if gained > lost { "rise" } else { "drop" };
    AnswerMoved {
        title: title.into(),
        slot: None,
        first: print_probability(&shares[0]).text,
        second: print_probability(&shares[1]).text,
        p: shares.map(|share| share.p),
        difference: DifferenceShown {
            value: difference.value,
            low: difference.low,
            high: difference.high,
            printed: points.value,
            range: points.range,
            visible: difference.is_visible(),
            least_visible: difference.least_visible,
            least_printed: "0.2".into(),
            gained: is_paired.then_some(gained),
            lost: is_paired.then_some(lost),
            interval: Default::default(),
        },
        ratio: rare.then(|| RatioShown {
            value: Some(0.5),
            low: 0.4,
            high: Some(0.6),
            printed: "×0.5 (0.4 to 0.6)".into(),
        }),
        by_step: Vec::new(),
        by_step_low: Vec::new(),
        by_step_high: Vec::new(),
        partings: (is_paired && gained + lost > 0).then(|| Partings {
            rows: vec![PartingRow {
                at: PartingAt::Element,
                id: Some("pressure".into()),
                title: "Pressure <b>".into(),
                gained,
                lost,
                value: (gained as f64 - lost as f64) / N as f64,
                gained_by_step: vec![0, gained],
                lost_by_step: vec![0, lost],
            }],
            says: (gained != lost).then(|| {
                format!("all of the {word} comes from trials that first part at “Pressure <b>”, mostly in month 1")
            }),
        }),
        known: None,
    }
}

fn seen(dice: &mut Dice) -> SeenAndDone {
    let scale = Scale::ALL[0];
    let share = random::share(1 + dice.below(9_000), 10_000, scale);
    let answer = SeenAnswer {
        title: dice.pick(&NAMES).into(),
        all: 0.25,
        seen: share.clone(),
        done: random::share(dice.below(10_000), 10_000, scale),
        differ: dice.one_in(2),
    };
    SeenAndDone {
        given: "ever(a < b)".into(),
        forced: "a = <yes>".into(),
        kept: [10_000, 100_000],
        answers: Ordered(vec![("q0".into(), answer)]),
    }
}

/// All answers of all sides.
fn answers(record: &ComparisonRecord) -> Vec<(&Comparison, &AnswerMoved)> {
    let all = record.comparisons.iter();
    let each = all.flat_map(|one| one.questions.iter().map(move |(_, question)| (one, question)));
    each.flat_map(|(one, question)| question.answers.iter().map(move |(_, moved)| (one, moved)))
        .collect()
}

#[test]
fn each_number_of_a_sentence_is_the_records_and_its_direction_that_of_the_sign() {
    let (mut directions, mut kept, mut all) = (0, 0, 0);
    for seed in 0..1000 {
        let record = comparison(seed);
        let said = comparison_sentences(&record);
        assert!((1..=3).contains(&said.len()), "{seed}: {said:?}");
        for sentence in &said {
            all += 1;
            let text = sentence.plain();
            let strong: Vec<&str> = sentence
                .0
                .iter()
                .filter_map(|piece| match piece {
                    Piece::Strong(text) => Some(text.as_str()),
                    Piece::Text(_) => None,
                })
                .collect();
            let Some(points) = strong.iter().find_map(|text| text.strip_suffix(" points")) else {
                continue;
            };
            let found = answers(&record).into_iter().find(|(_, moved)| {
                let difference = &moved.difference;
                difference.printed == points
                    && text.contains(&difference.range)
                    && (strong.len() == 1 || strong[0].contains(&moved.first) && strong[0].contains(&moved.second))
            });
            let (one, moved) = found.unwrap_or_else(|| panic!("{seed}: `{points}` is nowhere in the record: {text}"));
            assert!(moved.difference.visible, "{seed}: {text}");
            if strong.len() == 1 {
                continue;
            }
            let up = moved.difference.value > 0.0;
            if one.method == Method::Kept {
                kept += 1;
                assert!(
                    text.contains(if up { "is higher: " } else { "is lower: " }),
                    "{seed}: {text}"
                );
                assert_eq!(
                    strong[0],
                    format!("{} rather than {}", moved.second, moved.first),
                    "{seed}"
                );
            } else {
                directions += 1;
                assert!(
                    text.contains(if up { " rises from " } else { " falls from " }),
                    "{seed}: {text}"
                );
                assert_eq!(strong[0], format!("{} to {}", moved.first, moved.second), "{seed}");
            }
        }
    }
    assert!(
        directions > 500 && kept > 20 && all > 2000,
        "{directions} and {kept} of {all}"
    );
}

#[test]
fn what_moves_most_is_said_first() {
    for seed in 0..500 {
        let record = comparison(seed);
        if record.comparisons.iter().any(|one| one.method == Method::Kept) {
            continue;
        }
        let any_headline = |one: &Comparison| {
            let mut all = one.questions.iter();
            all.any(|(_, question)| question.headline && !question.answers.is_empty())
        };
        let headline = record.comparisons.iter().flat_map(|one| {
            let any = any_headline(one);
            one.questions
                .iter()
                .filter(move |(_, question)| question.headline || !any)
        });
        let moved = headline.flat_map(|(_, question)| question.answers.iter().map(|(_, moved)| moved));
        let most = moved
            .filter(|moved| moved.difference.visible)
            .max_by(|a, b| a.difference.value.abs().total_cmp(&b.difference.value.abs()));
        let first = comparison_sentences(&record)[0].plain();
        match most {
            Some(most) => assert!(
                first.contains(&format!("{} points", most.difference.printed)),
                "{seed}: {first}"
            ),
            None => assert!(
                first.contains("no answer") || first.contains("no question"),
                "{seed}: {first}"
            ),
        }
    }
}

/// The values of an attribute.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let mark = format!(" {attribute}=\"");
    page.split(&mark)
        .skip(1)
        .map(|rest| &rest[..rest.find('"').unwrap()])
        .collect()
}

#[test]
fn a_page_is_whole_and_what_a_scenario_says_stays_text() {
    for seed in 0..60 {
        let record = comparison(seed);
        let page = comparison_page(&record, &draw_comparison(&record));
        let mut ids = values(&page, "id");
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{seed}: an id stands twice");
        for link in values(&page, "href") {
            if let Some(target) = link.strip_prefix('#') {
                assert!(ids.binary_search(&target).is_ok(), "{seed}: `#{target}` leads nowhere");
            }
        }
        for labels in values(&page, "aria-labelledby") {
            for label in labels.split(' ') {
                assert!(ids.binary_search(&label).is_ok(), "{seed}: `{label}` labels nothing");
            }
        }
        for harm in ["<script", "<b>thing", "<i>0.15", "<yes>", "<odd>", "<presses>"] {
            assert!(!page.contains(harm), "{seed}: {harm}");
        }
        assert_eq!(page.matches("<h1>").count(), 1);
        assert_eq!(
            page,
            comparison_page(&record, &draw_comparison(&record)),
            "the same bytes"
        );
        for sentence in comparison_sentences(&record) {
            for piece in &sentence.0 {
                if let Piece::Strong(text) = piece {
                    let text = text.replace('<', "&lt;").replace('>', "&gt;");
                    assert!(page.contains(&format!("<b>{text}</b>")), "{seed}: {text}");
                }
            }
        }
    }
}

#[test]
fn the_command_names_the_sides_and_runs_nothing_of_their_names() {
    let mut record = comparison(3);
    let run = |record: &mut ComparisonRecord, at: usize| -> RunRecord {
        let mut run = record.sides[0].run.clone();
        run.scenario.files = vec!["lib/winter's tale.toml".into()];
        run.scenario.alternatives = Ordered(vec![("hard".into(), "Hard".into()), ("soft".into(), "Soft".into())]);
        run.asked = contingent::record::Asked {
            seed: 7,
            trials: 1000,
            alternative: (at > 0).then(|| ["hard", "soft"][at - 1].to_owned()),
            ..Default::default()
        };
        run
    };
    let sides: Vec<Side> = (0..3)
        .map(|at| {
            side(
                "side",
                "A title",
                if at == 0 { Origin::File } else { Origin::Alternative },
                run(&mut record, at),
            )
        })
        .collect();
    record.sides = sides.clone();
    assert_eq!(
        comparison_command(&record),
        "contingent compare \"lib/winter's tale.toml\" --seed 7 --trials 1000"
    );
    record.sides.truncate(2);
    assert_eq!(
        comparison_command(&record),
        "contingent compare \"lib/winter's tale.toml:hard\" --seed 7 --trials 1000"
    );
    record.sides = vec![sides[2].clone(), sides[1].clone()];
    assert!(comparison_command(&record).contains("tale.toml:soft\" \"lib/winter's tale.toml:hard\""));
    for side in &mut record.sides {
        side.origin = Origin::RecordAsFound;
    }
    let command = comparison_command(&record);
    assert!(
        command.starts_with("contingent compare 'lib/a file; rm -rf $HOME.toml'") && !command.contains("--trials"),
        "{command}"
    );
}
