//! The map drawn: lanes, lines with the heads of their ways, boxes on top.

use crate::chart::letters::width;
use crate::chart::scene::{Anchor, Fill, Mark, Point, Stroke};
use crate::chart::sheet::Sheet;
use crate::chart::theme::{NODE, PANEL, THIN, Token, Type, WORD, Weight};

use super::graph::{Graph, Shape, Way};
use super::place::Grid;
use super::route::{Found, INSIDE, Plan, QUESTION, Set, plan};

/// The corners of a hexagon lie this far within its box.
pub(super) const SLANT: f64 = 9.0;
/// Bends are rounded by so much.
const ROUND: f64 = 5.0;
/// The length of an arrow's head.
const HEAD: f64 = 8.0;
/// Margins of a picture that stands alone.
const MARGINS: f64 = 48.0;
const LINE: Token = Token::Ink3;

/// The narrowest form: boxes do not shrink.
pub(super) fn least_width(graph: &Graph, grid: &Grid) -> f64 {
    (plan(graph, grid, 0.0).width + MARGINS).ceil()
}

pub(super) fn compose(sheet: &mut Sheet, graph: &Graph, grid: &Grid, unit: Option<&str>) {
    key(sheet, graph, unit);
    let plan = plan(graph, grid, sheet.room());
    let (left, top) = (sheet.left(), sheet.y + 22.0);
    let at = |point: &Point| (point.0 + left, point.1 + top);
    lanes(sheet, graph, &plan, (left, top));
    for (link, line) in graph.links.iter().zip(own_parts(graph, &plan)) {
        let line: Vec<Point> = line.iter().map(at).collect();
        arrow(sheet, &line, link.way, link.prev);
    }
    for (node, set) in plan.boxes.iter().enumerate() {
        let corner = at(&(set.bounds.left, set.bounds.top));
        boxed(sheet, graph.nodes[node].shape, set, corner);
    }
    sheet.y = top + plan.height + 6.0;
}

fn lanes(sheet: &mut Sheet, graph: &Graph, plan: &Plan, (left, top): Point) {
    let bold = NODE.weighing(Weight::Bold).in_colour(Token::Ink2);
    for (place, band) in plan.lanes.iter().enumerate() {
        if place % 2 == 0 {
            sheet.rect(
                left,
                top + band.top,
                plan.lanes_right,
                band.bottom - band.top,
                Fill::of(Token::Lane),
            );
        }
        debug_assert!(band.lane < graph.lanes.len());
        let middle = top + 0.5 * (band.top + band.bottom);
        let first = middle - 0.5 * NODE.line * (band.name.len() as f64 - 1.0) + 4.0;
        sheet.lines((left + 6.0, first), &band.name, bold, Anchor::Start);
    }
    let has_questions = graph.nodes.iter().any(|node| node.shape == Shape::Question);
    if has_questions {
        let at = (left + plan.questions_left, top - 8.0);
        sheet.text(at, "Questions", PANEL.in_colour(Token::Ink2), Anchor::Start);
    }
}

fn boxed(sheet: &mut Sheet, shape: Shape, set: &Set, (x, y): Point) {
    let (wide, high) = (set.bounds.right - set.bounds.left, set.bounds.bottom - set.bounds.top);
    outline(sheet, shape, (x, y), wide, high);
    if shape == Shape::Question {
        question(sheet, set, (x, y), high);
        return;
    }
    let middle = y + 0.5 * high;
    let first = middle - 0.5 * NODE.line * (set.lines.len() as f64 - 1.0) + 4.5;
    sheet.lines((x + 0.5 * wide, first), &set.lines, NODE, Anchor::Middle);
}

fn question(sheet: &mut Sheet, set: &Set, (x, y): Point, high: f64) {
    let plain = NODE.in_colour(Token::OnEstimate);
    let bold = plain.weighing(Weight::Bold);
    let below: &[String] = match &set.found {
        Found::Below(lines) => lines,
        _ => &[],
    };
    let lines = (set.lines.len() + below.len()) as f64;
    let middle = y + 0.5 * high;
    let first = middle - 0.5 * NODE.line * (lines - 1.0) + 4.5;
    let next = sheet.lines((x + INSIDE, first), &set.lines, plain, Anchor::Start);
    sheet.lines((x + INSIDE, next), below, bold, Anchor::Start);
    if let Found::Beside(number) = &set.found {
        sheet.text((x + QUESTION - INSIDE, middle + 4.5), number, bold, Anchor::End);
    }
}

/// A box by what it stands for: a choice square, chance with six corners, a quantity with double sides, a question filled.
fn outline(sheet: &mut Sheet, shape: Shape, (x, y): Point, wide: f64, high: f64) {
    let stroke = Stroke::of(Token::Axis, THIN);
    let fill = Some(Fill::of(Token::Box));
    let rect = |fill, stroke| Mark::Rect {
        x,
        y,
        w: wide,
        h: high,
        fill,
        stroke,
    };
    match shape {
        Shape::Choice => sheet.mark(rect(fill, Some(stroke))),
        Shape::Question => sheet.mark(rect(Some(Fill::of(Token::Estimate)), None)),
        Shape::Quantity => {
            sheet.mark(rect(fill, Some(stroke)));
            for x in [x + 4.0, x + wide - 4.0] {
                sheet.vertical(x, y, y + high, stroke);
            }
        }
        Shape::Chance => {
            let slant = SLANT.min(0.2 * wide);
            let middle = y + 0.5 * high;
            sheet.mark(Mark::Area {
                points: vec![
                    (x, middle),
                    (x + slant, y),
                    (x + wide - slant, y),
                    (x + wide, middle),
                    (x + wide - slant, y + high),
                    (x + slant, y + high),
                ],
                fill,
                stroke: Some(stroke),
            });
        }
    }
}

/// Of each line the part that no other of its net has drawn yet: what is drawn twice looks bolder.
fn own_parts(graph: &Graph, plan: &Plan) -> Vec<Vec<Point>> {
    let mut found: Vec<Vec<Point>> = Vec::new();
    for (place, link) in graph.links.iter().enumerate() {
        let points = &plan.lines[place];
        let same = |other: &usize| graph.links[*other].from == link.from && graph.links[*other].prev == link.prev;
        // The earlier line with which it shares most decides where its own part begins.
        let shared = (0..place).filter(same).map(|other| shared(points, &plan.lines[other]));
        let best = shared.max_by(|a, b| a.0.cmp(&b.0).then(a.2.total_cmp(&b.2)));
        found.push(match best {
            Some((next, from, _)) if next > 0 => {
                let before = points[next - 1];
                let mut part = vec![from];
                part.extend(&points[next..]);
                // Where it turns off at once, it comes out of the shared line in an arc.
                if part.get(1) == Some(&from) {
                    part.remove(0);
                    part.insert(0, toward(from, before, ROUND));
                }
                part
            }
            _ => points.clone(),
        });
    }
    found
}

/// How far two lines run together: the place of the next point, where they part, and how far past the point before.
fn shared(one: &[Point], other: &[Point]) -> (usize, Point, f64) {
    let mut next = 0;
    while next < one.len() && one.get(next) == other.get(next) {
        next += 1;
    }
    let (Some(start), Some(a), Some(b)) = (next.checked_sub(1).map(|at| one[at]), one.get(next), other.get(next))
    else {
        return (0, (0.0, 0.0), 0.0);
    };
    let away = |to: &Point| (to.0 - start.0, to.1 - start.1);
    let ((ax, ay), (bx, by)) = (away(a), away(b));
    let is_along = ax * by == ay * bx && ax * bx + ay * by > 0.0;
    if !is_along {
        return (next, start, 0.0);
    }
    let (long_a, long_b) = (ax.abs() + ay.abs(), bx.abs() + by.abs());
    if long_a <= long_b {
        (next, *a, long_a)
    } else {
        (next, *b, long_b)
    }
}

/// A point so far from one on the way to another.
fn toward(from: Point, to: Point, by: f64) -> Point {
    let long = (to.0 - from.0).abs() + (to.1 - from.1).abs();
    let part = if long > 0.0 { (by / long).min(1.0) } else { 0.0 };
    (from.0 + part * (to.0 - from.0), from.1 + part * (to.1 - from.1))
}

fn arrow(sheet: &mut Sheet, points: &[Point], way: Way, prev: bool) {
    let Some((tip, before)) = points.split_last() else {
        return;
    };
    let mut path = before.to_vec();
    // The line ends where the head begins.
    path.push((tip.0 - HEAD + 1.0, tip.1));
    let stroke = Stroke {
        dash: prev.then_some((4.0, 3.0)),
        ..Stroke::of(LINE, THIN)
    };
    sheet.line(rounded(&path), stroke);
    head(sheet, *tip, way);
}

/// The head of an arrow that points to the right.
fn head(sheet: &mut Sheet, (x, y): Point, way: Way) {
    let filled = Some(Fill::of(LINE));
    let area = |points, fill| Mark::Area {
        points,
        fill,
        stroke: Some(Stroke::of(LINE, THIN)),
    };
    match way {
        Way::Case => sheet.mark(area(
            vec![(x - HEAD, y - 3.5), (x - 0.5, y), (x - HEAD, y + 3.5)],
            filled,
        )),
        Way::Factor => {
            let open = Some(Fill::of(Token::Paper));
            sheet.mark(area(vec![(x - HEAD, y - 3.5), (x - 0.5, y), (x - HEAD, y + 3.5)], open));
        }
        Way::Guard => {
            let middle = x - 0.5 * HEAD;
            let points = vec![(x - HEAD, y), (middle, y - 4.0), (x - 0.5, y), (middle, y + 4.0)];
            sheet.mark(area(points, filled));
        }
        Way::Number => sheet.circle((x - 4.0, y), 3.5, filled, None),
    }
}

/// A path with its bends rounded.
fn rounded(points: &[Point]) -> Vec<Point> {
    let mut path: Vec<Point> = Vec::new();
    for place in 0..points.len() {
        let here = points[place];
        let around = place
            .checked_sub(1)
            .and_then(|before| points.get(before))
            .zip(points.get(place + 1));
        let Some((before, after)) = around else {
            path.push(here);
            continue;
        };
        let away = |other: &Point| (other.0 - here.0).abs() + (other.1 - here.1).abs();
        let by = ROUND.min(0.5 * away(before)).min(0.5 * away(after));
        if by < 0.5 {
            path.push(here);
            continue;
        }
        let towards = |other: &Point| {
            let part = by / away(other);
            (here.0 + part * (other.0 - here.0), here.1 + part * (other.1 - here.1))
        };
        let (from, to) = (towards(before), towards(after));
        path.extend((0..=4).map(|piece| {
            let t = f64::from(piece) / 4.0;
            let u = 1.0 - t;
            let blend = |a: f64, b: f64, c: f64| u * u * a + 2.0 * u * t * b + t * t * c;
            (blend(from.0, here.0, to.0), blend(from.1, here.1, to.1))
        }));
    }
    path
}

/// What the shapes and lines mean: those that occur.
fn key(sheet: &mut Sheet, graph: &Graph, unit: Option<&str>) {
    const HIGH: f64 = 20.0;
    enum Sign {
        Shape(Shape),
        Way(Way),
        Line(bool),
    }
    let has = |shape: Shape| graph.nodes.iter().any(|node| node.shape == shape);
    let mut signs: Vec<(Sign, String)> = Vec::new();
    for (shape, text) in [
        (Shape::Chance, "chance"),
        (Shape::Choice, "a choice of the actor"),
        (Shape::Quantity, "a number"),
        (Shape::Question, "question, with what was found"),
    ] {
        if has(shape) {
            signs.push((Sign::Shape(shape), text.to_owned()));
        }
    }
    if graph.links.iter().any(|link| link.prev) {
        let unit = unit.unwrap_or("step");
        signs.push((Sign::Line(false), format!("within the {unit}")));
        signs.push((Sign::Line(true), format!("through the {unit} before")));
    }
    for way in Way::ALL {
        if graph.links.iter().any(|link| link.way == way) {
            signs.push((Sign::Way(way), way.words().to_owned()));
        }
    }
    let kind: Type = WORD;
    let (mut x, mut y) = (sheet.left(), sheet.y + 10.0);
    for (sign, text) in signs {
        let mark = 22.0;
        let room = mark + 6.0 + width(&text, kind);
        if x > sheet.left() && x + room > sheet.right() {
            (x, y) = (sheet.left(), y + HIGH);
        }
        match sign {
            Sign::Shape(shape) => outline(sheet, shape, (x, y - 6.0), mark, 12.0),
            Sign::Line(prev) => {
                let stroke = Stroke {
                    dash: prev.then_some((4.0, 3.0)),
                    ..Stroke::of(LINE, THIN)
                };
                sheet.horizontal(x, x + mark, y, stroke);
            }
            Sign::Way(way) => {
                sheet.horizontal(x + 4.0, x + mark - HEAD, y, Stroke::of(LINE, THIN));
                head(sheet, (x + mark, y), way);
            }
        }
        sheet.text((x + mark + 6.0, y + 4.0), &text, kind, Anchor::Start);
        x += room + 20.0;
    }
    sheet.y = y + 14.0;
}
