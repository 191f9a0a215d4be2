//! Where a value stands: the tables around it, and whether it is an element's long form or a bare value.

use crate::source::{Span, suggest};

use super::registry::values::{DOUBT, VIEW, WEIGHT};
use super::registry::{Kind, Place};
use super::tree::Table;

/// The most keys that are looked at to tell a misspelt long form from a misspelt value.
const MAX_LOOKED_AT: usize = 100;

/// Whether a table is an element's long form rather than a bare value: the keys decide, misspelt ones by what they are like, and an
/// empty table is long.
pub fn is_long(place: &Place, table: &Table) -> bool {
    let keys = || table.entries.iter().map(|entry| entry.key.as_str());
    if keys().any(|key| place.key(key).is_some()) {
        return true;
    }
    let like = |place: &Place, key: &str| suggest(key, place.keys().map(|known| known.name)).is_some();
    let spread = |key: &str| DOUBT.key(key).is_some() || (like(&DOUBT, key) && !like(place, key));
    !keys().take(MAX_LOOKED_AT).any(spread)
}

/// The place of a value's long form, if the kind has one.
pub fn long_place(kind: Kind) -> Option<&'static Place> {
    match kind {
        Kind::Weight => Some(&WEIGHT),
        Kind::View => Some(&VIEW),
        Kind::Map(place, _) if place.short.is_some() => Some(place),
        _ => None,
    }
}

/// A table that is being checked, and those around it.
pub struct Level<'a> {
    /// What it is.
    pub place: &'static Place,
    /// Its header or braces.
    pub opened: Option<Span>,
    /// The one around it.
    pub up: Option<&'a Level<'a>>,
}

impl Level<'_> {
    /// This level and those around it, outwards.
    pub fn outwards(&self) -> impl Iterator<Item = &Level<'_>> {
        std::iter::successors(Some(self), |level| level.up)
    }

    /// The element that it is, or is part of: the outermost but the file.
    pub fn element(&self) -> &'static Place {
        let inner = self.outwards().filter(|level| level.up.is_some());
        inner.last().unwrap_or(self).place
    }
}
