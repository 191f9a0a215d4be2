//! Over two values: which of several answers is the likeliest where. Its colour says which, and so does its letter; a deeper one is surer.

use crate::chart::figure::{Figure, Kind, Plot};
use crate::chart::free::Free;
use crate::chart::letters::{width, wrap};
use crate::chart::scene::{Anchor, Bounds, Mark, Stroke};
use crate::chart::sheet::Sheet;
use crate::chart::table::{Cell, Column, Table};
use crate::chart::theme::{AXIS, RING, SMALL, Token, Type, WORD, Weight};
use crate::record::sweep::{Axis, SweepRecord, Swept, SweptQuestion};

use super::contour::Field;
use super::curve::leading;
use super::grid::{Grid, Side, cross, frame, lay};
use super::heat::{Lay, standing, standing_key};
use super::lines::below;
use super::{said, tables};

#[derive(Debug)]
struct Leaders {
    across: Side,
    up: Side,
    /// Letter, title and colour of each answer that leads somewhere.
    answers: Vec<(String, String, u16)>,
    /// By column and row: which of these leads, how likely it is, and how that is printed.
    cells: Vec<(usize, f64, String)>,
    standing: String,
    note: Option<String>,
}

pub(super) fn figure(
    record: &SweepRecord,
    (first, second): (&Axis, &Axis),
    id: &str,
    question: &SweptQuestion,
    is_first: bool,
) -> Figure {
    let lay = Lay::of(first, second);
    let (across, up) = lay.sides(first, second);
    let all: Vec<(&str, &crate::record::sweep::SweptAnswer)> = match &question.result {
        Swept::Yes { answers } | Swept::Cases { answers } => answers.iter().collect(),
        Swept::Number(_) => Vec::new(),
    };
    let leaders = leading(&all.iter().map(|(_, answer)| *answer).collect::<Vec<_>>());
    let mut ever: Vec<usize> = leaders.clone();
    ever.sort_unstable();
    ever.dedup();
    let letter = |place: usize| char::from(b'A' + (place % 26) as u8).to_string();
    let answers = ever.iter().enumerate().map(|(place, answer)| {
        let one = all[*answer].1;
        (letter(place), one.title.clone(), one.slot.unwrap_or(0))
    });
    let answers: Vec<(String, String, u16)> = answers.collect();
    let places = (0..across.count()).flat_map(|column| (0..up.count()).map(move |row| (column, row)));
    let cells = places.map(|(column, row)| {
        let point = lay.point(column, row);
        let leader = leaders.get(point).copied().unwrap_or(0);
        let share = all.get(leader).and_then(|(_, answer)| record.share(answer, point));
        let place = ever.iter().position(|one| *one == leader).unwrap_or(0);
        share.map_or((place, 0.0, String::new()), |share| (place, share.p, share.printed))
    });
    let cells: Vec<_> = cells.collect();
    let baseline = all
        .iter()
        .max_by(|a, b| a.1.baseline.k.cmp(&b.1.baseline.k).then(std::cmp::Ordering::Greater));
    let stands = baseline.map_or(String::new(), |(_, answer)| {
        format!("“{}” {}", answer.title, answer.baseline.printed)
    });
    let names: Vec<String> = answers.iter().map(|(_, title, _)| format!("“{title}”")).collect();
    let description = format!(
        "likeliest somewhere on the map: {}; as it stands {stands}",
        names.join(", ")
    );
    let mut table = Table::new([
        Column::text("first", &first.title),
        Column::text("second", &second.title),
        Column::text("leads", "likeliest answer"),
        Column::number("p", "chance"),
        Column::text("word", "in words"),
    ]);
    let wide = second.labels.len().max(1);
    for (point, leader) in leaders.iter().enumerate() {
        let Some((answer_id, answer)) = all.get(*leader) else {
            continue;
        };
        let Some(share) = record.share(answer, point) else {
            continue;
        };
        table.row([
            tables::value(first, point / wide),
            tables::value(second, point % wide),
            Cell {
                shown: answer.title.clone(),
                exact: (*answer_id).to_owned(),
            },
            Cell::number(share.p, share.printed),
            Cell::text(share.word),
        ]);
    }
    Figure {
        kind: Kind::SweepMap,
        id: format!("sweep-map-{id}"),
        head: said::head(
            record,
            format!("Which answer is the likeliest? {}", question.title),
            &format!("The likeliest answer against {} and {}, all else as it is", said::moved(first), said::moved(second)),
            description,
        ),
        reading: "Each cell is a run with both values set, on the same luck. Letter and colour say which answer is the likeliest there; the number, and \
                  the depth of the colour, how likely it is. Lines part the answers."
            .to_owned(),
        table,
        plot: Box::new(Leaders {
            standing: standing(&across, &up, &stands),
            across,
            up,
            answers,
            cells,
            note: said::untouched(record).filter(|_| is_first),
        }),
    }
}

impl Leaders {
    fn cell(&self, column: usize, row: usize) -> Option<&(usize, f64, String)> {
        self.cells.get(column * self.up.count() + row)
    }

    fn numbers(&self, grid: &Grid) -> Option<Type> {
        [AXIS, SMALL].into_iter().find(|kind| {
            let texts = self.cells.iter().map(|(place, _, printed)| self.text(*place, printed));
            let widest = texts.map(|text| width(&text, *kind)).fold(0.0, f64::max);
            widest + 6.0 <= grid.wide && kind.size + 5.0 <= grid.high
        })
    }

    fn text(&self, place: usize, printed: &str) -> String {
        let letter = self.answers.get(place).map_or("", |(letter, ..)| letter.as_str());
        format!("{letter} {printed}")
    }

    fn fill(&self, sheet: &mut Sheet, grid: &Grid) {
        let mut free = Free::new(Bounds {
            left: grid.left,
            top: grid.top,
            right: grid.right(),
            bottom: grid.bottom(),
        });
        let kind = self.numbers(grid).map(|kind| kind.in_colour(Token::Ink));
        // The paper shows through: a likelier answer is deeper, and ink stays readable on all.
        let depth = |p: f64| 0.16 + 0.06 * (4.0 * p).floor().clamp(0.0, 4.0);
        for row in 0..grid.rows {
            let mut column = 0;
            while column < grid.columns {
                let look = |column: usize| self.cell(column, row).map(|(place, p, _)| (*place, depth(*p)));
                let this = look(column);
                let long = (column..grid.columns)
                    .take_while(|next| look(*next) == this)
                    .count()
                    .max(1);
                if let Some((place, opacity)) = this {
                    let slot = self.answers.get(place).map_or(0, |(_, _, slot)| *slot);
                    let (x, y) = grid.corner(column, row);
                    let (to, bottom) = (x + grid.wide * long as f64, y + grid.high);
                    sheet.branch(vec![(x, y), (to, y), (to, bottom), (x, bottom)], slot, opacity);
                }
                column += long;
            }
        }
        let field = Field {
            columns: grid.columns,
            rows: grid.rows,
            value: &|column, row| self.cell(column, row).map_or(0.0, |(place, ..)| *place as f64),
        };
        let borders = field.stepped(|a, b| a != b).into_iter();
        let ends: Vec<_> = borders.map(|(from, to)| (grid.at(from), grid.at(to))).collect();
        if !ends.is_empty() {
            sheet.mark(Mark::Lines {
                ends,
                stroke: Stroke::of(Token::Ink, RING),
            });
        }
        if let Some(kind) = kind {
            for column in 0..grid.columns {
                for row in 0..grid.rows {
                    let Some((place, _, printed)) = self.cell(column, row) else {
                        continue;
                    };
                    let (x, y) = grid.corner(column, row);
                    let at = (x + 0.5 * grid.wide, y + 0.5 * grid.high + 0.36 * kind.size);
                    sheet.text(at, &self.text(*place, printed), kind, Anchor::Middle);
                }
            }
        }
        if let (Some(x), Some(y)) = (self.across.standing, self.up.standing) {
            match kind {
                Some(_) => frame(
                    sheet,
                    grid,
                    (x.floor() as usize).min(grid.columns - 1),
                    (y.floor() as usize).min(grid.rows - 1),
                ),
                None => {
                    let (x, y) = grid.at((x, y));
                    cross(sheet, (x, y));
                    free.take(Bounds {
                        left: x - 11.0,
                        top: y - 11.0,
                        right: x + 11.0,
                        bottom: y + 11.0,
                    });
                }
            }
        }
        if kind.is_none() {
            self.letters(sheet, grid, &mut free);
        }
    }

    /// A letter for each answer, where it is surest.
    fn letters(&self, sheet: &mut Sheet, grid: &Grid, free: &mut Free) {
        let bold = WORD.weighing(Weight::Bold).in_colour(Token::Ink);
        for (place, (letter, title, _)) in self.answers.iter().enumerate() {
            let mut own: Vec<(f64, usize, usize)> = Vec::new();
            for column in 0..grid.columns {
                for row in 0..grid.rows {
                    if let Some((leader, p, _)) = self.cell(column, row)
                        && *leader == place
                    {
                        own.push((*p, column, row));
                    }
                }
            }
            // The middle of the region, as near as a cell of it lies.
            let count = own.len().max(1) as f64;
            let middle = own.iter().fold((0.0, 0.0), |(x, y), (_, column, row)| {
                (x + *column as f64 / count, y + *row as f64 / count)
            });
            let far = |column: usize, row: usize| {
                let (x, y) = (column as f64 - middle.0, row as f64 - middle.1);
                x * x + y * y
            };
            own.sort_by(|a, b| far(a.1, a.2).total_cmp(&far(b.1, b.2)));
            let text = format!("{letter} {title}");
            for text in [&text, letter] {
                let candidates = own.iter().map(|(_, column, row)| {
                    let (x, y) = grid.at((*column as f64 + 0.5, *row as f64 + 0.5));
                    ((x, y + 4.0), Anchor::Middle)
                });
                if let Some((at, anchor)) = free.place(candidates, &[(text, bold)], 4.0) {
                    sheet.boxed_text(at, text, bold, anchor);
                    break;
                }
            }
        }
    }
}

impl Plot for Leaders {
    fn compose(&self, sheet: &mut Sheet) {
        let (left, right) = (sheet.left(), sheet.right());
        let mut x = left;
        let mut y = sheet.y + 4.0;
        for (letter, title, slot) in &self.answers {
            let text = format!("{letter} {title}");
            let lines = wrap(&text, WORD, sheet.room() - 20.0);
            let long = 18.0 + crate::chart::letters::widest(&lines, WORD);
            if x > left && x + long > right {
                (x, y) = (left, y + 20.0);
            }
            sheet.branch(
                vec![(x, y), (x + 12.0, y), (x + 12.0, y + 12.0), (x, y + 12.0)],
                *slot,
                0.5,
            );
            sheet.lines((x + 18.0, y + 10.5), &lines, WORD, Anchor::Start);
            x += long + 20.0;
            if lines.len() > 1 {
                (x, y) = (left, y + 6.0 + 14.0 * lines.len() as f64);
            }
        }
        sheet.y = if x > left { y + 22.0 } else { y + 2.0 };
        standing_key(sheet, &self.standing);
        lay(sheet, &self.across, &self.up, |sheet, grid| self.fill(sheet, grid));
        if let Some(note) = &self.note {
            below(sheet, note);
        }
    }
}
