//! The last step of merging: what is switched `off` is taken out, and `first` has done its work.

use crate::source::Diagnostics;

use super::merge::{flag, join, nothing_to_remove};
use super::registry::{Kind, Place, TOP};
use super::tree::{Entry, Overridden, Shape, Table, Value};

/// Takes out what is `off`, and the flags `off` and `first` themselves.
pub fn settle(root: &mut Table, overridden: &mut Vec<Overridden>, diagnostics: &mut Diagnostics) {
    let mut settling = Settling {
        overridden,
        diagnostics,
    };
    settling.table(&TOP, root, "");
}

struct Settling<'a> {
    overridden: &'a mut Vec<Overridden>,
    diagnostics: &'a mut Diagnostics,
}

impl Settling<'_> {
    fn table(&mut self, place: &'static Place, table: &mut Table, path: &str) {
        for Entry { key, value, .. } in &mut table.entries {
            let Some(known) = place.key(key) else {
                continue;
            };
            let below = join(path, key);
            match (known.kind, &mut value.shape) {
                (Kind::Table(inner), Shape::Table(table)) => self.table(inner, table, &below),
                (Kind::Map(inner, _), Shape::Table(table)) => self.map(inner, table, &below),
                (Kind::Tables(inner), Shape::List(list)) => {
                    if inner.key("off").is_some() {
                        list.retain(|one| flag(one, "off").is_none());
                    }
                    for one in list {
                        self.element(inner, one, &below);
                    }
                }
                _ => {}
            }
        }
    }

    fn map(&mut self, place: &'static Place, table: &mut Table, path: &str) {
        if place.key("off").is_some() {
            let ids: Vec<String> = table.entries.iter().map(|entry| entry.key.clone()).collect();
            table.entries.retain(|entry| {
                let Some(off) = flag(&entry.value, "off") else {
                    return true;
                };
                let says_only_off = |table: &Table| {
                    table
                        .entries
                        .iter()
                        .all(|entry| ["off", "note"].contains(&entry.key.as_str()))
                };
                if entry.value.as_table().is_some_and(says_only_off) {
                    let others = ids.iter().map(String::as_str);
                    self.diagnostics
                        .push(nothing_to_remove(place, &entry.key, entry.key_span, others));
                } else {
                    self.overridden.push(Overridden {
                        path: join(path, &entry.key),
                        old: entry.key_span,
                        new: off,
                    });
                }
                false
            });
        }
        for Entry { key, value, .. } in &mut table.entries {
            self.element(place, value, &join(path, key));
        }
    }

    fn element(&mut self, place: &'static Place, value: &mut Value, path: &str) {
        if let Shape::Table(table) = &mut value.shape {
            let done =
                |entry: &Entry| ["off", "first"].contains(&entry.key.as_str()) && place.key(&entry.key).is_some();
            table.entries.retain(|entry| !done(entry));
            self.table(place, table, path);
        }
    }
}
