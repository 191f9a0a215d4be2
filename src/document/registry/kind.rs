//! What the registry is made of: places, keys, kinds of values, and how a later file's value meets an earlier one's.

/// A kind of table: the file itself, a section, an element, or a part of one.
#[derive(Debug)]
pub struct Place {
    /// As messages call it, such as `choice`.
    pub name: &'static str,
    /// How it is opened in a file, such as `[choices.ID]`.
    pub header: &'static str,
    /// What it is, as one or two sentences.
    pub doc: &'static str,
    /// Its keys, in groups that several places share.
    pub groups: &'static [&'static [Key]],
    /// The key that a bare value in place of the table sets.
    pub short: Option<&'static str>,
    /// Ways of saying the same that exclude each other: where a later file names another one, what belongs to the earlier is dropped.
    pub ways: &'static [Way],
    /// Keys of like places that are easily mistaken, and the key that is meant here.
    pub synonyms: &'static [(&'static str, &'static str)],
}

/// A key of a place.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// As written.
    pub name: &'static str,
    /// What may stand behind it.
    pub kind: Kind,
    /// What it means, as one sentence.
    pub doc: &'static str,
    /// What holds without it; `required`, or empty where nothing does.
    pub default: &'static str,
    /// A line of TOML that sets it.
    pub example: &'static str,
    /// What a later file's value does to an earlier one's.
    pub merge: Merge,
}

/// One of several ways that exclude each other. The first that an element names is its way.
#[derive(Debug)]
pub struct Way {
    /// The way's keys.
    pub named_by: &'static [&'static str],
    /// What is dropped when a later file names this way and the earlier way was another one.
    pub drops: &'static [&'static str],
}

/// What a later file's value does to an earlier one's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    /// Takes its place.
    Replace,
    /// Tables: key by key.
    ByKey,
    /// Lists of tables: appended; one with the id of an earlier one takes its place.
    ById,
    /// Lists of tables: appended.
    Append,
    /// Is not handed on: each file has its own.
    Own,
}

/// Which ids a section allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ids {
    /// `[a-z][a-z0-9_]*`: formulas can name them.
    Formula,
    /// `[a-z][a-z0-9_-]*`
    Plain,
}

/// What may stand behind a key.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Free text.
    Text,
    /// An element's own id.
    Id,
    /// The id of something else.
    Name,
    /// A list of ids or formulas.
    Names,
    /// One text or a list of texts.
    OneOrMore,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// `true` or `false`.
    Truth,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// A list of numbers.
    Numbers,
    /// A list of just so many numbers.
    Parameters(usize),
    /// A list of just so many numbers or formulas.
    FormulaParameters(usize),
    /// A day, as a TOML date.
    Day,
    /// A day, or a text such as `2022-09` or `2022`.
    DayText,
    /// A formula of type truth; also `true` and `false`.
    TruthFormula,
    /// A formula of type number; also a number.
    NumberFormula,
    /// An assumption's value: a number, a word of the scale, an uncertain value.
    Value,
    /// An expert's value, bare or with its evidence.
    View,
    /// A quantity's value: a number, a formula, a distribution.
    Chance,
    /// A weight without evidence.
    Bare,
    /// A weight, bare or with its evidence.
    Weight,
    /// A table from branches to weights.
    Weights,
    /// A table from branches to weights, or a list of branches.
    Branches,
    /// A branch, or a table from branches to weights.
    Start,
    /// A list of branches, low to high.
    Levels,
    /// A table from branches to numbers.
    Concentrations,
    /// A table from branches to titles.
    Titles,
    /// A table from branches to palette slots.
    Slots,
    /// A list of rows, each a list of cells.
    Rows,
    /// A probability as a number, a pair of numbers, or a word.
    Range,
    /// A table from paths to values.
    Settings,
    /// A branch, a truth or a number.
    Forced,
    /// A table of its own.
    Table(&'static Place),
    /// A table from ids to elements.
    Map(&'static Place, Ids),
    /// A list of tables.
    Tables(&'static Place),
}

impl Place {
    /// All keys, in the order in which the reference lists them.
    pub fn keys(&self) -> impl Iterator<Item = &'static Key> + use<> {
        self.groups.iter().flat_map(|group| group.iter())
    }

    /// The key of this name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys().find(|key| key.name == name)
    }

    /// Its name with the article: `a choice`, `an event`.
    pub fn with_article(&self) -> String {
        let vowel = self.name.starts_with(['a', 'e', 'i', 'o', 'u']);
        format!("{} {}", if vowel { "an" } else { "a" }, self.name)
    }

    /// How messages speak of it: `the file`, `[time]`, `a choice`.
    pub fn subject(&self) -> String {
        match self.header {
            "the top of the file" => "the file".to_owned(),
            header if header.starts_with('[') && !header.contains("ID") && !header.starts_with("[[") => {
                format!("`{header}`")
            }
            _ => self.with_article(),
        }
    }

    /// The place, among [`Place::ways`], of the first way that a table with these keys names.
    pub fn way_of(&self, has: impl Fn(&str) -> bool) -> Option<usize> {
        self.ways.iter().position(|way| way.named_by.iter().any(|key| has(key)))
    }
}

impl Key {
    /// A key without a default, merged as its kind suggests.
    pub const fn new(name: &'static str, kind: Kind, doc: &'static str, example: &'static str) -> Key {
        let merge = match kind {
            Kind::Map(..) | Kind::Table(_) | Kind::Titles | Kind::Slots => Merge::ByKey,
            Kind::Tables(_) => Merge::ById,
            _ => Merge::Replace,
        };
        Key {
            name,
            kind,
            doc,
            default: "",
            example,
            merge,
        }
    }

    /// The same key with what holds without it.
    pub const fn default(self, default: &'static str) -> Key {
        Key { default, ..self }
    }

    /// The same key, which has to be there.
    pub const fn required(self) -> Key {
        self.default("required")
    }

    /// The same key, merged in another way.
    pub const fn merged(self, merge: Merge) -> Key {
        Key { merge, ..self }
    }
}

impl Kind {
    /// What has to stand here, for messages and the reference.
    pub fn words(self) -> String {
        let words = match self {
            Kind::Text => "a text",
            Kind::Id | Kind::Name => "an id in quotes",
            Kind::Names => "a list of texts",
            Kind::OneOrMore => "a text or a list of texts",
            Kind::OneOf(list) => {
                let quoted: Vec<String> = list.iter().map(|word| format!("\"{word}\"")).collect();
                return match quoted.split_last() {
                    Some((last, [])) => last.clone(),
                    Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
                    None => String::new(),
                };
            }
            Kind::Truth => "`true` or `false`",
            Kind::Whole => "a whole number",
            Kind::Number => "a number",
            Kind::Numbers => "a list of numbers",
            Kind::Parameters(count) => return format!("a list of {count} numbers"),
            Kind::FormulaParameters(count) => {
                return format!("a list of {count} numbers or formulas");
            }
            Kind::Day => "a day, without quotes",
            Kind::DayText => "a day, or a month or year in quotes",
            Kind::TruthFormula => "a formula that is true or false",
            Kind::NumberFormula => "a number or a formula",
            Kind::Value => "a number, a word of the scale or an uncertain value",
            Kind::View => "a number, a word of the scale or an uncertain value",
            Kind::Chance => "a number, a formula or a distribution",
            Kind::Bare | Kind::Weight => "a number, a formula, a word or an uncertain value",
            Kind::Weights => "a table of branches and their weights",
            Kind::Branches => "a table of branches and their weights, or a list of branches",
            Kind::Start => "a branch, or a table of branches and their weights",
            Kind::Levels => "a list of levels, low to high",
            Kind::Concentrations => "a table of branches and numbers",
            Kind::Titles => "a table of branches and their titles",
            Kind::Slots => "a table of branches and whole numbers",
            Kind::Rows => "a list of rows, each a list of cells",
            Kind::Range => "a number, a pair of numbers or a word of the scale",
            Kind::Settings => "a table of paths in quotes and values",
            Kind::Forced => "a branch, `true`, `false` or a number",
            Kind::Table(_) => "a table",
            Kind::Map(..) => "a table of ids",
            Kind::Tables(_) => "a list of tables",
        };
        words.to_owned()
    }
}
