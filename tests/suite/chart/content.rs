//! Positions, labels and numbers in a picture equal the record's: read back from the SVG, with the axis taken from its own printed ticks.

use contingent::chart::{Kind, Look, figures};
use contingent::record::{QuestionResult, RunRecord, Share};

use super::stress;
use super::support::{ESTIMATE, Read, figure, of_kind, read, record};

fn stressed(name: &str, trials: u64) -> RunRecord {
    let all = stress::scenarios();
    record(&all.iter().find(|(one, _)| one == name).unwrap().1, trials)
}

/// The place of a probability between two printed ticks, along x.
fn across(read: &Read, p: f64) -> f64 {
    let (zero, one) = (read.text("0%").0, read.text("100%").0);
    zero + p * (one - zero)
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.02
}

#[track_caller]
fn assert_disc_at(read: &Read, p: f64, what: &str) {
    let x = across(read, p);
    let found = read
        .circles
        .iter()
        .any(|(cx, _, _, fill)| near(*cx, x) && fill == ESTIMATE);
    assert!(found, "{what}: no disc at {x} among {:?}", read.circles);
}

#[test]
fn each_answer_has_its_disc_its_number_and_its_word() {
    let record = stressed("branches-3", 20_000);
    let read = read(&figure(&record, "outcomes").svg(&Look::default()));
    let mut seen = 0;
    let mut check = |share: &Share| {
        seen += 1;
        assert_disc_at(&read, share.p, &share.printed);
        assert!(
            read.texts.iter().any(|(_, _, text)| *text == share.printed),
            "{}",
            share.printed
        );
        let words: String = read.texts.iter().map(|(_, _, text)| format!("{text} ")).collect();
        assert!(words.contains(share.word.split(' ').next().unwrap()), "{}", share.word);
        // The whisker runs from one end of the interval to the other.
        let (low, high) = (across(&read, share.low), across(&read, share.high));
        let whisker = read.lines.iter().any(|(points, _)| {
            points.len() == 2 && near(points[0].0, low) && near(points[1].0, high) && near(points[0].1, points[1].1)
        });
        assert!(whisker, "{}: no whisker from {low} to {high}", share.printed);
    };
    for (_, question) in record.questions.iter().filter(|(_, question)| question.headline) {
        match &question.result {
            QuestionResult::Yes { answers, .. } => check(&answers.get("yes").unwrap().share),
            QuestionResult::Cases { answers, .. } => answers.iter().for_each(|(_, answer)| check(&answer.share)),
            QuestionResult::Number(_) => {}
        }
    }
    assert_eq!(seen, 4);
}

#[test]
fn rare_answers_stand_on_decades() {
    let record = stressed("rare", 1_000_000);
    let read = read(&figure(&record, "outcomes").svg(&Look::default()));
    let (low, high) = (read.text("0.1%").0, read.text("1%").0);
    for (_, question) in record.questions.iter() {
        let share = record.probability(
            record
                .questions
                .iter()
                .find(|(_, one)| one.title == question.title)
                .unwrap()
                .0,
            "yes",
        );
        let share = share.unwrap();
        // From 1e-3 to 1e-2 is one decade.
        let x = low + (share.p.log10() + 3.0) * (high - low);
        let found = read
            .circles
            .iter()
            .any(|(cx, _, _, fill)| (cx - x).abs() < 0.05 && fill == ESTIMATE);
        assert!(found, "{}: no disc at {x} among {:?}", share.printed, read.circles);
    }
}

#[test]
fn none_of_n_and_all_of_n_are_told_as_bounds() {
    let record = stressed("edges", 4096);
    let svg = figure(&record, "outcomes").svg(&Look::default());
    assert!(
        !svg.contains(">100%<") || svg.contains("&gt;99."),
        "certain is never 100%"
    );
    for text in ["&lt;0.1%", "&gt;99.9%"] {
        assert!(svg.contains(text), "{text}");
    }
    let all: String = read(&svg).texts.iter().map(|(_, _, text)| format!("{text} ")).collect();
    assert!(
        all.contains("none in 4,096 trials") && all.contains("all 4,096"),
        "{all}"
    );
}

#[test]
fn a_curve_goes_through_the_share_of_every_step() {
    let record = stressed("branches-2", 20_000);
    let QuestionResult::Yes { by_step, .. } = &record.questions.get("strained").unwrap().result else {
        panic!("a yes/no question")
    };
    let read = read(&figure(&record, "timeline").svg(&Look::default()));
    // The same ticks stand at the left in words of the axis.
    let (zero, one) = (read.text("0%").1, read.text("100%").1);
    let curves: Vec<_> = read.lines.iter().filter(|(_, stroke)| stroke == ESTIMATE).collect();
    let (points, _) = curves.iter().max_by_key(|(points, _)| points.len()).unwrap();
    assert!(points.len() >= by_step.len());
    let last = &points[points.len() - by_step.len()..];
    for (step, (p, (_, y))) in by_step.iter().zip(last).enumerate() {
        let wanted = zero + p * (one - zero) - 4.0;
        assert!((y - wanted).abs() < 0.02, "step {}: {y} for {wanted}", step + 1);
    }
    // Steps are as long as each other.
    let pace = last[1].0 - last[0].0;
    assert!(last.windows(2).all(|pair| (pair[1].0 - pair[0].0 - pace).abs() < 0.02));
}

#[test]
fn bars_are_as_high_as_their_counts() {
    let record = stressed("no-time", 20_000);
    let QuestionResult::Number(number) = &record.questions.get("cost").unwrap().result else {
        panic!("a number")
    };
    let bins = number.bins.as_ref().unwrap();
    let read = read(&figure(&record, "quantity-cost").svg(&Look::default()));
    let foot = read.texts.iter().find(|(_, _, text)| text == "100").unwrap().1;
    let bars: Vec<_> = read
        .rects
        .iter()
        .filter(|(_, y, _, h, _)| (y + h - (foot - 18.0)).abs() < 0.02 && *h > 0.0)
        .collect();
    let counts: Vec<u64> = bins.counts.iter().copied().filter(|count| *count > 0).collect();
    let tallest = *counts.iter().max().unwrap() as f64;
    let highest = bars.iter().map(|bar| bar.3).fold(0.0, f64::max);
    // A bar lower than a hundredth of a pixel is not drawn.
    let drawn: Vec<u64> = counts
        .into_iter()
        .filter(|count| *count as f64 / tallest * highest >= 0.005)
        .collect();
    assert_eq!(bars.len(), drawn.len());
    for ((_, _, _, high, _), count) in bars.iter().zip(&drawn) {
        assert!(
            (high - highest * *count as f64 / tallest).abs() < 0.02,
            "{high} for {count}"
        );
    }
}

#[test]
fn the_running_estimate_ends_at_the_answer() {
    let record = stressed("branches-3", 20_000);
    let figure = figure(&record, "convergence");
    let last = figure.table.rows.last().unwrap();
    let shares: Vec<&Share> = record
        .questions
        .iter()
        .flat_map(|(_, question)| match &question.result {
            QuestionResult::Yes { answers, .. } | QuestionResult::Cases { answers, .. } => {
                answers.iter().map(|(_, answer)| &answer.share).collect::<Vec<_>>()
            }
            QuestionResult::Number(_) => Vec::new(),
        })
        .collect();
    let exact: Vec<&str> = last.iter().map(|cell| cell.exact.as_str()).collect();
    let share = shares
        .iter()
        .find(|share| share.k.to_string() == exact[1])
        .expect("the count of an answer");
    assert_eq!(exact[0], "20000");
    assert_eq!(exact[2], share.p.to_string());
    assert_eq!(exact[3], share.low.to_string());
}

#[test]
fn tables_hold_the_numbers_of_the_record() {
    let record = stressed("branches-12", 20_000);
    let csv = String::from_utf8(figure(&record, "outcomes").csv()).unwrap();
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("question,answer,p,low,high,k,n,word"));
    for (_, question) in record.questions.iter().filter(|(_, question)| question.headline) {
        if let QuestionResult::Cases { answers, .. } = &question.result {
            for (_, answer) in answers.iter() {
                let Share {
                    p,
                    low,
                    high,
                    k,
                    n,
                    word,
                    ..
                } = &answer.share;
                let wanted = format!(
                    "{},{},{p},{low},{high},{k},{n},{word}",
                    question.title,
                    quoted(&answer.title)
                );
                assert!(csv.contains(&wanted), "{wanted}\n{csv}");
            }
        }
    }
}

#[test]
fn conditions_stand_in_every_head() {
    use contingent::chart::said::conditions;
    let mut record = stressed("branches-3", 512);
    assert_eq!(conditions(&record), "no conditions");
    record.asked.given = Some(vec!["question:strained".to_owned()]);
    record.asked.set.push("assumptions.x".to_owned(), "0.4".to_owned());
    record
        .asked
        .force
        .push("way".to_owned(), "b01@2022-11-01..2022-12-31".to_owned());
    assert_eq!(
        conditions(&record),
        "another value: assumptions.x = 0.4; forced: Which way = Way number 1 (2022-11-01 to 2022-12-31); \
         given “The strain is high at the end”"
    );
    assert!(
        figures(&record)
            .iter()
            .all(|figure| figure.head.shown.contains("given “The strain"))
    );
}

#[test]
fn a_record_gives_the_same_bytes_each_time() {
    let record = stressed("names", 4096);
    let draw = || -> Vec<String> {
        figures(&record)
            .iter()
            .map(|figure| figure.svg(&Look::default()))
            .collect()
    };
    assert_eq!(draw(), draw());
    let later = contingent::record::read(&contingent::record::to_json(&record)).unwrap();
    let again: Vec<String> = figures(&later)
        .iter()
        .map(|figure| figure.svg(&Look::default()))
        .collect();
    assert_eq!(draw(), again, "drawn from the written record");
}

#[test]
fn markup_in_titles_is_text() {
    let record = stressed("names", 4096);
    for figure in figures(&record) {
        let svg = figure.svg(&Look::default());
        assert!(!svg.contains("<script"), "{}", figure.id);
        read(&svg);
    }
    assert!(!of_kind(&record, Kind::Outcomes).is_empty());
}

/// As CSV writes it (RFC 4180).
fn quoted(text: &str) -> String {
    if text.contains(',') {
        format!("\"{text}\"")
    } else {
        text.to_owned()
    }
}

#[test]
fn many_headlines_are_seen_at_a_glance_and_no_question_is_cut_in_two() {
    let mut text = "contingent = 1\n".to_owned();
    for place in 0..8 {
        text.push_str(&format!(
            "[choices.c{place}]\noptions = {{ a = 1, b = 2, c = 3 }}\n\
             [questions.q{place}]\ntitle = \"Question {place}\"\nheadline = {}\n",
            place < 7
        ));
        for branch in ["a", "b"] {
            text.push_str(&format!(
                "[[questions.q{place}.case]]\nid = \"{branch}\"\nif = \"c{place} == {branch}\"\n"
            ));
        }
        text.push_str(&format!("[questions.q{place}.otherwise]\nid = \"c\"\n"));
    }
    let record = record(&text, 2_000);
    let found = of_kind(&record, Kind::Outcomes);
    let headlines: Vec<Vec<String>> = found
        .iter()
        .filter(|figure| !figure.id.starts_with("outcomes-all"))
        .map(|figure| {
            let csv = String::from_utf8(figure.csv()).unwrap();
            let questions = csv.lines().skip(1).filter_map(|row| row.split(',').next());
            questions.map(str::to_owned).collect()
        })
        .collect();
    assert!(
        headlines.len() > 1 && headlines.iter().all(|rows| rows.len() <= 14),
        "{headlines:?}"
    );
    let all: Vec<&String> = headlines.iter().flatten().collect();
    assert_eq!(all.len(), 21, "{headlines:?}");
    for pair in headlines.windows(2) {
        assert_ne!(pair[0].last(), pair[1].first(), "{headlines:?}");
    }
}
