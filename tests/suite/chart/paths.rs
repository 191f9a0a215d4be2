//! Flows: bars as high as their shares, ribbons that fill them, rare ways lumped and told.

use contingent::chart::scene::Mark;
use contingent::chart::theme::Token;
use contingent::chart::{Kind, Look, Picture};
use contingent::record::{Paths, RunRecord};
use contingent::stats::{Proportion, print_probability};

use super::stress;
use super::support::{figure, of_kind, record};

fn stressed(name: &str, trials: u64) -> RunRecord {
    let all = stress::scenarios();
    record(&all.iter().find(|(one, _)| one == name).unwrap().1, trials)
}

const HIGH: f64 = 300.0;

/// Upright bars: left, top, height.
fn bars(picture: &Picture) -> Vec<(f64, f64, f64)> {
    let bar = |mark: &Mark| match mark {
        Mark::Rect {
            x,
            y,
            w,
            h,
            fill: Some(fill),
            ..
        } if *w == 12.0 && fill.token == Token::Ink2 => Some((*x, *y, *h)),
        _ => None,
    };
    picture.marks.iter().filter_map(bar).collect()
}

/// Ribbons: left edge, top there, thickness, right edge.
fn ribbons(picture: &Picture) -> Vec<(f64, f64, f64, f64)> {
    let ribbon = |mark: &Mark| match mark {
        Mark::Area { points, .. } if points.len() == 34 => {
            Some((points[0].0, points[0].1, points[33].1 - points[0].1, points[16].0))
        }
        _ => None,
    };
    picture.marks.iter().filter_map(ribbon).collect()
}

fn total(paths: &Paths) -> u64 {
    paths.ways.iter().map(|way| way.k).sum()
}

#[test]
fn bars_are_as_high_as_their_shares_and_full_of_ribbons() {
    let record = stressed("branches-3", 20_000);
    for (id, paths) in record.joint.paths.iter() {
        let all = of_kind(&record, Kind::Paths);
        let name = format!("paths-{id}");
        let figure = all
            .iter()
            .find(|figure| figure.id == name || figure.id == "paths")
            .unwrap();
        let picture = figure.picture(&Look::default());
        let (bars, ribbons) = (bars(&picture), ribbons(&picture));
        let per_trial = HIGH / total(paths) as f64;
        let mut expected = Vec::new();
        for stage in 0..paths.stages.len() {
            for state in 0..paths.stages[stage].states.len() {
                let through = paths.ways.iter().filter(|way| usize::from(way.states[stage]) == state);
                let k: u64 = through.map(|way| way.k).sum();
                if k > 0 {
                    expected.push(per_trial * k as f64);
                    let printed = print_probability(&Proportion::new(k, total(paths))).text;
                    let told = picture
                        .marks
                        .iter()
                        .any(|mark| matches!(mark, Mark::Text { text, .. } if *text == printed));
                    assert!(told, "{id}: {printed}");
                }
            }
        }
        assert_eq!(bars.len(), expected.len(), "{id}");
        for ((x, top, height), expected) in bars.iter().zip(expected) {
            assert!((height - expected).abs() < 1e-6, "{id}: {height} for {expected}");
            let leaving = ribbons
                .iter()
                .filter(|(from, y, ..)| (from - x - 12.0).abs() < 0.01 && *y >= top - 0.01 && *y < top + height);
            let (count, sum) = leaving.fold((0, 0.0), |(count, sum), ribbon| (count + 1, sum + ribbon.2));
            // Those under 0.6 px are left out.
            assert!(
                sum <= height + 1e-6 && sum > height - 0.6 * 12.0,
                "{id}: {count} ribbons fill {sum} of {height}"
            );
        }
    }
}

#[test]
fn rare_ways_are_lumped_and_their_share_is_told() {
    let mut record = stressed("branches-3", 20_000);
    // A way of each kind: rare ones to a common answer, and rare ones to a rare answer.
    let place = record
        .joint
        .paths
        .0
        .iter()
        .position(|(id, _)| id == "way_taken")
        .expect("ways to the answer");
    for (way, k) in record.joint.paths.0[place]
        .1
        .ways
        .iter_mut()
        .zip([150, 160, 9000, 120, 5000, 4000, 180, 700])
    {
        way.k = k;
    }
    let paths = record.joint.paths.get("way_taken").unwrap();
    let n = total(paths);
    let answer = |place: u16| {
        paths
            .ways
            .iter()
            .filter(|way| way.answer == place)
            .map(|way| way.k)
            .sum::<u64>()
    };
    let is_rare = |k: u64, of: f64| (k as f64) < of * n as f64;
    let lumped: u64 = paths
        .ways
        .iter()
        .filter(|way| is_rare(way.k, 0.01) && !is_rare(answer(way.answer), 0.05))
        .map(|way| way.k)
        .sum();
    let all = of_kind(&record, Kind::Paths);
    let figure = all.iter().find(|figure| figure.id.ends_with("way_taken")).unwrap();
    let printed = print_probability(&Proportion::new(lumped, n)).text;
    let says = figure
        .head
        .shown
        .contains(&format!("lumped in grey ({printed} of the trials)"));
    assert!(lumped > 0 && says, "{lumped}: {}", figure.head.shown);
    let greys = |picture: &Picture| {
        let marks = picture.marks.iter();
        marks
            .filter(|mark| matches!(mark, Mark::Area { fill: Some(fill), .. } if fill.opacity == 0.55))
            .count()
    };
    assert!(lumped > 100, "{lumped}");
    assert!(greys(&figure.picture(&Look::default())) > 0);
}

#[test]
fn a_narrow_page_scrolls_sideways() {
    let record = stressed("branches-3", 4096);
    let all = of_kind(&record, Kind::Paths);
    let slim = Look {
        width: 328.0,
        ..Look::default()
    };
    for figure in &all {
        assert!(figure.picture(&slim).width >= 400.0);
    }
    assert!(!all.is_empty());
}

#[test]
fn the_author_names_the_stages() {
    let all = stress::scenarios();
    let text = &all.iter().find(|(one, _)| one == "branches-3").unwrap().1;
    let record = record(&format!("{text}[report]\npaths = [\"weather\", \"strain\"]\n"), 4096);
    let figure = figure(&record, "paths-strained");
    assert!(figure.reading.contains("named for this chart"), "{}", figure.reading);
    let heads: Vec<&str> = figure
        .table
        .columns
        .iter()
        .map(|column| column.title.as_str())
        .collect();
    let titles = ["weather", "strain"].map(|id| record.variables.get(id).unwrap().title.as_str());
    assert_eq!(heads[..2], titles);
}
