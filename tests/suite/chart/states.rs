//! Stacks of shares: the heights of columns, the names at the last one, what is lumped.

use contingent::chart::apart::apart;
use contingent::chart::theme::{Theme, Token};
use contingent::chart::{Kind, Look};
use contingent::record::QuestionResult;

use super::stress;
use super::support::{Read, figure, of_kind, read, record};

fn scenario(name: &str) -> String {
    let all = stress::scenarios();
    all.into_iter().find(|(one, _)| one == name).unwrap().1
}

fn colour(slot: u16) -> String {
    format!("#{:06X}", Token::slot(slot).colour(Theme::Light))
}

/// The height of the whole stack, from the printed numbers beside it.
fn stack(read: &Read) -> f64 {
    read.text("0%").1 - read.text("100%").1
}

/// The columns of a colour from left to right, without the square beside its name.
fn columns(read: &Read, colour: &str) -> Vec<(f64, f64)> {
    let list = read
        .rects
        .iter()
        .filter(|(_, _, w, h, fill)| fill == colour && (*w, *h) != (10.0, 10.0));
    let mut list: Vec<(f64, f64)> = list.map(|(x, _, _, h, _)| (*x, *h)).collect();
    list.sort_by(|a, b| a.0.total_cmp(&b.0));
    list
}

/// What is left of a layer after the paper between it and its neighbours.
fn drawn(share: f64, stack: f64) -> f64 {
    let high = share * stack;
    high - 1.25_f64.min(0.4 * high)
}

#[test]
fn each_column_is_as_high_as_its_share() {
    let record = record(&scenario("branches-3"), 20_000);
    let read = read(&figure(&record, "states-strain").svg(&Look::default()));
    let high = stack(&read);
    let strain = record.variables.get("strain").unwrap();
    for (id, branch) in strain.branches.iter() {
        let mut shares = strain.by_step.get(id).unwrap().clone();
        assert_eq!(shares.len(), 12);
        // The start stands apart, first; a share of nothing is not drawn.
        shares.insert(0, strain.initial.get(id).copied().unwrap_or(0.0));
        let expected: Vec<f64> = shares
            .into_iter()
            .filter(|share| *share > 0.0)
            .map(|share| drawn(share, high))
            .collect();
        let found = columns(&read, &colour(branch.slot));
        assert_eq!(found.len(), expected.len(), "{id}");
        for ((_, found), expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 0.03, "{id}: {found} for {expected}");
        }
        assert!(read.texts.iter().any(|(_, _, text)| *text == branch.title));
        assert!(read.texts.iter().any(|(_, _, text)| *text == branch.share.printed));
    }
}

#[test]
fn a_question_of_several_answers_is_stacked_too_and_ends_at_its_numbers() {
    let record = record(&scenario("branches-3"), 20_000);
    let figure = figure(&record, "states-question-way_taken");
    let read = read(&figure.svg(&Look::default()));
    let QuestionResult::Cases { answers, .. } = &record.questions.get("way_taken").unwrap().result else {
        panic!("cases");
    };
    let high = stack(&read);
    for (_, answer) in answers.iter() {
        let found = columns(&read, &colour(answer.slot.unwrap()));
        let last = found.last().unwrap().1;
        assert!((last - drawn(answer.share.p, high)).abs() < 0.03, "{last}");
        assert!(read.texts.iter().any(|(_, _, text)| *text == answer.share.printed));
        assert!(
            figure
                .head
                .description
                .contains(&format!("{} {}", answer.title, answer.share.printed))
        );
    }
    let csv = String::from_utf8(figure.csv()).unwrap();
    assert!(csv.starts_with("step,until,state,p\n"));
}

#[test]
fn beyond_twelve_branches_the_smaller_ones_are_one_and_the_others_keep_their_colours() {
    let record = record(&scenario("branches-20"), 20_000);
    let read = read(&figure(&record, "states-way").svg(&Look::default()));
    let way = record.variables.get("way").unwrap();
    let mut largest: Vec<(f64, usize)> = way
        .branches
        .iter()
        .enumerate()
        .map(|(place, (id, _))| (way.by_step.get(id).unwrap().iter().copied().fold(0.0, f64::max), place))
        .collect();
    largest.sort_by(|a, b| b.0.total_cmp(&a.0));
    let other: u64 = largest[11..]
        .iter()
        .map(|(_, place)| way.branches.0[*place].1.share.k)
        .sum();
    let n = way.branches.0[0].1.share.n;
    let printed = contingent::stats::print_probability(&contingent::stats::Proportion::new(other, n)).text;
    let (_, y) = read.text("other (9)");
    assert!(
        read.texts.iter().any(|(_, at, text)| *at == y && *text == printed),
        "{printed} beside `other`"
    );
    for (_, place) in &largest[..11] {
        let title = &way.branches.0[*place].1.title;
        assert_eq!(
            read.texts.iter().filter(|(_, _, text)| text == title).count(),
            1,
            "{title}"
        );
    }
}

#[test]
fn without_time_nothing_drifts() {
    assert!(of_kind(&record(&scenario("no-time"), 512), Kind::States).is_empty());
}

#[test]
fn the_author_says_which_variables_and_in_which_order() {
    let text = format!(
        "{}[report]\nstates = [\"strain\", \"weather\"]\n",
        scenario("branches-3")
    );
    let ids: Vec<String> = of_kind(&record(&text, 512), Kind::States)
        .into_iter()
        .map(|figure| figure.id)
        .collect();
    assert_eq!(ids, ["states-question-way_taken", "states-strain", "states-weather"]);
}

#[test]
fn labels_move_apart_no_farther_than_they_must() {
    assert_eq!(apart(&[10.0, 50.0, 90.0], &[16.0; 3], 0.0, 100.0), [10.0, 50.0, 90.0]);
    // Two that want the same place part from it by the same way; the third need not move.
    assert_eq!(apart(&[50.0, 50.0, 90.0], &[20.0; 3], 0.0, 200.0), [40.0, 60.0, 90.0]);
    // At the edge all give way to the inside, and a higher one needs more room.
    assert_eq!(apart(&[0.0, 1.0], &[20.0, 40.0], 0.0, 200.0), [10.0, 40.0]);
    let mut state = 1_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 40) as f64 / (1 << 24) as f64
    };
    for _ in 0..200 {
        let mut wanted: Vec<f64> = (0..8).map(|_| 300.0 * next()).collect();
        wanted.sort_by(f64::total_cmp);
        let heights: Vec<f64> = (0..8).map(|_| 10.0 + 20.0 * next()).collect();
        let places = apart(&wanted, &heights, 0.0, 300.0);
        for pair in 0..7 {
            let room = 0.5 * (heights[pair] + heights[pair + 1]);
            assert!(places[pair + 1] - places[pair] >= room - 1e-9);
        }
        assert!(places[0] - 0.5 * heights[0] >= -1e-9 && places[7] + 0.5 * heights[7] <= 300.0 + 1e-9);
    }
}
