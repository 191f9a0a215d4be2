//! What differs in two scenarios: values, rules, structure and questions, by title and path; and what was asked of each.

mod asked;
mod words;

pub use asked::asked;

use crate::document::{Document, Shape, Table, Value};
use crate::model::title::readable;
use crate::record::comparison::{Change, ChangeKind, Edit};
use crate::scale::Scale;

use words::{cut, entry, entry_title, is_number, kind_of, plain, summary, title};

/// Sections that hold elements; those in one group are one: an element may move from one to the other.
const ELEMENTS: [&[&str]; 4] = [
    &["assumptions"],
    &["conditions"],
    &["choices", "events", "quantities"],
    &["questions"],
];
/// Keys that say something and move no number.
const WORDING: [&str; 16] = [
    "title",
    "titles",
    "note",
    "because",
    "despite",
    "group",
    "headline",
    "unit",
    "colour",
    "colours",
    "actor",
    "says",
    "name",
    "weights_note",
    "draws_as",
    "source",
];
/// Keys that hold numbers.
const VALUES: [&str; 14] = [
    "value",
    "probability",
    "options",
    "outcomes",
    "up",
    "down",
    "odds",
    "weight",
    "per",
    "dirichlet",
    "pool",
    "thresholds",
    "chance",
    "initial",
];
/// Keys that hold a list whose entries go by an id.
const LISTS: [&str; 2] = ["case", "factor"];

/// What differs, and how many changes of wording there are.
#[derive(Clone, Debug, Default)]
pub struct Differences {
    /// Changes that can move a number.
    pub changes: Vec<Change>,
    /// Changes of titles, groups, notes, sources and claims.
    pub wording: u64,
}

/// A scenario as it is compared.
#[derive(Clone, Copy)]
pub struct Text<'a> {
    /// The merged text with what was set.
    pub document: &'a Document,
    /// The scale of its words.
    pub words: Scale,
}

/// All differences of two scenarios.
pub fn documents(first: Text, second: Text) -> Differences {
    let mut differ = Differ {
        first,
        second,
        found: Differences::default(),
    };
    differ.time();
    for group in ELEMENTS {
        differ.section(group);
    }
    differ.others();
    differ.found
}

struct Differ<'a> {
    first: Text<'a>,
    second: Text<'a>,
    found: Differences,
}

/// An element with the section that it stands in.
type Element<'a> = (&'a str, &'a str, &'a Value);

impl<'a> Differ<'a> {
    fn time(&mut self) {
        let of = |text: Text<'a>| text.document.root.get("time").and_then(Value::as_table);
        let (a, b) = (of(self.first), of(self.second));
        let keys = union(a, b);
        for key in keys {
            let value = |table: Option<&'a Table>| table.and_then(|table| table.get(key));
            let (was, is) = (value(a).map(plain), value(b).map(plain));
            if was != is {
                self.push(ChangeKind::Time, &format!("time.{key}"), readable(key), was, is);
            }
        }
    }

    fn section(&mut self, group: &[&'static str]) {
        let elements = |text: Text<'a>| -> Vec<Element<'a>> {
            let mut list = Vec::new();
            for section in group {
                let table = text.document.root.get(section).and_then(Value::as_table);
                let entries = table.map_or(&[][..], |table| &table.entries).iter();
                list.extend(entries.map(|entry| (*section, entry.key.as_str(), &entry.value)));
            }
            list
        };
        let (a, b) = (elements(self.first), elements(self.second));
        let has = |list: &[Element], id: &str| list.iter().any(|(_, other, _)| *other == id);
        let luck = |element: &Element<'a>| {
            let table = element.2.as_table()?;
            Some(table.get("draws_as")?.as_text()?.text.as_str())
        };
        for one in &a {
            let other = b.iter().find(|(_, id, _)| *id == one.1);
            let renamed = || {
                b.iter().find(|other| {
                    !has(&a, other.1)
                        && (luck(other) == Some(one.1) || (luck(one).is_some() && luck(other) == luck(one)))
                })
            };
            let path = format!("{}.{}", one.0, one.1);
            match (other, other.is_none().then(renamed).flatten()) {
                (Some(other), _) => self.element(&path, one, other),
                (None, Some(other)) => {
                    let (was, is) = (Some(one.1.to_owned()), Some(other.1.to_owned()));
                    let kind = ChangeKind::Structure;
                    self.push_as(Edit::Renamed, kind, &path, title(one), was, is);
                    self.element(&format!("{}.{}", other.0, other.1), one, other);
                }
                (None, None) => {
                    let was = Some(summary(one));
                    self.push(kind_of(one), &path, title(one), was, None);
                }
            }
        }
        for other in &b {
            let is_old = has(&a, other.1)
                || luck(other).is_some_and(|id| has(&a, id) && !has(&b, id))
                || (luck(other).is_some() && a.iter().any(|one| luck(one) == luck(other) && !has(&b, one.1)));
            if !is_old {
                let is = Some(summary(other));
                let path = format!("{}.{}", other.0, other.1);
                self.push(kind_of(other), &path, title(other), None, is);
            }
        }
    }

    fn element(&mut self, path: &str, one: &Element<'a>, other: &Element<'a>) {
        // The key that a bare value stands for; what is drawn or asked has no bare form.
        let bare = match one.0 {
            "conditions" => Some("if"),
            "assumptions" => Some("value"),
            _ => None,
        };
        let name = title(other);
        match (one.2.as_table(), other.2.as_table()) {
            (Some(a), Some(b)) if is_long(a, bare) && is_long(b, bare) => self.tables(path, &name, a, b, true),
            (a, b) => {
                let value = |whole: &'a Value, table: Option<&'a Table>| match table {
                    Some(table) if is_long(table, bare) => bare.and_then(|bare| table.get(bare)).unwrap_or(whole),
                    _ => whole,
                };
                let per = |table: Option<&'a Table>| {
                    table
                        .filter(|table| is_long(table, bare))
                        .and_then(|table| table.get("per"))
                };
                let was = self.show(value(one.2, a), per(a), self.first);
                let is = self.show(value(other.2, b), per(b), self.second);
                if was != is {
                    let kind = if bare == Some("if") {
                        ChangeKind::Rule
                    } else {
                        ChangeKind::Value
                    };
                    self.push(kind, path, name, Some(was), Some(is));
                }
            }
        }
    }

    /// Two tables of the same element, key by key. `per` is told with the value that it belongs to.
    fn tables(&mut self, path: &str, name: &str, a: &'a Table, b: &'a Table, is_element: bool) {
        let is_question = path.starts_with("questions.");
        for key in union(Some(a), Some(b)) {
            let (was, is) = (a.get(key), b.get(key));
            let below = format!("{path}.{key}");
            let has_value = ["value", "probability", "options", "outcomes"]
                .iter()
                .any(|own| a.get(own).is_some() && b.get(own).is_some());
            if key == "per" && has_value && is_element {
                continue;
            }
            if WORDING.contains(&key) || (key == "id" && !is_question) {
                let text = |value: Option<&Value>| value.map(plain);
                self.found.wording += u64::from(text(was) != text(is));
                continue;
            }
            let kind = match key {
                _ if is_question => ChangeKind::Question,
                key if VALUES.contains(&key) => ChangeKind::Value,
                _ if is_number(was) && is_number(is) => ChangeKind::Value,
                _ => ChangeKind::Rule,
            };
            if let (Some(Shape::List(was)), Some(Shape::List(is))) = (was.map(|v| &v.shape), is.map(|v| &v.shape))
                && LISTS.contains(&key)
            {
                self.list(&below, name, was, is);
                continue;
            }
            if let (Some(was), Some(is)) = (was.and_then(Value::as_table), is.and_then(Value::as_table))
                && (WEIGHTS.contains(&key) || key == "experts")
            {
                self.weights(&below, name, (was, a.get("per")), (is, b.get("per")));
                continue;
            }
            let show = |value: Option<&'a Value>, table: &'a Table, text: Text<'a>| {
                let per = if key == "value" || key == "probability" {
                    table.get("per")
                } else {
                    None
                };
                value.map(|value| self.show(value, per, text))
            };
            let (was, is) = (show(was, a, self.first), show(is, b, self.second));
            if was != is {
                let path = if key == "value" || key == "if" { path } else { &below };
                self.push(kind, path, name.to_owned(), was, is);
            }
        }
    }

    /// Weights of branches, one by one: a branch that only one has is structure.
    fn weights(
        &mut self,
        path: &str,
        name: &str,
        a: (&'a Table, Option<&'a Value>),
        b: (&'a Table, Option<&'a Value>),
    ) {
        for key in union(Some(a.0), Some(b.0)) {
            let (was, is) = (a.0.get(key), b.0.get(key));
            let number = |value: &'a Value| {
                let table = value.as_table();
                table
                    .and_then(|table| table.get("weight").or_else(|| table.get("value")))
                    .unwrap_or(value)
            };
            let was = was.map(|value| self.show(number(value), a.1, self.first));
            let is = is.map(|value| self.show(number(value), b.1, self.second));
            if was != is {
                let kind = if was.is_some() && is.is_some() {
                    ChangeKind::Value
                } else {
                    ChangeKind::Structure
                };
                let name = format!("{name}: {}", readable(key));
                self.push(kind, &format!("{path}.{key}"), name, was, is);
            }
        }
    }

    /// Cases or factors: by id, else by what they say, else by place.
    fn list(&mut self, path: &str, name: &str, a: &'a [Value], b: &'a [Value]) {
        let id = |value: &'a Value| Some(value.as_table()?.get("id")?.as_text()?.text.as_str());
        let mut left: Vec<(usize, &'a Value)> = Vec::new();
        let mut taken = vec![false; b.len()];
        for (at, one) in a.iter().enumerate() {
            let same = |other: &&(usize, &'a Value)| match (id(one), id(other.1)) {
                (Some(id), Some(other)) => id == other,
                (None, None) => plain(one) == plain(other.1),
                _ => false,
            };
            let others: Vec<(usize, &'a Value)> = b.iter().enumerate().filter(|(at, _)| !taken[*at]).collect();
            match others.iter().find(same) {
                Some((place, other)) => {
                    taken[*place] = true;
                    self.one_of(path, name, at, one, other);
                }
                None => left.push((at, one)),
            }
        }
        let mut right: Vec<(usize, &'a Value)> = b.iter().enumerate().filter(|(at, _)| !taken[*at]).collect();
        for (at, one) in left {
            // One that was edited stands where it stood, if neither has an id.
            let place = right
                .iter()
                .position(|(place, other)| *place == at && id(one).is_none() && id(other).is_none());
            match place.map(|place| right.remove(place)) {
                Some((_, other)) => self.one_of(path, name, at, one, other),
                None => {
                    let was = Some(self.clip(one, self.first));
                    self.push(
                        ChangeKind::Structure,
                        &entry(path, at, one),
                        entry_title(name, one),
                        was,
                        None,
                    );
                }
            }
        }
        for (at, other) in right {
            let is = Some(self.clip(other, self.second));
            self.push(
                ChangeKind::Structure,
                &entry(path, at, other),
                entry_title(name, other),
                None,
                is,
            );
        }
    }

    fn one_of(&mut self, path: &str, name: &str, at: usize, one: &'a Value, other: &'a Value) {
        if let (Some(a), Some(b)) = (one.as_table(), other.as_table()) {
            self.tables(&entry(path, at, one), &entry_title(name, other), a, b, true);
        }
    }

    /// All other sections: what they say moves no number, but for what is drawn with what.
    fn others(&mut self) {
        let (a, b) = (&self.first.document.root, &self.second.document.root);
        for key in union(Some(a), Some(b)) {
            let is_told = ELEMENTS.iter().any(|group| group.contains(&key)) || key == "time" || key == "extends";
            if is_told || key == "alternatives" || key == "expectations" {
                continue;
            }
            let (was, is) = (a.get(key).map(plain), b.get(key).map(plain));
            match key {
                "correlations" | "experts" if was != is => {
                    let clip = |text: Option<String>| text.map(|text| cut(&text));
                    self.push(ChangeKind::Rule, key, readable(key), clip(was), clip(is));
                }
                _ => self.found.wording += u64::from(was != is),
            }
        }
    }

    fn clip(&self, value: &'a Value, text: Text<'a>) -> String {
        cut(&self.show(value, None, text))
    }

    /// A value as a reader is shown it: words with the range that they stand for, and the period of a probability.
    fn show(&self, value: &Value, per: Option<&Value>, text: Text) -> String {
        let shown = match &value.shape {
            Shape::Text(word) => match text.words.range_of(&word.text) {
                Some((low, high)) => {
                    let per_cent = |p: f64| crate::stats::print_number(p * 100.0, 0.0);
                    format!("{}, {}–{}%", word.text, per_cent(low), per_cent(high))
                }
                None => word.text.split_whitespace().collect::<Vec<_>>().join(" "),
            },
            _ => plain(value),
        };
        match per.and_then(Value::as_text) {
            Some(per) if !shown.contains("rest") => cut(&format!("{shown} a {}", per.text)),
            _ => cut(&shown),
        }
    }

    fn push(&mut self, kind: ChangeKind, path: &str, title: String, was: Option<String>, is: Option<String>) {
        let edit = match (&was, &is) {
            (None, _) => Edit::Added,
            (_, None) => Edit::Removed,
            _ => Edit::Changed,
        };
        self.push_as(edit, kind, path, title, was, is);
    }

    fn push_as(
        &mut self,
        edit: Edit,
        kind: ChangeKind,
        path: &str,
        title: String,
        was: Option<String>,
        is: Option<String>,
    ) {
        self.found.changes.push(Change {
            kind,
            edit,
            path: path.to_owned(),
            title,
            was,
            is,
        });
    }
}

/// Keys that hold a weight for each branch.
const WEIGHTS: [&str; 4] = ["options", "outcomes", "dirichlet", "initial"];

/// All keys of both, in the order of the first.
fn union<'t>(a: Option<&'t Table>, b: Option<&'t Table>) -> Vec<&'t str> {
    let keys = |table: Option<&'t Table>| {
        table
            .map_or(&[][..], |table| &table.entries)
            .iter()
            .map(|entry| entry.key.as_str())
    };
    let mut list: Vec<&str> = keys(a).collect();
    let more: Vec<&str> = keys(b).filter(|key| !list.contains(key)).collect();
    list.extend(more);
    list
}

fn is_long(table: &Table, bare: Option<&str>) -> bool {
    bare.is_none_or(|bare| table.get(bare).is_some())
}
