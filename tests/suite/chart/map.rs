//! The map: every influence has its arrow, and no arrow crosses a box or a text, or runs along another.

use contingent::chart::map::{dot, mermaid};
use contingent::chart::scene::{Bounds, Mark, Point};
use contingent::chart::theme::Token;
use contingent::chart::{Kind, Look, Picture};
use contingent::record::{ActorShown, Edge, EdgeKind, RunRecord};

use super::stress;
use super::support::{of_kind, record};

/// Boxes of elements; those of chance have slanted sides.
fn boxes(picture: &Picture) -> Vec<(Bounds, bool)> {
    let found = picture.marks.iter().filter_map(|mark| match mark {
        Mark::Rect {
            x,
            y,
            w,
            h,
            fill: Some(fill),
            ..
        } if *w >= 100.0 && matches!(fill.token, Token::Box | Token::Estimate) => {
            let bounds = Bounds {
                left: *x,
                top: *y,
                right: x + w,
                bottom: y + h,
            };
            Some((bounds, false))
        }
        Mark::Area { points, .. } if points.len() == 6 && points[3].0 - points[0].0 >= 100.0 => {
            let bounds = Bounds {
                left: points[0].0,
                top: points[1].1,
                right: points[3].0,
                bottom: points[4].1,
            };
            Some((bounds, true))
        }
        _ => None,
    });
    found.collect()
}

fn lines(picture: &Picture) -> Vec<&Vec<Point>> {
    picture
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Line { points, stroke } if stroke.token == Token::Ink3 => Some(points),
            _ => None,
        })
        .collect()
}

/// Whether a segment passes through a box (Liang and Barsky 1984).
fn passes(from: Point, to: Point, bounds: &Bounds) -> bool {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (mut first, mut last) = (0.0_f64, 1.0_f64);
    for (p, q) in [
        (-dx, from.0 - bounds.left),
        (dx, bounds.right - from.0),
        (-dy, from.1 - bounds.top),
        (dy, bounds.bottom - from.1),
    ] {
        if p == 0.0 {
            if q <= 0.0 {
                return false;
            }
        } else if p < 0.0 {
            first = first.max(q / p);
        } else {
            last = last.min(q / p);
        }
    }
    first < last
}

fn shrunk(bounds: &Bounds, x: f64, y: f64) -> Bounds {
    Bounds {
        left: bounds.left + x,
        top: bounds.top + y,
        right: bounds.right - x,
        bottom: bounds.bottom - y,
    }
}

/// By how much two level or two upright segments lie on one another.
fn along(a: (Point, Point), b: (Point, Point)) -> f64 {
    let level = |s: (Point, Point)| (s.0.1 - s.1.1).abs() < 1e-9;
    let upright = |s: (Point, Point)| (s.0.0 - s.1.0).abs() < 1e-9;
    let common = |(a, b): (f64, f64), (c, d): (f64, f64)| a.max(b).min(c.max(d)) - a.min(b).max(c.min(d));
    if level(a) && level(b) && (a.0.1 - b.0.1).abs() < 1.0 {
        common((a.0.0, a.1.0), (b.0.0, b.1.0))
    } else if upright(a) && upright(b) && (a.0.0 - b.0.0).abs() < 1.0 {
        common((a.0.1, a.1.1), (b.0.1, b.1.1))
    } else {
        0.0
    }
}

fn complaints(picture: &Picture) -> Vec<String> {
    let mut found = picture.illegible();
    let (boxes, lines) = (boxes(picture), lines(picture));
    let texts: Vec<(String, Bounds)> = picture
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Text { text, .. } => mark.text_bounds().map(|bounds| (text.clone(), bounds)),
            _ => None,
        })
        .collect();
    for (place, (one, _)) in boxes.iter().enumerate() {
        found.extend(
            boxes[place + 1..]
                .iter()
                .filter(|(other, _)| one.overlap(other))
                .map(|_| format!("boxes overlap: {one:?}")),
        );
    }
    for (place, line) in lines.iter().enumerate() {
        for pair in line.windows(2) {
            for (bounds, is_slanted) in &boxes {
                // An arrow touches the sides of its own ends: those of chance lie up to 9 px within.
                let inner = shrunk(bounds, if *is_slanted { 9.5 } else { 0.5 }, 0.5);
                if passes(pair[0], pair[1], &inner) {
                    found.push(format!("{pair:?} passes through {bounds:?}"));
                }
            }
            for (text, bounds) in &texts {
                if passes(pair[0], pair[1], &shrunk(bounds, 0.5, 0.5)) {
                    found.push(format!("{pair:?} passes through `{text}`"));
                }
            }
            for other in &lines[place + 1..] {
                for theirs in other.windows(2) {
                    if along((pair[0], pair[1]), (theirs[0], theirs[1])) > 6.0 {
                        found.push(format!("{pair:?} runs along {theirs:?}"));
                    }
                }
            }
        }
    }
    found
}

/// Arrow heads in the plot: marks of the lines' colour other than lines, less those of the key.
fn heads(picture: &Picture) -> usize {
    let first = boxes(picture)
        .iter()
        .map(|(bounds, _)| bounds.top)
        .fold(f64::INFINITY, f64::min);
    let is_head = |mark: &&Mark| match mark {
        Mark::Area {
            points,
            stroke: Some(stroke),
            ..
        } => stroke.token == Token::Ink3 && points[0].1 > first,
        Mark::Circle {
            centre,
            fill: Some(fill),
            ..
        } => fill.token == Token::Ink3 && centre.1 > first,
        _ => false,
    };
    picture.marks.iter().filter(is_head).count()
}

fn influences(record: &RunRecord) -> usize {
    let mut pairs: Vec<(&str, &str)> = record
        .structure
        .edges
        .iter()
        .filter(|edge| edge.from != edge.to)
        .map(|edge| (edge.from.as_str(), edge.to.as_str()))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs.len()
}

/// A scenario with other elements and influences: so many variables of so many actors, read at random.
fn tangled(seed: u64) -> RunRecord {
    let all = stress::scenarios();
    let mut record = record(&all.iter().find(|(one, _)| one == "names").unwrap().1, 64);
    let mut state = seed;
    let mut below = move |n: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n.max(1)
    };
    let (count, actors) = (1 + below(26) as usize, below(7));
    let samples = record.variables.0.clone();
    record.variables.0.clear();
    for actor in 0..actors {
        let name = format!("Actor number {actor} of a long name");
        record.evidence.actors.push(format!("a{actor}"), ActorShown { name });
    }
    for place in 0..count {
        let mut variable = samples[below(samples.len() as u64) as usize].1.clone();
        let lane = below(actors + 1);
        variable.actor = (lane < actors).then(|| format!("a{lane}"));
        record.variables.push(format!("v{place}"), variable);
    }
    record.structure.edges.clear();
    let kinds = [
        EdgeKind::Guard,
        EdgeKind::Case,
        EdgeKind::Factor,
        EdgeKind::Weights,
        EdgeKind::Value,
    ];
    for _ in 0..below(4 * count as u64) {
        let (a, b) = (below(count as u64), below(count as u64));
        let prev = below(3) == 0;
        // Within a step only what comes before is read.
        let (from, to) = if prev { (a, b) } else { (a.min(b), a.max(b)) };
        if from == to {
            continue;
        }
        record.structure.edges.push(Edge {
            from: format!("v{from}"),
            to: format!("v{to}"),
            kind: kinds[below(5) as usize],
            prev,
        });
    }
    let questions: Vec<String> = record
        .questions
        .iter()
        .map(|(id, _)| format!("questions.{id}"))
        .collect();
    for to in questions {
        for _ in 0..1 + below(5) {
            record.structure.edges.push(Edge {
                from: format!("v{}", below(count as u64)),
                to: to.clone(),
                kind: EdgeKind::Question,
                prev: false,
            });
        }
    }
    record
}

#[test]
fn no_arrow_crosses_a_box_or_a_text_or_runs_along_another() {
    let mut found = Vec::new();
    let mut arrows = 0;
    for seed in 0..120 {
        let record = tangled(seed);
        for figure in of_kind(&record, Kind::Map) {
            for width in [360.0, 900.0] {
                let picture = figure.picture(&Look {
                    width,
                    ..Look::default()
                });
                arrows += heads(&picture);
                assert_eq!(heads(&picture), influences(&record), "seed {seed}");
                found.extend(
                    complaints(&picture)
                        .into_iter()
                        .map(|why| format!("seed {seed}: {why}")),
                );
            }
        }
    }
    assert!(arrows > 5000, "{arrows}");
    assert!(
        found.is_empty(),
        "{} of them:\n{}",
        found.len(),
        found[..found.len().min(20)].join("\n")
    );
}

#[test]
fn the_complaints_can_be_raised() {
    let record = tangled(3);
    let mut picture = of_kind(&record, Kind::Map)[0].picture(&Look::default());
    let (bounds, _) = boxes(&picture)[0];
    let middle = 0.5 * (bounds.top + bounds.bottom);
    let stroke = contingent::chart::scene::Stroke::of(Token::Ink3, 1.25);
    picture.marks.push(Mark::Line {
        points: vec![(bounds.left - 5.0, middle), (bounds.right + 5.0, middle)],
        stroke,
    });
    assert!(!complaints(&picture).is_empty());
}

#[test]
fn a_map_of_many_is_one_for_each_actor() {
    let all = stress::scenarios();
    let record = record(&all.iter().find(|(one, _)| one == "forty").unwrap().1, 64);
    let maps = of_kind(&record, Kind::Map);
    assert!(
        maps.iter().all(|figure| figure.id == "map-chance"),
        "80 nodes, one lane"
    );
    for (name, text) in all {
        for figure in of_kind(&super::support::record(&text, 64), Kind::Map) {
            let picture = figure.picture(&Look::default());
            let found = complaints(&picture);
            assert!(found.is_empty(), "{name}: {found:?}");
        }
    }
}

#[test]
fn other_programs_get_every_influence_and_no_markup() {
    let all = stress::scenarios();
    let record = record(&all.iter().find(|(one, _)| one == "names").unwrap().1, 64);
    let (mermaid, dot) = (mermaid(&record), dot(&record));
    assert_eq!(
        mermaid.lines().filter(|line| line.contains("->|")).count(),
        influences(&record)
    );
    assert_eq!(
        dot.lines().filter(|line| line.contains(" -> n")).count(),
        influences(&record)
    );
    assert!(
        !mermaid.contains("<script>") && mermaid.contains("#60;script#62;"),
        "{mermaid}"
    );
    for line in dot.lines() {
        let quotes = line.replace("\\\\", "").replace("\\\"", "").matches('"').count();
        assert_eq!(quotes % 2, 0, "{line}");
    }
    for line in mermaid.lines() {
        assert_eq!(line.matches('"').count() % 2, 0, "{line}");
    }
}
