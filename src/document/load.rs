//! A scenario by its path, or from a string, with all files that it extends: reading never fails, it reports.

use std::collections::BTreeSet;

use crate::source::{Diagnostic, Diagnostics, FileId, Span, code, quoted};

use super::check::check_file;
use super::ids::check_hidden;
use super::merge::Merging;
use super::overrides::parse_set;
use super::parse::parse;
use super::path::{PathFault, id_of, normalise, resolve};
use super::registry::top::SCENARIO;
use super::registry::{Merge, Place, TOP};
use super::set::apply;
use super::settle::settle;
use super::tree::{Document, Loader, ReadFile, Shape, Table, Value};

/// The format that this program reads.
pub const FORMAT: i64 = 1;
/// The most files of one scenario.
pub const MAX_FILES: usize = 256;

impl Document {
    /// A scenario by its path below the library's root, with the files that it extends and these overrides (`path=value`).
    ///
    /// What cannot be read is reported and left out.
    pub fn load(loader: &dyn Loader, path: &str, overrides: &[&str], diagnostics: &mut Diagnostics) -> Document {
        let mut document = Document::default();
        let path = match normalise(path) {
            Ok(path) => path,
            Err(fault) => {
                let message = format!("the path {} {}", quoted(path), fault.words());
                diagnostics.push(Diagnostic::error(code::UNREADABLE_FILE, message));
                return document;
            }
        };
        document.id = id_of(&path).to_owned();
        let mut reading = Reading::new(loader, &mut document, diagnostics);
        reading.file(&path, None);
        reading.merge();
        let read: Vec<_> = overrides
            .iter()
            .filter_map(|text| parse_set(text, &mut document.sources, diagnostics))
            .collect();
        apply(&mut document, &read, diagnostics);
        document
    }

    /// A scenario from a string, without files: `name` stands in messages, and without `.toml` is the scenario's id.
    pub fn from_text(name: &str, text: &str) -> (Document, Diagnostics) {
        let mut diagnostics = Diagnostics::default();
        let mut document = Document {
            id: id_of(name).to_owned(),
            ..Document::default()
        };
        let mut reading = Reading::new(&NoFiles, &mut document, &mut diagnostics);
        reading.text(name, text.to_owned());
        reading.merge();
        (document, diagnostics)
    }
}

/// The loader of a scenario that is a string.
struct NoFiles;

impl Loader for NoFiles {
    fn load(&self, _: &str) -> Result<String, String> {
        Err("the scenario was given as a text, without files".to_owned())
    }
}

struct Reading<'a> {
    loader: &'a dyn Loader,
    document: &'a mut Document,
    diagnostics: &'a mut Diagnostics,
    /// The files that are being read: each says the next.
    open: Vec<String>,
    /// The files that were met.
    met: BTreeSet<String>,
    /// The files' tables, in the order in which they are merged.
    tables: Vec<Table>,
}

impl<'a> Reading<'a> {
    fn new(loader: &'a dyn Loader, document: &'a mut Document, diagnostics: &'a mut Diagnostics) -> Reading<'a> {
        Reading {
            loader,
            document,
            diagnostics,
            open: Vec::new(),
            met: BTreeSet::new(),
            tables: Vec::new(),
        }
    }

    /// Reads a file and those under it. `said` is where its path stands.
    fn file(&mut self, path: &str, said: Option<Span>) {
        if let Some(at) = self.open.iter().position(|open| open == path) {
            let mut ring: Vec<String> = self.open.iter().skip(at).map(|file| quoted(file)).collect();
            ring.push(quoted(path));
            let message = format!("files extend each other in a ring: {}", ring.join(" → "));
            return self.report(Diagnostic::error(code::EXTENDS_RING, message), said);
        }
        if !self.met.insert(path.to_owned()) {
            return;
        }
        if self.met.len() > MAX_FILES {
            if self.met.len() == MAX_FILES + 1 {
                let message = format!("the scenario has more than {MAX_FILES} files");
                self.report(Diagnostic::error(code::TOO_LARGE, message), said);
            }
            return;
        }
        match self.loader.load(path) {
            Ok(text) => self.text(path, text),
            Err(why) => {
                let message = format!("cannot read {}: {why}", quoted(path));
                self.report(Diagnostic::error(code::UNREADABLE_FILE, message), said);
            }
        }
    }

    fn text(&mut self, path: &str, text: String) {
        let file = self.document.sources.add(path, text.as_str());
        let Some(mut table) = parse(file, &text, self.diagnostics) else {
            return;
        };
        check_hidden(&table, self.diagnostics);
        check_file(&mut table, &self.document.sources, self.diagnostics);
        self.version(file, &table);
        self.open.push(path.to_owned());
        for (said, span) in extended(&table) {
            match resolve(path, &said) {
                Ok(below) => self.file(&below, Some(span)),
                Err(fault) => {
                    let code = if fault == PathFault::Escapes {
                        code::EXTENDS_ESCAPE
                    } else {
                        code::WRONG_VALUE
                    };
                    let message = format!("the path {} {}", quoted(&said), fault.words());
                    self.diagnostics.push(Diagnostic::error(code, message).at(span, ""));
                }
            }
        }
        self.open.pop();
        let scenario = table.get("scenario").and_then(Value::as_table);
        let words = scenario.and_then(|scenario| scenario.get("words")).cloned();
        self.document.files.push(ReadFile {
            file,
            path: path.to_owned(),
            words,
        });
        self.tables.push(table);
    }

    /// Checks the format's version, which the top file has to name.
    fn version(&mut self, file: FileId, table: &Table) {
        let place = match table.get("contingent") {
            Some(Value {
                shape: Shape::Integer(FORMAT) | Shape::Broken,
                ..
            }) => return,
            Some(other) => other.span,
            None if !self.open.is_empty() => return,
            None => {
                let finding = Diagnostic::error(code::FORMAT_VERSION, "the line `contingent = 1` is missing");
                self.diagnostics.push(
                    finding
                        .at(Span::new(file, 0..0), "")
                        .help("put it at the top: it says which format the file is written in"),
                );
                return;
            }
        };
        let message = format!("the file names a format that this program does not know; it reads format {FORMAT}");
        self.diagnostics
            .push(Diagnostic::error(code::FORMAT_VERSION, message).at(place, ""));
    }

    fn merge(mut self) {
        let mut overridden = Vec::new();
        let mut merging = Merging {
            overridden: &mut overridden,
            diagnostics: self.diagnostics,
        };
        let mut root = Table::default();
        let last = self.tables.len().saturating_sub(1);
        for (at, mut table) in std::mem::take(&mut self.tables).into_iter().enumerate() {
            if at < last {
                strip_own(&mut table);
            }
            merging.file(&mut root, table);
        }
        settle(&mut root, &mut overridden, self.diagnostics);
        self.document.root = root;
        self.document.overridden = overridden;
    }

    fn report(&mut self, finding: Diagnostic, said: Option<Span>) {
        self.diagnostics.push(match said {
            Some(span) => finding.at(span, ""),
            None => finding,
        });
    }
}

/// Takes out what a file does not hand on to those that extend it.
fn strip_own(table: &mut Table) {
    let strip = |place: &Place, table: &mut Table| {
        let own = |key: &str| place.key(key).is_some_and(|key| key.merge == Merge::Own);
        table.entries.retain(|entry| !own(&entry.key));
    };
    strip(&TOP, table);
    if let Some(Value {
        shape: Shape::Table(scenario),
        ..
    }) = table.get_mut("scenario")
    {
        strip(&SCENARIO, scenario);
    }
}

/// The paths under `extends`, with their places.
fn extended(table: &Table) -> Vec<(String, Span)> {
    let list = table.get("extends").and_then(Value::as_list).unwrap_or(&[]);
    list.iter()
        .filter_map(|one| Some((one.as_text()?.text.clone(), one.span)))
        .collect()
}
