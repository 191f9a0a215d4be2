//! Overrides put into the merged tree, as a later file would be.

use crate::source::{Diagnostic, Diagnostics, Sources, code, quoted, suggest};

use super::check::check_value;
use super::ids::check_hidden;
use super::level::{is_long, long_place};
use super::merge::{Merging, join, lift};
use super::overrides::Override;
use super::registry::values::{CHANCE, DOUBT};
use super::registry::{Kind, Place, TOP};
use super::settle::settle;
use super::tree::{Document, Entry, Overridden, Shape, Table, Value};
use super::wrong::shape_words;

/// Puts values into a document, first to last. Each is checked as a file's would be; what cannot be set is reported.
pub fn apply(document: &mut Document, overrides: &[Override], diagnostics: &mut Diagnostics) {
    let mut overridden = std::mem::take(&mut document.overridden);
    for one in overrides {
        let segments: Vec<&str> = one.path.split('.').map(str::trim).collect();
        let mut setting = Setting {
            one,
            sources: &document.sources,
            overridden: &mut overridden,
            diagnostics,
            done: String::new(),
        };
        if let Err(finding) = setting.top(&mut document.root, &segments) {
            diagnostics.push(*finding);
        }
    }
    settle(&mut document.root, &mut overridden, diagnostics);
    document.overridden = overridden;
}

type Outcome = Result<(), Box<Diagnostic>>;

/// One override on its way down the tree.
struct Setting<'a> {
    one: &'a Override,
    sources: &'a Sources,
    overridden: &'a mut Vec<Overridden>,
    diagnostics: &'a mut Diagnostics,
    /// The path so far.
    done: String,
}

impl Setting<'_> {
    fn top(&mut self, root: &mut Table, segments: &[&str]) -> Outcome {
        let Some((section, rest)) = segments.split_first() else {
            return Ok(());
        };
        let Some(key) = TOP.key(section) else {
            let names = TOP.keys().map(|key| key.name);
            return Err(self.unknown("the scenario has no section", section, names));
        };
        let Some(value) = root.get_mut(section) else {
            let others = root.entries.iter().map(|entry| entry.key.as_str());
            return Err(self.unknown("the scenario has no section", section, others));
        };
        match key.kind {
            Kind::Table(_) | Kind::Map(..) => self.inside(key.kind, value, section, rest, &[&TOP]),
            Kind::Tables(_) => Err(self.refuse(format!(
                "{} have no ids, so that none of them can be set",
                quoted(section)
            ))),
            _ => Err(self.refuse(format!("{} cannot be set", quoted(section)))),
        }
    }

    /// Goes into a value that was reached, or replaces it where the path ends.
    fn inside(
        &mut self,
        kind: Kind,
        value: &mut Value,
        segment: &str,
        rest: &[&str],
        places: &[&'static Place],
    ) -> Outcome {
        self.done = join(&self.done, segment);
        let Some((next, after)) = rest.split_first() else {
            return Err(self.refuse(format!(
                "{} is no single value; a path goes on to one of its keys",
                quoted(&self.done)
            )));
        };
        match kind {
            Kind::Table(place) => self.element(place, value, next, after, places),
            Kind::Map(place, _) => self.map(kind, place, value, next, after, places),
            Kind::Tables(place) => {
                let Shape::List(list) = &mut value.shape else {
                    return Ok(());
                };
                let id = |one: &Value| Some(one.as_table()?.get("id")?.as_text()?.text.clone());
                let at = list.iter().position(|one| id(one).as_deref() == Some(next));
                let Some(found) = at.and_then(|at| list.get_mut(at)) else {
                    let ids: Vec<String> = list.iter().filter_map(id).collect();
                    let what = format!("{} has no {} of the id", quoted(&self.done), place.name);
                    let finding = self.unknown(&what, next, ids.iter().map(String::as_str));
                    return Err(if next.parse::<usize>().is_ok() {
                        Box::new(finding.help(format!("a {} is addressed by its `id`, not by its number", place.name)))
                    } else {
                        finding
                    });
                };
                self.done = join(&self.done, next);
                match after.split_first() {
                    Some((key, after)) => self.element(place, found, key, after, places),
                    None => Err(self.refuse(format!(
                        "{} is no single value; a path goes on to one of its keys",
                        quoted(&self.done)
                    ))),
                }
            }
            Kind::Weights | Kind::Branches | Kind::Start => self.open(kind, Kind::Weight, value, next, after, places),
            Kind::Concentrations => self.open(kind, Kind::Number, value, next, after, places),
            Kind::Titles => self.open(kind, Kind::Text, value, next, after, places),
            Kind::Slots => self.open(kind, Kind::Whole, value, next, after, places),
            Kind::Settings => {
                let key = rest.join(".");
                self.put(kind, Kind::Settings, value, &key, places)
            }
            Kind::Value | Kind::View | Kind::Bare | Kind::Weight => {
                self.spread(kind, &DOUBT, value, next, after, places)
            }
            Kind::Chance => self.spread(kind, &CHANCE, value, next, after, places),
            _ if matches!(value.shape, Shape::List(_)) => {
                Err(self.refuse(format!("{} is a list, and lists are set whole", quoted(&self.done))))
            }
            _ => Err(self.no_parts(value)),
        }
    }

    /// Sets a key of an element, or goes into it.
    fn element(
        &mut self,
        place: &'static Place,
        value: &mut Value,
        segment: &str,
        rest: &[&str],
        places: &[&'static Place],
    ) -> Outcome {
        let key_span = self.one.path_span;
        if let Some(short) = place.short.and_then(|short| place.key(short))
            && !value.as_table().is_some_and(|table| is_long(place, table))
        {
            if place.key(segment).is_none() {
                return match short.kind {
                    Kind::Value | Kind::View | Kind::Bare | Kind::Weight => {
                        self.spread(short.kind, &DOUBT, value, segment, rest, places)
                    }
                    _ => Err(self.no_parts(value)),
                };
            }
            lift(value, place, key_span);
        }
        let Shape::Table(table) = &mut value.shape else {
            return Ok(());
        };
        let Some(key) = place.key(segment) else {
            let names = place.keys().map(|key| key.name);
            return Err(self.unknown(&format!("{} has no key", place.with_article()), segment, names));
        };
        let mut below = places.to_vec();
        below.push(place);
        if !rest.is_empty() {
            if table.get(segment).is_none()
                && matches!(key.kind, Kind::Titles | Kind::Slots | Kind::Table(_) | Kind::Settings)
            {
                let empty = Value {
                    span: key_span,
                    shape: Shape::Table(Table::default()),
                };
                table.entries.push(Entry {
                    key: segment.to_owned(),
                    key_span,
                    value: empty,
                });
            }
            let Some(inner) = table.get_mut(segment) else {
                return Err(self.refuse(format!("{} has no {}", quoted(&self.done), quoted(segment))));
            };
            return self.inside(key.kind, inner, segment, rest, &below);
        }
        if matches!(key.kind, Kind::Tables(_) | Kind::Id) {
            return Err(self.refuse(format!("`{segment}` cannot be set; a path goes on to an id in it")));
        }
        let Some(value) = self.checked(key.kind, segment, &below) else {
            return Ok(());
        };
        let entry = Entry {
            key: segment.to_owned(),
            key_span,
            value,
        };
        let upper = Table {
            span: Some(key_span),
            entries: vec![entry],
            given_for: None,
        };
        let path = self.done.clone();
        Merging {
            overridden: self.overridden,
            diagnostics: self.diagnostics,
        }
        .tables(place, table, upper, &path);
        Ok(())
    }

    /// Sets an element of a section by its bare or long form, or goes into it.
    fn map(
        &mut self,
        kind: Kind,
        place: &'static Place,
        value: &mut Value,
        id: &str,
        rest: &[&str],
        places: &[&'static Place],
    ) -> Outcome {
        let Shape::Table(table) = &mut value.shape else {
            return Ok(());
        };
        let at = table.entries.iter().position(|entry| entry.key == id);
        // Sections hold what files define; `do` and `experts` are values, which may take a new key.
        let section = places.len() == 1;
        if at.is_none() && (section || !rest.is_empty()) {
            let ids = table.entries.iter().map(|entry| entry.key.as_str());
            let what = if section {
                format!("there is no {}", place.name)
            } else {
                format!("{} has no", quoted(&self.done))
            };
            return Err(self.unknown(&what, id, ids));
        }
        if let Some((key, after)) = rest.split_first() {
            self.done = join(&self.done, id);
            let Some(entry) = at.and_then(|at| table.entries.get_mut(at)) else {
                return Ok(());
            };
            return self.element(place, &mut entry.value, key, after, places);
        }
        self.put(kind, kind, value, id, places)
    }

    /// Sets one entry of a table whose keys are branches, or goes into it.
    fn open(
        &mut self,
        kind: Kind,
        inner: Kind,
        value: &mut Value,
        branch: &str,
        rest: &[&str],
        places: &[&'static Place],
    ) -> Outcome {
        let Shape::Table(table) = &mut value.shape else {
            return Err(self.no_parts(value));
        };
        if rest.is_empty() {
            return self.put(kind, inner, value, branch, places);
        }
        let others: Vec<String> = table.entries.iter().map(|entry| entry.key.clone()).collect();
        let Some(found) = table.get_mut(branch) else {
            let what = format!("{} has no", quoted(&self.done));
            return Err(self.unknown(&what, branch, others.iter().map(String::as_str)));
        };
        self.inside(inner, found, branch, rest, places)
    }

    /// Goes into a value that may be a distribution, or may have a long form with evidence.
    fn spread(
        &mut self,
        kind: Kind,
        spread: &'static Place,
        value: &mut Value,
        segment: &str,
        rest: &[&str],
        places: &[&'static Place],
    ) -> Outcome {
        let long = long_place(kind);
        if let Some(place) = long
            && (place.key(segment).is_some() || value.as_table().is_some_and(|table| is_long(place, table)))
        {
            return self.element(place, value, segment, rest, places);
        }
        match value.shape {
            Shape::Table(_) => self.element(spread, value, segment, rest, places),
            _ => Err(self.no_parts(value)),
        }
    }

    /// Puts the value under a key of a table: a bare one over a long one sets what the long one is about.
    fn put(&mut self, kind: Kind, inner: Kind, table: &mut Value, key: &str, places: &[&'static Place]) -> Outcome {
        let key_span = self.one.path_span;
        let entry = Entry {
            key: key.to_owned(),
            key_span,
            value: self.one.value.clone(),
        };
        let wrapped = Table {
            span: None,
            entries: vec![entry],
            given_for: None,
        };
        let mut wrapped = Value {
            span: key_span,
            shape: Shape::Table(wrapped),
        };
        if !self.check(kind, key, &mut wrapped, places) {
            return Ok(());
        }
        let Shape::Table(Table { mut entries, .. }) = wrapped.shape else {
            return Ok(());
        };
        let (Some(entry), Shape::Table(table)) = (entries.pop(), &mut table.shape) else {
            return Ok(());
        };
        let path = join(&self.done, key);
        let Some(old) = table.entries.iter_mut().find(|old| old.key == key) else {
            table.entries.push(entry);
            return Ok(());
        };
        let place = match inner {
            Kind::Map(place, _) => Some(place),
            inner => long_place(inner),
        };
        let mut merging = Merging {
            overridden: self.overridden,
            diagnostics: self.diagnostics,
        };
        match place {
            Some(place) => merging.element(place, old, entry, &path),
            None => merging.replace(old, entry, &path),
        }
        Ok(())
    }

    /// The value, if it may stand there.
    fn checked(&mut self, kind: Kind, named: &str, places: &[&'static Place]) -> Option<Value> {
        let mut value = self.one.value.clone();
        self.check(kind, named, &mut value, places).then_some(value)
    }

    fn check(&mut self, kind: Kind, named: &str, value: &mut Value, places: &[&'static Place]) -> bool {
        let mut found = Diagnostics::default();
        let entry = Entry {
            key: String::new(),
            key_span: self.one.path_span,
            value: self.one.value.clone(),
        };
        check_hidden(
            &Table {
                span: None,
                entries: vec![entry],
                given_for: None,
            },
            &mut found,
        );
        check_value(kind, named, value, places, self.sources, &mut found);
        let fits = !found.has_errors();
        self.diagnostics.extend(found);
        fits
    }

    fn unknown<'k>(&self, what: &str, segment: &str, known: impl Iterator<Item = &'k str>) -> Box<Diagnostic> {
        let known: Vec<&str> = known.collect();
        let finding =
            Diagnostic::error(code::UNKNOWN_PATH, format!("{what} {}", quoted(segment))).at(self.one.path_span, "");
        Box::new(match suggest(segment, known.iter().copied()) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => {
                let names: Vec<String> = known.iter().take(20).map(|name| quoted(name)).collect();
                if names.is_empty() {
                    finding
                } else {
                    finding.help(format!("there is {}", names.join(", ")))
                }
            }
        })
    }

    fn refuse(&self, message: String) -> Box<Diagnostic> {
        Box::new(Diagnostic::error(code::BAD_OVERRIDE, message).at(self.one.path_span, ""))
    }

    fn no_parts(&self, value: &Value) -> Box<Diagnostic> {
        let message = format!(
            "{} is {}, so that the path ends there",
            quoted(&self.done),
            shape_words(&value.shape)
        );
        Box::new(
            Diagnostic::error(code::UNKNOWN_PATH, message)
                .at(self.one.path_span, "")
                .also(value.span, "it stands here"),
        )
    }
}
