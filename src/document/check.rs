//! One file's table held against the registry: keys that no element has, keys in the wrong element, values of the wrong kind.

use std::collections::BTreeMap;

use crate::source::{Diagnostic, Diagnostics, Sources, Span, code, quoted};

use super::ids::check_id;
use super::level::{Level, is_long, long_place};
use super::registry::values::{CHANCE, DOUBT};
use super::registry::{Ids, Kind, Place, TOP};
use super::tree::{Entry, Shape, Table, Value};
use super::unknown::{bare_element, misplaced_branch, unknown_key};
use super::wrong::{item_kind, wrong_value};

/// The most findings of one file that are listed.
const MAX_FINDINGS: usize = 1000;

/// Checks a whole file. Values of the wrong kind become [`Shape::Broken`], so that later rooms need not look again.
pub fn check_file(root: &mut Table, sources: &Sources, diagnostics: &mut Diagnostics) {
    check_place(&TOP, root, sources, diagnostics);
}

/// Checks a table of its own, such as that of the library file.
pub fn check_place(place: &'static Place, table: &mut Table, sources: &Sources, diagnostics: &mut Diagnostics) {
    let mut check = Check {
        sources,
        found: Diagnostics::default(),
    };
    check.table(
        table,
        &Level {
            place,
            opened: None,
            up: None,
        },
    );
    check.finish(diagnostics);
}

/// Checks one value as it would be checked under this key of these places (outermost first).
pub fn check_value(
    kind: Kind,
    named: &str,
    value: &mut Value,
    places: &[&'static Place],
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) {
    let mut check = Check {
        sources,
        found: Diagnostics::default(),
    };
    check.nested(places, None, &mut |check, level| check.value(kind, named, value, level));
    check.finish(diagnostics);
}

struct Check<'a> {
    sources: &'a Sources,
    found: Diagnostics,
}

impl Check<'_> {
    fn finish(mut self, diagnostics: &mut Diagnostics) {
        self.found.sort();
        let (errors, warnings) = self.found.cap(MAX_FINDINGS);
        diagnostics.extend(self.found);
        if errors + warnings > 0 {
            let message = format!(
                "{} more findings about keys and values are not listed",
                errors + warnings
            );
            diagnostics.push(Diagnostic::error(code::TOO_LARGE, message));
        }
    }

    /// Calls with the innermost of nested levels.
    fn nested(
        &mut self,
        places: &[&'static Place],
        up: Option<&Level<'_>>,
        call: &mut dyn FnMut(&mut Self, &Level<'_>),
    ) {
        match places.split_first() {
            Some((place, rest)) => {
                let level = Level {
                    place,
                    opened: None,
                    up,
                };
                self.nested(rest, Some(&level), call);
            }
            None => call(
                self,
                up.unwrap_or(&Level {
                    place: &TOP,
                    opened: None,
                    up: None,
                }),
            ),
        }
    }

    fn is_full(&self) -> bool {
        self.found.len() > 2 * MAX_FINDINGS
    }

    fn table(&mut self, table: &mut Table, level: &Level<'_>) {
        for Entry { key, key_span, value } in &mut table.entries {
            match level.place.key(key) {
                Some(known) => self.value(known.kind, key, value, level),
                None if self.is_full() => {}
                // Views of experts are no chance: the reader of quantities says why.
                None if key == "experts" && std::ptr::eq(level.place, &CHANCE) => {}
                None => self.found.push(unknown_key(key, *key_span, level, self.sources)),
            }
        }
    }

    fn value(&mut self, kind: Kind, named: &str, value: &mut Value, level: &Level<'_>) {
        use Shape::{Broken, Date, Float, Integer, List, Text, Truth};
        let fits = match (kind, &mut value.shape) {
            (_, Broken) => true,
            (Kind::Id, Text(text)) => {
                let (id, what) = (text.text.clone(), level.place.with_article());
                check_id(&id, value.span, Ids::Plain, &what, &mut self.found);
                true
            }
            (Kind::OneOf(allowed), Text(text)) => {
                if !allowed.contains(&text.text.as_str()) {
                    self.wrong(kind, named, value);
                }
                true
            }
            (Kind::Text | Kind::Name | Kind::DayText | Kind::TruthFormula, Text(_)) => true,
            (Kind::NumberFormula | Kind::Forced | Kind::Range | Kind::Start | Kind::OneOrMore, Text(_)) => true,
            (Kind::Value | Kind::View | Kind::Chance | Kind::Bare | Kind::Weight, Text(_)) => true,
            (Kind::Truth | Kind::TruthFormula | Kind::Forced, Truth(_)) => true,
            (Kind::Whole, Integer(_)) => true,
            (Kind::Number | Kind::NumberFormula | Kind::Forced | Kind::Range, Integer(_) | Float(_)) => true,
            (Kind::Value | Kind::View | Kind::Chance | Kind::Bare | Kind::Weight, Integer(_) | Float(_)) => true,
            (Kind::Day | Kind::DayText, Date(_)) => true,
            (Kind::Settings, Shape::Table(table)) => {
                self.settings(table);
                true
            }
            (_, List(list)) => match item_kind(kind) {
                Some((item, count)) if count.is_none_or(|count| count == list.len()) => {
                    list.iter_mut()
                        .for_each(|one| self.value(item, &format!("an entry of {named}"), one, level));
                    if matches!(kind, Kind::Branches | Kind::Levels) {
                        self.listed_branches(list, level);
                    }
                    true
                }
                _ if matches!(kind, Kind::Rows) => {
                    self.rows(named, list, level);
                    true
                }
                _ => match kind {
                    Kind::Tables(place) => {
                        self.tables(place, named, list, level);
                        true
                    }
                    _ => false,
                },
            },
            (_, Shape::Table(table)) => self.inner_table(kind, table, level),
            _ => false,
        };
        if !fits {
            self.wrong(kind, named, value);
        }
    }

    /// Checks a table that stands as a value; says whether one may stand.
    fn inner_table(&mut self, kind: Kind, table: &mut Table, level: &Level<'_>) -> bool {
        let opened = table.span;
        let down = |place| Level {
            place,
            opened,
            up: Some(level),
        };
        match kind {
            Kind::Table(place) => self.table(table, &down(place)),
            Kind::Map(place, ids) => self.map(place, ids, table, level),
            Kind::Weights | Kind::Branches | Kind::Start => self.branches(Kind::Weight, table, level),
            Kind::Concentrations => self.branches(Kind::Number, table, level),
            Kind::Titles => self.branches(Kind::Text, table, level),
            Kind::Slots => self.branches(Kind::Whole, table, level),
            Kind::Value | Kind::View | Kind::Bare | Kind::Weight => {
                let long = long_place(kind).filter(|place| is_long(place, table));
                self.table(table, &down(long.unwrap_or(&DOUBT)));
            }
            Kind::Chance => self.table(table, &down(&CHANCE)),
            _ => return false,
        }
        true
    }

    fn map(&mut self, place: &'static Place, ids: Ids, table: &mut Table, level: &Level<'_>) {
        for Entry { key, key_span, value } in &mut table.entries {
            if self.is_full() {
                return;
            }
            check_id(key, *key_span, ids, &place.with_article(), &mut self.found);
            let short = place.short.and_then(|short| place.key(short));
            match (&mut value.shape, short) {
                (Shape::Broken, _) => {}
                (Shape::Table(inner), None) => {
                    self.table(
                        inner,
                        &Level {
                            place,
                            opened: inner.span,
                            up: Some(level),
                        },
                    );
                }
                (Shape::Table(inner), Some(_)) if is_long(place, inner) => {
                    self.table(
                        inner,
                        &Level {
                            place,
                            opened: inner.span,
                            up: Some(level),
                        },
                    );
                }
                (_, Some(short)) => self.value(short.kind, key, value, level),
                (_, None) => {
                    self.found.push(bare_element(place, key, value.span));
                    value.shape = Shape::Broken;
                }
            }
        }
    }

    fn tables(&mut self, place: &'static Place, named: &str, list: &mut [Value], level: &Level<'_>) {
        let mut ids: BTreeMap<String, Span> = BTreeMap::new();
        for one in list {
            match &mut one.shape {
                Shape::Broken => {}
                Shape::Table(table) => {
                    self.table(
                        table,
                        &Level {
                            place,
                            opened: table.span,
                            up: Some(level),
                        },
                    );
                    let Some(id) = table.get("id") else { continue };
                    let Some(text) = id.as_text() else { continue };
                    if let Some(earlier) = ids.insert(text.text.clone(), id.span) {
                        let message = format!("{} is the id of two of these", quoted(&text.text));
                        self.found.push(
                            Diagnostic::error(code::DUPLICATE_ID, message)
                                .at(id.span, "")
                                .also(earlier, "the first"),
                        );
                    }
                }
                _ => self.wrong(Kind::Table(place), named, one),
            }
        }
    }

    fn rows(&mut self, named: &str, rows: &mut [Value], level: &Level<'_>) {
        for row in rows {
            match &mut row.shape {
                Shape::List(cells) => {
                    for cell in cells {
                        if !matches!(cell.shape, Shape::Truth(_)) {
                            self.value(Kind::Weight, "a cell", cell, level);
                        }
                    }
                }
                Shape::Broken => {}
                _ => self.wrong(Kind::Names, &format!("a row of {named}"), row),
            }
        }
    }

    /// Checks a table whose keys are branches.
    fn branches(&mut self, kind: Kind, table: &mut Table, level: &Level<'_>) {
        let element = level.element();
        let opened = table.span;
        // Keys that TOML handed to this table are reported and taken out of it, lest they pass for branches.
        table.entries.retain(|entry| {
            let swallowed = element.key(&entry.key).is_some();
            if swallowed {
                self.found.push(misplaced_branch(
                    &entry.key,
                    entry.key_span,
                    element,
                    opened,
                    self.sources,
                ));
            }
            !swallowed
        });
        for Entry { key, key_span, value } in &mut table.entries {
            if self.is_full() {
                return;
            }
            check_id(key, *key_span, Ids::Formula, "a branch", &mut self.found);
            self.value(kind, key, value, level);
        }
    }

    fn listed_branches(&mut self, list: &[Value], level: &Level<'_>) {
        let element = level.element();
        for one in list {
            let Some(text) = one.as_text() else { continue };
            if element.key(&text.text).is_some() {
                self.found
                    .push(misplaced_branch(&text.text, one.span, element, None, self.sources));
            } else {
                check_id(&text.text, one.span, Ids::Formula, "a branch", &mut self.found);
            }
        }
    }

    fn settings(&mut self, table: &Table) {
        for Entry { key, key_span, value } in &table.entries {
            if !key.contains('.') && value.as_table().is_some() && TOP.key(key).is_some() {
                self.found.push(
                    Diagnostic::error(code::WRONG_VALUE, "a path of `set` stands in quotes")
                        .at(*key_span, "")
                        .help(format!("write it as `\"{key}.…\" = …`")),
                );
            }
        }
    }

    fn wrong(&mut self, kind: Kind, named: &str, value: &mut Value) {
        if !self.is_full() {
            self.found.push(wrong_value(kind, named, value));
        }
        value.shape = Shape::Broken;
    }
}
