//! Files merged under one another: sections and elements key by key, the rest replaced whole, cases and factors by their ids.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Diagnostic, Diagnostics, Span, code, quoted};

use super::level::is_long;
use super::registry::{Key, Kind, Merge, Place, TOP};
use super::tree::{Entry, Overridden, Shape, Table, Value};

/// What merging finds besides the merged table.
pub struct Merging<'a> {
    /// Values that gave way.
    pub overridden: &'a mut Vec<Overridden>,
    /// What cannot be merged.
    pub diagnostics: &'a mut Diagnostics,
}

impl Merging<'_> {
    /// Merges a file over those before it.
    pub fn file(&mut self, lower: &mut Table, upper: Table) {
        self.tables(&TOP, lower, upper, "");
    }

    /// Merges a table over another of the same place. `path` is theirs, such as `choices.troops`.
    pub fn tables(&mut self, place: &'static Place, lower: &mut Table, upper: Table, path: &str) {
        self.drop_other_ways(place, lower, &upper, path);
        mark_claims(place, lower, &upper);
        let mut places = index(lower);
        for entry in upper.entries {
            let below = join(path, &entry.key);
            let key = place.key(&entry.key);
            let at = *places.entry(entry.key.clone()).or_insert(lower.entries.len());
            match lower.entries.get_mut(at) {
                Some(old) => self.entry(key, old, entry, &below),
                None => lower.entries.push(self.fresh(key, entry, &below)),
            }
        }
    }

    /// Merges an element over another one of the same id. Either may be a bare value, if the place has a short form.
    pub fn element(&mut self, place: &'static Place, lower: &mut Entry, upper: Entry, path: &str) {
        if place.short.is_none() {
            return match (&mut lower.value.shape, upper.value.shape) {
                (Shape::Table(old), Shape::Table(new)) => self.tables(place, old, new, path),
                (_, shape) => self.replace(
                    lower,
                    Entry {
                        value: Value { shape, ..upper.value },
                        ..upper
                    },
                    path,
                ),
            };
        };
        let long = |value: &Value| value.as_table().is_some_and(|table| is_long(place, table));
        if !long(&lower.value) && !long(&upper.value) {
            return self.replace(lower, upper, path);
        }
        lift(&mut lower.value, place, lower.key_span);
        let mut new = upper.value;
        lift(&mut new, place, upper.key_span);
        if let (Shape::Table(old), Shape::Table(new)) = (&mut lower.value.shape, new.shape) {
            self.tables(place, old, new, path);
        }
    }

    /// An entry that nothing stands under. Cases may be `first` or `off` here too, since any file may be read alone.
    fn fresh(&mut self, key: Option<&Key>, mut entry: Entry, path: &str) -> Entry {
        match (key.map(|key| key.kind), &mut entry.value.shape) {
            (Some(Kind::Tables(place)), Shape::List(list)) if place.key("id").is_some() => {
                let upper = std::mem::take(list);
                self.by_id(list, upper, place, path);
            }
            (Some(Kind::Table(place)), Shape::Table(table)) => self.fresh_table(place, table, path),
            (Some(Kind::Map(place, _)), Shape::Table(table)) => {
                for element in &mut table.entries {
                    let below = join(path, &element.key);
                    self.fresh_element(place, element, &below);
                }
            }
            _ => {}
        }
        entry
    }

    fn fresh_element(&mut self, place: &'static Place, entry: &mut Entry, path: &str) {
        if let Shape::Table(table) = &mut entry.value.shape {
            self.fresh_table(place, table, path);
        }
    }

    fn fresh_table(&mut self, place: &'static Place, table: &mut Table, path: &str) {
        for entry in std::mem::take(&mut table.entries) {
            let below = join(path, &entry.key);
            table.entries.push(self.fresh(place.key(&entry.key), entry, &below));
        }
    }

    fn entry(&mut self, key: Option<&Key>, lower: &mut Entry, upper: Entry, path: &str) {
        let Some(key) = key else {
            return self.replace(lower, upper, path);
        };
        match (key.merge, key.kind, &mut lower.value.shape, upper.value.shape) {
            (Merge::ByKey, Kind::Map(place, _), Shape::Table(old), Shape::Table(new)) => {
                let mut places = index(old);
                for mut entry in new.entries {
                    let below = join(path, &entry.key);
                    let at = *places.entry(entry.key.clone()).or_insert(old.entries.len());
                    match old.entries.get_mut(at) {
                        Some(lower) => self.element(place, lower, entry, &below),
                        None => {
                            self.fresh_element(place, &mut entry, &below);
                            old.entries.push(entry);
                        }
                    }
                }
            }
            (Merge::ByKey, Kind::Table(place), Shape::Table(old), Shape::Table(new)) => {
                self.tables(place, old, new, path)
            }
            (Merge::ByKey, _, Shape::Table(old), Shape::Table(new)) => self.open_tables(old, new, path),
            (Merge::ById, Kind::Tables(place), Shape::List(old), Shape::List(new)) => self.by_id(old, new, place, path),
            (Merge::Append, _, Shape::List(old), Shape::List(new)) => old.extend(new),
            (_, _, _, shape) => self.replace(
                lower,
                Entry {
                    value: Value { shape, ..upper.value },
                    ..upper
                },
                path,
            ),
        }
    }

    /// Merges tables whose keys are free, such as titles by branch.
    fn open_tables(&mut self, lower: &mut Table, upper: Table, path: &str) {
        let mut places = index(lower);
        for entry in upper.entries {
            let below = join(path, &entry.key);
            let at = *places.entry(entry.key.clone()).or_insert(lower.entries.len());
            match lower.entries.get_mut(at) {
                Some(old) => self.replace(old, entry, &below),
                None => lower.entries.push(entry),
            }
        }
    }

    /// Appends to a list of tables; one with the id of an inherited one takes its place, and `first` ones go to the front.
    fn by_id(&mut self, lower: &mut Vec<Value>, upper: Vec<Value>, place: &'static Place, path: &str) {
        let known: BTreeMap<String, usize> = lower
            .iter()
            .enumerate()
            .filter_map(|(at, one)| Some((id_of(one)?.to_owned(), at)))
            .collect();
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        let mut front: Vec<Value> = Vec::new();
        let mut back: Vec<Value> = Vec::new();
        for one in upper {
            let id = id_of(&one).map(str::to_owned);
            let at = id.as_ref().and_then(|id| known.get(id)).copied();
            self.check_off(&one, id.as_deref(), at.is_some(), place, &known);
            let first = flag(&one, "first").is_some();
            let old = at.and_then(|at| lower.get_mut(at));
            if let (Some(old), Some(id)) = (&old, &id) {
                self.overridden.push(Overridden {
                    path: join(path, id),
                    old: old.span,
                    new: one.span,
                });
            }
            match (old, first) {
                (Some(old), false) => *old = one,
                (Some(_), true) => {
                    taken.extend(at);
                    front.push(one);
                }
                (None, true) => front.push(one),
                (None, false) => back.push(one),
            }
        }
        let kept = std::mem::take(lower)
            .into_iter()
            .enumerate()
            .filter(|(at, _)| !taken.contains(at))
            .map(|(_, one)| one);
        *lower = front.into_iter().chain(kept).chain(back).collect();
    }

    /// Reports an `off` without an id, or with nothing to remove.
    fn check_off(
        &mut self,
        one: &Value,
        id: Option<&str>,
        found: bool,
        place: &'static Place,
        known: &BTreeMap<String, usize>,
    ) {
        let Some(off) = flag(one, "off") else { return };
        let Some(id) = id else {
            let message = format!("`off` needs the `id` of the {} to remove", place.name);
            let finding = Diagnostic::error(code::OFF_WITHOUT_ID, message);
            return self.diagnostics.push(finding.at(off, ""));
        };
        let bare = |table: &Table| {
            let mut keys = table.entries.iter().map(|entry| entry.key.as_str());
            keys.all(|key| ["id", "off", "note"].contains(&key))
        };
        if !found && one.as_table().is_some_and(bare) {
            let known = known.keys().map(String::as_str);
            self.diagnostics.push(nothing_to_remove(place, id, one.span, known));
        }
    }

    fn drop_other_ways(&mut self, place: &'static Place, lower: &mut Table, upper: &Table, path: &str) {
        let Some(new) = place.way_of(|key| upper.get(key).is_some()) else {
            return;
        };
        let old = place.way_of(|key| lower.get(key).is_some());
        let (Some(way), true) = (place.ways.get(new), old.is_some_and(|old| old != new)) else {
            return;
        };
        let named = upper
            .entries
            .iter()
            .find(|entry| way.named_by.contains(&entry.key.as_str()));
        let Some(named) = named.map(|entry| entry.key_span) else {
            return;
        };
        lower.entries.retain(|entry| {
            let dropped = way.drops.contains(&entry.key.as_str());
            if dropped {
                self.overridden.push(Overridden {
                    path: join(path, &entry.key),
                    old: entry.value.span,
                    new: named,
                });
            }
            !dropped
        });
    }

    /// Puts an entry in the place of another.
    pub fn replace(&mut self, lower: &mut Entry, upper: Entry, path: &str) {
        self.overridden.push(Overridden {
            path: path.to_owned(),
            old: lower.value.span,
            new: upper.value.span,
        });
        *lower = upper;
    }
}

/// Makes a bare value the long form that says the same; a long form stays as it is.
pub fn lift(value: &mut Value, place: &Place, key_span: Span) {
    let Some(short) = place.short else { return };
    if value.as_table().is_some_and(|table| is_long(place, table)) {
        return;
    }
    let shape = std::mem::replace(&mut value.shape, Shape::Broken);
    let bare = Value {
        span: value.span,
        shape,
    };
    let entry = Entry {
        key: short.to_owned(),
        key_span,
        value: bare,
    };
    value.shape = Shape::Table(Table {
        span: Some(value.span),
        entries: vec![entry],
        given_for: None,
    });
}

fn mark_claims(place: &Place, lower: &mut Table, upper: &Table) {
    let Some(short) = place.short else { return };
    let cites = |table: &Table| table.get("because").is_some() || table.get("despite").is_some();
    if cites(upper) {
        lower.given_for = None;
    } else if upper.get(short).is_some() && cites(lower) && lower.given_for.is_none() {
        lower.given_for = lower.get(short).map(|value| value.span);
    }
}

fn id_of(value: &Value) -> Option<&str> {
    Some(value.as_table()?.get("id")?.as_text()?.text.as_str())
}

/// The place of a flag that is set.
pub fn flag(value: &Value, key: &str) -> Option<Span> {
    let found = value.as_table()?.get(key)?;
    matches!(found.shape, Shape::Truth(true)).then_some(found.span)
}

/// What is said of an `off` that stands over nothing.
pub fn nothing_to_remove<'a>(place: &Place, id: &str, span: Span, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let message = format!("there is no {} {} to remove", place.name, quoted(id));
    let finding = Diagnostic::error(code::UNKNOWN_ID, message).at(span, "");
    match crate::source::suggest(id, known) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding,
    }
}

fn index(table: &Table) -> BTreeMap<String, usize> {
    table
        .entries
        .iter()
        .enumerate()
        .map(|(at, entry)| (entry.key.clone(), at))
        .collect()
}

/// A path with one more part.
pub fn join(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}
