//! The figures of a comparison: positions, labels and numbers are those of the record, and everything in them can be read.

use contingent::chart::compare::figures;
use contingent::chart::{Figure, Kind, Look};
use contingent::record::comparison::{AnswerMoved, ComparisonRecord, Origin};
use contingent::record::{Made, QuestionResult};
use contingent::study::compare::{Party, What, compare};

use super::stress;
use super::support::{ESTIMATE, LOOKS, Read, read};
use crate::compare::{sampling, two};
use crate::record::support::{Texts, ask, prepared};

/// Sides with labels and titles of their own.
#[track_caller]
fn compared(sides: &[(&str, &str, &str)], trials: u64) -> ComparisonRecord {
    let parties: Vec<Party> = sides
        .iter()
        .map(|(label, title, text)| Party {
            label: (*label).to_owned(),
            title: (*title).to_owned(),
            named: format!("{label}.toml"),
            what: What::Ready(
                Box::new(prepared(&Texts::one(text), &ask("test.toml"))),
                Origin::Alternative,
            ),
        })
        .collect();
    compare(&parties, trials, &sampling(1), &Made::default(), &())
        .unwrap()
        .record
}

/// A stress scenario with its chances changed, the more the higher the number.
fn edited(text: &str, number: u32) -> String {
    let n = f64::from(number);
    text.replace("probability = 0.0561", &format!("probability = {}", 0.0561 + 0.03 * n))
        .replace(
            "probability = 0.0000025",
            &format!("probability = {}", 0.0000025 + 0.00002 * n),
        )
        .replace(
            "probability = 0.0001\n",
            &format!("probability = {}\n", 0.0001 * (1.0 + n)),
        )
        .replace("probability = 0.3\n", &format!("probability = {}\n", 0.3 + 0.05 * n))
        .replace("probability = 0.5\n", &format!("probability = {}\n", 0.5 + 0.03 * n))
        .replace("foul = 1", &format!("foul = {}", 1.0 + n))
        .replace("up = 0.2", &format!("up = {}", 0.2 + 0.05 * n))
        .replace("p95 = 90", &format!("p95 = {}", 90.0 + 20.0 * n))
        .replace("b01 = 2", &format!("b01 = {}", 2.0 + n))
        .replace("[events.e30]\nprobability = 0.04", "[events.e30]\nprobability = 0.05")
        .replace("[events.e7]\nprobability = 0.00", "[events.e7]\nprobability = 0.01")
}

fn named(wanted: &str) -> String {
    let all = stress::scenarios();
    all.into_iter().find(|(name, _)| name == wanted).unwrap().1
}

/// A stress scenario beside itself, changed.
fn beside_itself(name: &str, trials: u64) -> ComparisonRecord {
    let text = named(name);
    compared(
        &[
            ("baseline", "As it is", &text),
            ("changed", "As it is changed", &edited(&text, 3)),
        ],
        trials,
    )
}

#[track_caller]
fn figure(record: &ComparisonRecord, id: &str) -> Figure {
    let all = figures(record);
    let ids: Vec<String> = all.iter().map(|figure| figure.id.clone()).collect();
    all.into_iter()
        .find(|one| one.id == id)
        .unwrap_or_else(|| panic!("no `{id}` among {ids:?}"))
}

/// The headline answers of the first comparison.
fn headline(record: &ComparisonRecord) -> Vec<(&str, &str, &AnswerMoved)> {
    let questions = record.comparisons[0].questions.iter();
    let headline = questions.filter(|(_, question)| question.headline);
    let answers =
        headline.flat_map(|(id, question)| question.answers.iter().map(move |(answer, moved)| (id, answer, moved)));
    answers
        .filter(|(_, answer, moved)| *answer != "none_of_these" || moved.p != [0.0, 0.0])
        .collect()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.02
}

/// The place of a number between two printed ticks, along x.
fn across(read: &Read, (zero, one): (&str, &str), value: f64) -> f64 {
    let (zero, one) = (read.text(zero).0, read.text(one).0);
    zero + value * (one - zero)
}

#[test]
fn each_answer_has_ring_and_disc_where_its_shares_are() {
    let record = beside_itself("branches-3", 20_000);
    let read = read(&figure(&record, "compare").svg(&Look::default()));
    let (mut moved, mut still) = (0, 0);
    for (_, _, answer) in headline(&record) {
        let [first, second] = answer.p.map(|p| across(&read, ("0%", "100%"), p));
        let circle = |x: f64, filled: bool| {
            read.circles
                .iter()
                .any(|(cx, _, _, fill)| near(*cx, x) && (fill == ESTIMATE) == filled)
        };
        assert!(
            circle(first, false),
            "{}: no ring at {first}: {:?}",
            answer.title,
            read.circles
        );
        let printed = |text: &str| read.texts.iter().any(|(_, _, one)| one == text);
        assert!(printed(&answer.first), "{}", answer.first);
        if answer.difference.visible {
            moved += 1;
            assert!(circle(second, true), "{}: no disc at {second}", answer.title);
            assert!(printed(&answer.second) && printed(&answer.difference.printed));
            assert!(
                printed(&format!("({})", answer.difference.range)),
                "{}",
                answer.difference.range
            );
            // From one to the other goes a line of the estimate's colour.
            let line = read.lines.iter().any(|(points, stroke)| {
                stroke == ESTIMATE
                    && points.len() == 2
                    && near(points[0].0, first.min(second))
                    && near(points[1].0, first.max(second))
            });
            assert!(line, "{}", answer.title);
        } else {
            still += 1;
        }
    }
    assert!(moved >= 2 && moved + still == 4, "{moved} and {still}");
}

#[test]
fn the_largest_difference_comes_first_and_what_did_not_move_last() {
    let record = beside_itself("forty", 50_000);
    let read = read(&figure(&record, "compare").svg(&Look::default()));
    let question = |id: &str| {
        let question = record.comparisons[0].questions.get(id).unwrap();
        (question.answers.get("yes").unwrap(), question.title.clone())
    };
    let place = |title: &str| {
        let start = title.split(',').next().unwrap();
        read.texts
            .iter()
            .find(|(_, _, text)| text.starts_with(start))
            .unwrap()
            .1
    };
    let (most, most_title) = question("q7");
    let (less, less_title) = question("q30");
    assert!(most.difference.value.abs() > less.difference.value.abs() && less.difference.visible);
    let (same, same_title) = question("q12");
    assert!(!same.difference.visible);
    assert!(place(&most_title) < place(&less_title) && place(&less_title) < place(&same_title));
    let all: String = read.texts.iter().map(|(_, _, text)| format!("{text} ")).collect();
    assert!(all.contains("No difference: every trial answers alike"), "{all}");
}

#[test]
fn rare_answers_stand_on_decades_with_their_ratio() {
    let record = beside_itself("rare", 200_000);
    let read = read(&figure(&record, "compare").svg(&Look::default()));
    let (low, high) = (read.text("0.1%").0, read.text("1%").0);
    let all: String = read.texts.iter().map(|(_, _, text)| format!("{text} ")).collect();
    let mut seen = 0;
    for (_, _, answer) in headline(&record) {
        if answer.p.iter().any(|p| *p >= 0.01) || !answer.difference.visible {
            continue;
        }
        seen += 1;
        let x = |p: f64| low + (p.log10() + 3.0) * (high - low);
        let disc = read
            .circles
            .iter()
            .any(|(cx, _, _, fill)| (cx - x(answer.p[1])).abs() < 0.05 && fill == ESTIMATE);
        assert!(disc, "{}: no disc at {}", answer.title, x(answer.p[1]));
        let ratio = &answer.ratio.as_ref().unwrap().printed;
        assert!(all.contains(ratio.split(' ').next().unwrap()), "{ratio} in {all}");
    }
    assert!(seen > 0);
}

/// How long a whole is on an axis of points, in px, by its outermost tick.
#[track_caller]
fn long_of_one(read: &Read) -> f64 {
    let (zero, y) = read.text("0");
    let ticks = read.texts.iter().filter(|(x, at, _)| *at == y && *x > zero);
    let (x, _, text) = ticks.max_by(|a, b| a.0.total_cmp(&b.0)).unwrap();
    (x - zero) / text.trim_start_matches('+').parse::<f64>().unwrap() * 100.0
}

#[test]
fn the_parts_add_up_to_the_difference_and_the_bars_are_as_long_as_their_counts() {
    let text = named("branches-3");
    let changed = edited(&text, 4);
    let record = two(&text, &changed, 20_000);
    let figure = figure(&record, "partings");
    let read = read(&figure.svg(&Look::default()));
    let mut drawn = 0;
    for (id, answer, moved) in headline(&record) {
        let Some(partings) = moved.partings.as_ref().filter(|_| moved.difference.visible) else {
            continue;
        };
        let sum: f64 = partings.rows.iter().map(|row| row.value).sum();
        assert!((sum - moved.difference.value).abs() < 1e-12, "{id} {answer}");
        for row in &partings.rows {
            drawn += 1;
            let x = |count: u64| count as f64 / 20_000.0 * long_of_one(&read);
            for (count, colour) in [(row.gained, ESTIMATE), (row.lost, "#AEB8C3")] {
                // What is thinner than a hundredth of a pixel is rounded away.
                let long = x(count);
                if long > 0.02 {
                    let found = read
                        .rects
                        .iter()
                        .any(|(_, _, w, _, fill)| near(*w, long) && fill == colour);
                    assert!(
                        found,
                        "{id} {answer}: no bar of {long} in {colour} among {:?}",
                        read.rects
                    );
                }
            }
        }
    }
    assert!(drawn >= 2);
    let csv = String::from_utf8(figure.csv()).unwrap();
    for (id, answer, moved) in headline(&record) {
        for row in moved
            .partings
            .iter()
            .filter(|_| moved.difference.visible)
            .flat_map(|partings| &partings.rows)
        {
            let wanted = format!(",{},{},{}\n", row.gained, row.lost, row.value);
            assert!(
                csv.contains(&wanted) && csv.contains(&format!("{id},{answer},")),
                "{wanted}\n{csv}"
            );
        }
    }
}

#[test]
fn both_curves_go_through_the_shares_of_every_step() {
    let record = beside_itself("branches-2", 20_000);
    let figure = figure(&record, "timeline");
    let csv = String::from_utf8(figure.csv()).unwrap();
    let read = read(&figure.svg(&Look::default()));
    for (side, colour) in [(0, "#6F7B88"), (1, ESTIMATE)] {
        let QuestionResult::Yes { by_step, .. } = &record.sides[side].run.questions.get("strained").unwrap().result
        else {
            panic!("a yes/no question")
        };
        let found = read
            .lines
            .iter()
            .filter(|(points, stroke)| stroke == colour && points.len() >= by_step.len());
        let fits = |points: &[(f64, f64)]| {
            // A share is a height: all of them lie on one line with the points.
            let last = &points[points.len() - by_step.len()..];
            let (a, b) = (0, by_step.len() - 1);
            let scale = (last[b].1 - last[a].1) / (by_step[b] - by_step[a]);
            by_step
                .iter()
                .zip(last)
                .all(|(p, (_, y))| (last[a].1 + (p - by_step[a]) * scale - y).abs() < 0.03)
                && (scale + 110.0).abs() < 1.0
        };
        assert!(found.clone().any(|(points, _)| fits(points)), "side {side}");
        for p in by_step {
            assert!(csv.contains(&p.to_string()), "{p}");
        }
    }
    let moved = record.comparisons[0]
        .questions
        .get("strained")
        .unwrap()
        .answers
        .get("yes")
        .unwrap();
    for (value, low) in moved.by_step.iter().zip(&moved.by_step_low) {
        assert!(csv.contains(&format!("{value},{low},")), "{value}");
    }
}

#[test]
fn stacks_share_their_axis_their_colours_and_the_records_numbers() {
    let record = beside_itself("branches-3", 20_000);
    let figure = figure(&record, "states-question-way_taken");
    let csv = String::from_utf8(figure.csv()).unwrap();
    let read = read(&figure.svg(&Look::default()));
    // The axis is 260 px high.
    for side in &record.sides {
        let QuestionResult::Cases { answers, by_step, .. } = &side.run.questions.get("way_taken").unwrap().result
        else {
            panic!("cases")
        };
        for (answer, about) in answers.iter() {
            let slot = u8::try_from(about.slot.unwrap()).unwrap();
            let colour = contingent::chart::theme::Token::Slot(slot).colour(contingent::chart::Theme::Light);
            let last = *by_step.get(answer).unwrap().last().unwrap();
            let found = read
                .rects
                .iter()
                .any(|(_, _, _, h, fill)| (h + 1.25 - 260.0 * last).abs() < 0.03 && *fill == format!("#{colour:06X}"));
            assert!(found || last < 0.02, "{}: no block of {last}", about.title);
            assert!(csv.contains(&last.to_string()));
        }
    }
    let moved = &record.comparisons[0].questions.get("way_taken").unwrap().answers;
    for (_, answer) in moved.iter().filter(|(_, answer)| answer.difference.visible) {
        for printed in [&answer.first, &answer.second] {
            assert!(read.texts.iter().any(|(_, _, text)| text == printed), "{printed}");
        }
    }
}

#[test]
fn an_overview_has_a_disc_for_every_difference_of_every_side() {
    let text = named("branches-3");
    let changed: Vec<String> = (1..5).map(|number| edited(&text, number)).collect();
    let mut sides = vec![("baseline", "As it is", text.as_str())];
    let names = ["one", "two", "three", "four"];
    sides.extend(
        names
            .iter()
            .zip(&changed)
            .map(|(name, text)| (*name, *name, text.as_str())),
    );
    let record = compared(&sides, 20_000);
    let figure = figure(&record, "overview");
    let read = read(&figure.svg(&Look::default()));
    let mut discs = 0;
    for comparison in &record.comparisons {
        for (_, question) in comparison.questions.iter().filter(|(_, question)| question.headline) {
            for (_, answer) in question.answers.iter().filter(|(_, answer)| answer.difference.visible) {
                discs += 1;
                assert!(read.texts.iter().any(|(_, _, text)| *text == answer.difference.printed));
            }
        }
    }
    let drawn = read
        .circles
        .iter()
        .filter(|(_, _, r, fill)| *r == 3.5 && fill == ESTIMATE)
        .count();
    assert_eq!(drawn, discs);
    // Panels share their axis: as far apart in each as the numbers are.
    let ids: Vec<String> = figures(&record).into_iter().map(|figure| figure.id).collect();
    assert!(
        ids.contains(&"compare-1-one".to_owned()) && ids.contains(&"partings-4-four".to_owned()),
        "{ids:?}"
    );
}

#[test]
fn everything_can_be_read_at_the_edges() {
    let mut found = Vec::new();
    for (name, text) in stress::scenarios() {
        let two = beside_itself(&name, 4096);
        found.extend(complaints(&name, &two));
        if ["edges", "names", "forty", "branches-3"].contains(&name.as_str()) {
            let texts: Vec<String> = (0..12).map(|number| edited(&text, number)).collect();
            let labels: Vec<String> = (0..12)
                .map(|number| {
                    format!(
                        "side {number} <script>alert(1)</script> Беларусь {}",
                        "y".repeat(5 * number)
                    )
                })
                .collect();
            let titles: Vec<String> = (0..12)
                .map(|number| match number % 3 {
                    0 => format!("{number}: a title that is quite unreasonably long, as if pasted whole from a memorandum with two clauses and a caveat too"),
                    1 => format!("{number}: Улады Беларусі абвяшчаюць поўную мабілізацыю"),
                    _ => format!("{number}: <script>alert('x')</script>"),
                })
                .collect();
            let sides: Vec<(&str, &str, &str)> = (0..12)
                .map(|at| (labels[at].as_str(), titles[at].as_str(), texts[at].as_str()))
                .collect();
            found.extend(complaints(&format!("{name}, twelve sides"), &compared(&sides, 2048)));
        }
    }
    assert!(found.is_empty(), "{} of them:\n{}", found.len(), found.join("\n"));
}

fn complaints(name: &str, record: &ComparisonRecord) -> Vec<String> {
    let mut found = Vec::new();
    let all = figures(record);
    let mut ids: Vec<&str> = all.iter().map(|figure| figure.id.as_str()).collect();
    assert!(
        ids.iter().all(|id| id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))),
        "{name}: {ids:?}"
    );
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all.len(), "{name}: ids are unique");
    assert!(all.iter().any(|figure| figure.kind == Kind::Compare), "{name}");
    for figure in &all {
        for look in LOOKS {
            let picture = figure.picture(&look);
            found.extend(picture.illegible().into_iter().map(|why| format!("{name}: {why}")));
            assert!(
                picture.height < 14_000.0,
                "{name}: {} grows without end: {}",
                figure.id,
                picture.height
            );
        }
        let svg = figure.svg(&Look::default());
        assert!(!svg.contains("<script"), "{name}: {}", figure.id);
        read(&svg);
    }
    found
}

#[test]
fn a_comparison_gives_the_same_bytes_each_time() {
    let record = beside_itself("names", 4096);
    let draw = |record: &ComparisonRecord| -> Vec<String> {
        let all = figures(record).into_iter();
        all.map(|figure| figure.svg(&Look::default()) + &String::from_utf8(figure.csv()).unwrap())
            .collect()
    };
    let later = contingent::record::comparison::read(&contingent::record::comparison::to_json(&record)).unwrap();
    assert_eq!(draw(&record), draw(&later), "drawn from the written record");
    // Runs that are the same have nothing to part at, and say so.
    let text = named("branches-3");
    let same = two(&text, &text, 2048);
    assert!(figures(&same).iter().all(|figure| figure.kind == Kind::Compare));
    let read = read(&figure(&same, "compare").svg(&Look::default()));
    let all: String = read.texts.iter().map(|(_, _, text)| format!("{text} ")).collect();
    assert!(
        all.contains("every trial answers alike") && all.contains("What differs: nothing"),
        "{all}"
    );
}
