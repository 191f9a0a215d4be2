//! What separates the trials: marks and numbers of each pair, their order, and what is not told.

use contingent::chart::{Kind, Look};
use contingent::record::RunRecord;
use contingent::report::sentences;
use contingent::stats::{Proportion, print_probability};

use super::stress;
use super::support::{ESTIMATE, figure, of_kind, read, record};

fn stressed(name: &str, trials: u64) -> RunRecord {
    let all = stress::scenarios();
    record(&all.iter().find(|(one, _)| one == name).unwrap().1, trials)
}

#[test]
fn each_branch_has_its_disc_and_ring_and_both_numbers_and_the_most_different_come_first() {
    let record = stressed("branches-3", 20_000);
    let read = read(&figure(&record, "drivers-strained").svg(&Look::default()));
    let drivers = record.joint.drivers.get("strained").unwrap().get("yes").unwrap();
    let (zero, one) = (read.text("0%").0, read.text("100%").0);
    let across = |p: f64| zero + p * (one - zero);
    let mut rows: Vec<(f64, f64)> = Vec::new();
    for (id, branches) in drivers.held.iter() {
        let variable = record.variables.get(id).unwrap();
        for (branch, split) in branches.iter() {
            if variable.yes_no && branch == "no" {
                continue;
            }
            // The question reads the strain: what of it held always or never with the answer says the same in other words.
            if id == "strain" && (split.yes == 0 || split.yes == drivers.yes) {
                continue;
            }
            let with = Proportion::new(split.yes, drivers.yes);
            let without = Proportion::new(split.no, drivers.no);
            let title = format!("{}: {}", variable.title, variable.branches.get(branch).unwrap().title);
            let (_, y) = read.text(&title);
            // Marks lie at the middle of a one-line title.
            let at = |p: f64, colour: &str| {
                let near = |(x, cy, _, fill): &&(f64, f64, f64, String)| {
                    (x - across(p)).abs() < 0.02 && (cy - (y - 4.5)).abs() < 1.0 && (fill == colour || fill == "none")
                };
                read.circles.iter().find(near).is_some()
            };
            assert!(at(with.p, ESTIMATE), "{title}: no disc at {}", across(with.p));
            assert!(at(without.p, "none"), "{title}: no ring at {}", across(without.p));
            for share in [&with, &without] {
                let printed = print_probability(share).text;
                let beside = read
                    .texts
                    .iter()
                    .any(|(_, ty, text)| (ty - y).abs() < 2.0 && *text == printed);
                assert!(beside, "{title}: {printed}");
                let whisker = read.lines.iter().any(|(points, _)| {
                    points.len() == 2
                        && (points[0].0 - across(share.low)).abs() < 0.02
                        && (points[1].0 - across(share.high)).abs() < 0.02
                });
                assert!(whisker, "{title}: no whisker");
            }
            rows.push((y, (with.p - without.p).abs()));
        }
    }
    assert!(rows.len() >= 6, "{}", rows.len());
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert!(rows.windows(2).all(|pair| pair[0].1 >= pair[1].1), "{rows:?}");
}

#[test]
fn the_subtitle_says_what_counts() {
    let record = stressed("branches-3", 20_000);
    let figure = figure(&record, "drivers-strained");
    let drivers = record.joint.drivers.get("strained").unwrap().get("yes").unwrap();
    let said = &figure.head.shown;
    assert!(
        said.contains("by the end of the step at which the answer first stood")
            && said.contains("within the same time"),
        "{said}"
    );
    let count = contingent::stats::print_count(drivers.yes);
    assert!(said.contains(&format!("{count} trials with the answer")), "{said}");
    let csv = String::from_utf8(figure.csv()).unwrap();
    let rows: Vec<&str> = csv.lines().skip(1).collect();
    assert!(
        rows.iter().all(|row| row.contains(&format!(",{},", drivers.no))),
        "{csv}"
    );
}

#[test]
fn an_answer_that_stands_from_the_first_is_no_subject() {
    // Before the weather turns nothing was drawn, so the last answer stands in no trial; the likeliest that has to come about is told.
    let record = stressed("branches-3", 20_000);
    for figure in of_kind(&record, Kind::Drivers) {
        assert!(
            !figure.head.title.contains("Another way, or none"),
            "{}",
            figure.head.title
        );
    }
}

#[test]
fn twelve_rows_are_drawn_and_the_others_counted() {
    let record = stressed("branches-20", 20_000);
    let figure = figure(&record, "drivers-strained");
    let read = read(&figure.svg(&Look::default()));
    let all = figure.table.rows.len();
    assert!(all > 12);
    read.text(&format!("and {} smaller", all - 12));
    let drawn = read
        .texts
        .iter()
        .filter(|(_, _, text)| text.starts_with('×') || text == "–")
        .count();
    assert_eq!(drawn, 12);
}

#[test]
fn shares_of_too_few_trials_are_not_told() {
    let record = stressed("branches-3", 40);
    let shown: Vec<_> = of_kind(&record, Kind::Drivers);
    let figure = shown
        .iter()
        .find(|figure| figure.id == "drivers-strained")
        .expect("some trials have it");
    let read = read(&figure.svg(&Look::default()));
    let rows = read
        .texts
        .iter()
        .filter(|(_, _, text)| text == "too few trials")
        .count();
    assert_eq!(rows, figure.table.rows.len().min(12));
    assert!(!read.texts.iter().any(|(_, _, text)| text.starts_with('×')));
}

#[test]
fn what_says_the_answer_in_other_words_is_no_row() {
    let text = "contingent = 1
time = { start = 2022-10-01, step = \"month\", steps = 6 }
[events.pressure]
probability = 0.2
final = [\"yes\"]
[choices.troops]
initial = \"refuse\"
options = { refuse = \"rest\", stall = 0.1, send = 0.05 }
final = [\"send\"]
[[choices.troops.factor]]
if = \"pressure\"
options = { send = 6 }
[questions.sent]
yes = \"troops == send\"
";
    let record = record(text, 20_000);
    let csv = String::from_utf8(figure(&record, "drivers").csv()).unwrap();
    let rows: Vec<&str> = csv.lines().skip(1).filter_map(|row| row.split(',').next()).collect();
    assert!(!rows.contains(&"Troops: Send"), "{csv}");
    // Stalling came before sending in some trials and not in others, so it tells something.
    assert!(rows.contains(&"Troops: Stall") && rows.contains(&"Pressure"), "{csv}");
    let said: Vec<String> = sentences(&record).iter().map(|sentence| sentence.plain()).collect();
    assert!(
        said.iter()
            .any(|text| text.starts_with("Most telling") && text.contains("“Pressure”")),
        "{said:?}"
    );
}
