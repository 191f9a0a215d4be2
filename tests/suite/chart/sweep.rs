//! Charts of sweeps: places, numbers and colours are the record's; everything can be read; the same record gives the same bytes.

use contingent::chart::scene::Mark;
use contingent::chart::sweep::figures;
use contingent::chart::{Figure, Kind, Look, Theme, tokens};
use contingent::record::sweep::{AxisKind, Spacing, SweepRecord, read_sweep, sweep_to_json};

use super::support::{ESTIMATE, LOOKS, Read, read};
use super::swept::{cases, even, numbers, record, stress, tip, words, yes};

#[track_caller]
fn figure(record: &SweepRecord, id: &str) -> Figure {
    let all = figures(record);
    let ids: Vec<String> = all.iter().map(|figure| figure.id.clone()).collect();
    all.into_iter()
        .find(|figure| figure.id == id)
        .unwrap_or_else(|| panic!("no `{id}` among {ids:?}"))
}

fn drawn(record: &SweepRecord, id: &str) -> Read {
    read(&figure(record, id).svg(&Look::default()))
}

/// The one line of the estimate's colour with so many points, outside of the key.
#[track_caller]
fn curve(read: &Read, points: usize) -> Vec<(f64, f64)> {
    let found: Vec<_> = read
        .lines
        .iter()
        .filter(|(line, colour)| colour == ESTIMATE && line.len() == points)
        .collect();
    assert_eq!(found.len(), 1, "lines of {points} points");
    found[0].0.clone()
}

#[test]
fn everything_can_be_read_at_the_edges() {
    let mut found = Vec::new();
    for (name, record) in stress() {
        for figure in figures(&record) {
            for look in LOOKS {
                let picture = figure.picture(&look);
                found.extend(picture.illegible().into_iter().map(|why| format!("{name}: {why}")));
                assert!(picture.height < 9000.0, "{name}: {} grows without end", figure.id);
            }
            assert!(!figure.table.rows.is_empty(), "{name}: {} has no numbers", figure.id);
        }
    }
    assert!(found.is_empty(), "{} of them:\n{}", found.len(), found.join("\n"));
}

#[test]
fn ids_are_unique_file_names() {
    for (name, record) in stress() {
        let mut ids: Vec<String> = figures(&record).into_iter().map(|figure| figure.id).collect();
        let all = ids.len();
        assert!(all > 0, "{name}");
        assert!(
            ids.iter().all(|id| id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))),
            "{name}: {ids:?}"
        );
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), all, "{name}");
    }
}

#[test]
fn a_record_gives_the_same_bytes_each_time_and_read_back() {
    for (name, record) in stress() {
        let again = read_sweep(&sweep_to_json(&record)).unwrap();
        assert_eq!(again, record, "{name}");
        let files = |record: &SweepRecord| -> Vec<(String, String, Vec<u8>)> {
            let list = figures(record);
            list.iter()
                .map(|one| (one.id.clone(), one.svg(&Look::default()), one.csv()))
                .collect()
        };
        assert_eq!(files(&record), files(&again), "{name}");
    }
}

#[test]
fn a_line_stands_where_its_numbers_are() {
    let n = 10_000;
    let counts = [0, 500, 1200, 4000, 10_000];
    let values = [0.0, 0.1, 0.4, 0.5, 1.0];
    let axis = numbers("Push", &values, Spacing::List, Some(0.25));
    let tips = vec![tip("q", None, 0.52, 0.013, [3, 4], None)];
    let record = record(vec![axis], vec![("q", yes("It comes", &counts, 800, n))], tips, n);
    let read = drawn(&record, "sweep");
    let line = curve(&read, 5);
    let (wide, high) = (line[4].0 - line[0].0, line[0].1 - line[4].1);
    assert!(wide > 400.0 && high > 200.0);
    for (place, (x, y)) in line.iter().enumerate() {
        assert!((x - line[0].0 - wide * values[place]).abs() < 0.1, "{place}: {x}");
        assert!(
            (line[0].1 - y - high * counts[place] as f64 / n as f64).abs() < 0.1,
            "{place}: {y}"
        );
    }
    // The ring of the scenario as it stands, and what is said of it and of the tip.
    let stands = (line[0].0 + 0.25 * wide, line[0].1 - 0.08 * high);
    assert!(
        read.circles
            .iter()
            .any(|(x, y, r, _)| (x - stands.0).abs() < 0.1 && (y - stands.1).abs() < 0.1 && *r == 4.5)
    );
    read.text("as it stands (0.25): 8%");
    read.text("tips at 0.52 ± 0.01");
    let upright = read.lines.iter().find(|(line, _)| {
        line.len() == 2
            && (line[0].0 - line[0].0.max(line[1].0)).abs() < 1e-9
            && (line[0].0 - (stands.0 + 0.27 * wide)).abs() < 0.1
    });
    assert!(upright.is_some(), "the line of the tip stands at its value");
}

#[test]
fn equal_ratios_are_equal_steps_on_a_log_axis() {
    let values = [0.001, 0.01, 0.1, 1.0];
    let axis = numbers("Push", &values, Spacing::Log, None);
    let record = record(
        vec![axis],
        vec![("q", yes("It comes", &[100, 2000, 4000, 9000], 50, 10_000))],
        Vec::new(),
        10_000,
    );
    let line = curve(&drawn(&record, "sweep"), 4);
    let steps: Vec<f64> = line.windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
    assert!(steps.iter().all(|step| (step - steps[0]).abs() < 0.1), "{steps:?}");
    let texts = drawn(&record, "sweep").texts;
    for tick in ["0.001", "0.01", "0.1", "1"] {
        assert!(texts.iter().any(|(_, _, text)| text == tick), "{tick}");
    }
}

#[test]
fn rare_answers_have_an_axis_of_their_own_that_says_so() {
    let values = even(5);
    let rare = yes("Rare", &[0, 3, 30, 300, 3000], 3, 1_000_000);
    let common = yes(
        "Common",
        &[100_000, 200_000, 300_000, 400_000, 500_000],
        100_000,
        1_000_000,
    );
    let axis = numbers("Push", &values, Spacing::Linear, None);
    let record = record(
        vec![axis],
        vec![("common", common), ("rare", rare)],
        Vec::new(),
        1_000_000,
    );
    let figure = figure(&record, "sweep-rare");
    assert!(
        figure.head.shown.contains("ten times likelier, and it ends at 1%"),
        "{}",
        figure.head.shown
    );
    // None of n has no place among decades: the line begins at the second point, and rises by equal steps.
    let line = curve(&read(&figure.svg(&Look::default())), 4);
    let steps: Vec<f64> = line.windows(2).map(|pair| pair[0].1 - pair[1].1).collect();
    assert!(
        steps.iter().all(|step| *step > 20.0 && (step - steps[0]).abs() < 0.1),
        "{steps:?}"
    );
}

#[test]
fn what_is_not_reached_is_left_out_and_said_so() {
    let values = even(3);
    let mut other = yes("It stays", &[500, 500, 500], 500, 1000);
    other.untouched = true;
    let axis = || numbers("Push", &values, Spacing::Linear, None);
    let reached = yes("It moves", &[100, 500, 900], 500, 1000);
    let record = record(
        vec![axis()],
        vec![("moves", reached), ("stays", other.clone())],
        Vec::new(),
        1000,
    );
    let all = figures(&record);
    assert_eq!(all.len(), 1);
    let texts: String = drawn(&record, "sweep")
        .texts
        .into_iter()
        .map(|(_, _, text)| text + " ")
        .collect();
    assert!(
        texts.contains("Not reached by what is moved, and not drawn: “It stays” (stays at 50%)."),
        "{texts}"
    );
    let nothing = super::swept::record(vec![axis()], vec![("stays", other)], Vec::new(), 1000);
    let texts: String = drawn(&nothing, "sweep")
        .texts
        .into_iter()
        .map(|(_, _, text)| text + " ")
        .collect();
    assert!(texts.contains("reaches none of the questions"), "{texts}");
}

#[test]
fn rows_hold_the_points_of_a_list_in_its_order() {
    let labels = ["as it stands", "Push", "Pull"];
    let axis = words("Alternatives", &labels, AxisKind::Alternatives);
    let record = record(
        vec![axis],
        vec![("q", yes("It comes", &[2000, 6000, 1000], 2000, 10_000))],
        Vec::new(),
        10_000,
    );
    let read = drawn(&record, "sweep");
    let ys: Vec<f64> = ["Push", "Pull"].map(|label| read.text(label).1).to_vec();
    assert!(ys[0] < ys[1]);
    let zero = read.text("0%").0;
    let whole = read.text("100%").0 - zero;
    for (y, p) in ys.iter().zip([0.6, 0.1]) {
        let dot = read
            .circles
            .iter()
            .filter(|(_, cy, r, colour)| (cy - y).abs() < 12.0 && colour == ESTIMATE && *r > 4.0);
        let xs: Vec<f64> = dot.map(|(x, ..)| *x).collect();
        assert_eq!(xs.len(), 1, "one dot a row");
        assert!((xs[0] - zero - p * whole).abs() < 0.1, "{xs:?}");
    }
    for printed in ["60%", "10%", "20%"] {
        assert!(read.texts.iter().any(|(_, _, text)| text == printed), "{printed}");
    }
}

#[test]
fn the_answer_that_leads_is_marked_where_it_does() {
    let values = even(5);
    let record = record(
        vec![numbers("Push", &values, Spacing::Linear, None)],
        vec![(
            "q",
            cases(
                "Where it ends",
                &[
                    ("Here", vec![900, 700, 400, 200, 100], 900),
                    ("There", vec![100, 300, 600, 800, 900], 100),
                ],
                1000,
            ),
        )],
        Vec::new(),
        1000,
    );
    let read = drawn(&record, "sweep-of-q");
    let ink2 = colour("ink2");
    let bars: Vec<_> = read
        .rects
        .iter()
        .filter(|(_, _, _, h, fill)| *h == 5.0 && *fill == ink2)
        .collect();
    // One in the key, one a panel: here over the first two points, there over the last three.
    assert_eq!(bars.len(), 3, "{bars:?}");
    assert!((2.0 * bars[1].2 - bars[2].2).abs() < 0.2, "{bars:?}");
}

fn colour(name: &str) -> String {
    let all = tokens(Theme::Light);
    let found = all.iter().find(|(one, _)| *one == name).unwrap();
    format!("#{:06X}", found.1)
}

#[test]
fn a_map_has_each_number_in_its_cell_on_the_colour_of_its_class() {
    let (columns, rows) = (5, 4);
    let n = 1000;
    let counts: Vec<u64> = (0..columns)
        .flat_map(|i| (0..rows).map(move |j| 37 * (i * rows + j) as u64 + 24))
        .collect();
    let axes = vec![
        numbers("Push", &even(columns), Spacing::Linear, Some(0.5)),
        numbers("Cost", &even(rows), Spacing::Linear, Some(1.0)),
    ];
    let record = record(axes, vec![("q", yes("It comes", &counts, 400, n))], Vec::new(), n);
    let read = drawn(&record, "sweep-map-q");
    let yes = match &record.questions.get("q").unwrap().result {
        contingent::record::sweep::Swept::Yes { answers } => answers.get("yes").unwrap().clone(),
        _ => unreachable!(),
    };
    let ramp: Vec<String> = (0..10).map(|class| colour(&format!("r{class}"))).collect();
    let mut last = (f64::NEG_INFINITY, f64::INFINITY);
    for i in 0..columns {
        for j in 0..rows {
            let point = record.point(&[i, j]);
            let printed = record.share(&yes, point).unwrap().printed;
            let (x, y) = read.text(&printed);
            // The first axis runs to the right, the second upwards.
            if j == 0 {
                assert!(x > last.0);
            } else {
                assert!((x - last.0).abs() < 0.1 && y < last.1);
            }
            last = (x, y);
            let class = (yes.p[point] * 10.0).floor() as usize;
            let below = read.rects.iter().rev().find(|(left, top, w, h, fill)| {
                ramp.contains(fill) && *left <= x && x <= left + w && *top <= y && y <= top + h
            });
            assert_eq!(below.unwrap().4, ramp[class], "{printed}");
        }
        last.1 = f64::INFINITY;
    }
}

#[test]
fn contours_lie_where_the_answer_crosses_them() {
    // The answer is as likely as the first value says, so that its contours are upright lines at their own level.
    let count = 31;
    let values = even(count);
    let counts: Vec<u64> = values
        .iter()
        .flat_map(|x| std::iter::repeat_n((x * 100_000.0) as u64, count))
        .collect();
    let axes = vec![
        numbers("Push", &values, Spacing::Linear, None),
        numbers("Cost", &values, Spacing::Linear, None),
    ];
    let record = record(
        axes,
        vec![("q", yes("It comes", &counts, 0, 100_000))],
        Vec::new(),
        100_000,
    );
    let picture = figure(&record, "sweep-map-q").picture(&Look::default());
    let fills = picture.marks.iter().filter_map(|mark| match mark {
        Mark::Rect {
            x,
            y,
            w,
            h,
            fill: Some(_),
            ..
        } if *y > 150.0 => Some((*x, *w, *h)),
        _ => None,
    });
    let cells: Vec<(f64, f64, f64)> = fills.collect();
    let left = cells.iter().map(|cell| cell.0).fold(f64::INFINITY, f64::min);
    let right = cells.iter().map(|cell| cell.0 + cell.1).fold(0.0, f64::max);
    let wide = (right - left) / count as f64;
    let mut found: Vec<f64> = Vec::new();
    for mark in &picture.marks {
        if let Mark::Lines { ends, .. } = mark {
            assert!(ends.iter().all(|(from, to)| (from.0 - to.0).abs() < 0.3), "upright");
            found.push(((ends[0].0.0 - left) / wide - 0.5) / (count - 1) as f64);
        }
    }
    found.sort_by(f64::total_cmp);
    let levels = [0.05, 0.2, 0.35, 0.5, 0.75, 0.9];
    assert_eq!(found.len(), levels.len(), "{found:?}");
    for (at, level) in found.iter().zip(levels) {
        assert!((at - level).abs() < 0.002, "{at} for {level}");
    }
}

#[test]
fn the_map_of_leaders_has_a_letter_for_each_cell() {
    let values = even(5);
    let plane: Vec<(f64, f64)> = values
        .iter()
        .flat_map(|x| values.iter().map(move |y| (*x, *y)))
        .collect();
    let of = |value: &dyn Fn(f64, f64) -> f64| -> Vec<u64> {
        plane.iter().map(|(x, y)| (value(*x, *y) * 1000.0) as u64).collect()
    };
    let here = of(&|x, _| 1.0 - x);
    let there = of(&|x, _| x);
    let axes = vec![
        numbers("Push", &values, Spacing::Linear, None),
        numbers("Cost", &values, Spacing::Linear, None),
    ];
    let record = record(
        axes,
        vec![(
            "q",
            cases("Where it ends", &[("Here", here, 900), ("There", there, 100)], 1000),
        )],
        Vec::new(),
        1000,
    );
    let texts = drawn(&record, "sweep-map-q").texts;
    let of = |letter: &str| {
        texts
            .iter()
            .filter(|(_, _, text)| text.starts_with(letter) && text.ends_with('%'))
            .count()
    };
    // At even odds the first leads: three columns of five to two.
    assert_eq!((of("A "), of("B ")), (15, 10), "{texts:?}");
}

#[test]
fn the_tables_are_the_records_numbers() {
    for (name, record) in stress() {
        for figure in figures(&record)
            .iter()
            .filter(|figure| figure.kind != Kind::SweepQuantity && figure.head.title.starts_with("Where"))
        {
            let column = |wanted: &str| {
                figure
                    .table
                    .columns
                    .iter()
                    .position(|column| column.name == wanted)
                    .unwrap()
            };
            for row in &figure.table.rows {
                let number = |wanted: &str| row[column(wanted)].exact.parse::<f64>().unwrap();
                let (k, n, p) = (number("k"), number("n"), number("p"));
                assert!(
                    (p - k / n).abs() < 1e-12 && number("low") <= p && p <= number("high"),
                    "{name}: {}",
                    figure.id
                );
            }
        }
    }
}
