//! What a figure is: pure data from a record, which can be drawn at any size, and told as a table.

use super::canvas::{Ink, png, svg};
use super::scene::Picture;
use super::sheet::Sheet;
use super::table::Table;
use super::theme::Theme;

/// The kinds of charts: one vocabulary for files, options and headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// How likely is each answer?
    Outcomes,
    /// When?
    Timeline,
    /// How does the situation drift?
    States,
    /// How does one get there?
    Paths,
    /// What separates the worlds where it happens?
    Drivers,
    /// How much?
    Quantity,
    /// Are there enough trials?
    Convergence,
    /// What influences what?
    Map,
    /// What does each of several alternatives change?
    Overview,
    /// What did the change change?
    Compare,
    /// Where do the trials first part?
    Partings,
    /// Where does it tip?
    Sweep,
    /// Where does it tip, of two values?
    SweepMap,
    /// How much, as a value moves?
    SweepQuantity,
}

impl Kind {
    /// All of them, in the order of a page.
    pub const ALL: &[Kind] = &[
        Kind::Outcomes,
        Kind::Timeline,
        Kind::States,
        Kind::Paths,
        Kind::Drivers,
        Kind::Quantity,
        Kind::Convergence,
        Kind::Map,
        Kind::Overview,
        Kind::Compare,
        Kind::Partings,
        Kind::Sweep,
        Kind::SweepMap,
        Kind::SweepQuantity,
    ];

    /// Its name, as `--only` and file names have it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Outcomes => "outcomes",
            Kind::Timeline => "timeline",
            Kind::States => "states",
            Kind::Paths => "paths",
            Kind::Drivers => "drivers",
            Kind::Quantity => "quantity",
            Kind::Convergence => "convergence",
            Kind::Map => "map",
            Kind::Overview => "overview",
            Kind::Compare => "compare",
            Kind::Partings => "partings",
            Kind::Sweep => "sweep",
            Kind::SweepMap => "sweep-map",
            Kind::SweepQuantity => "sweep-quantity",
        }
    }

    /// What it answers.
    pub fn question(self) -> &'static str {
        match self {
            Kind::Outcomes => "How likely is each answer?",
            Kind::Timeline => "When?",
            Kind::States => "How does the situation drift?",
            Kind::Paths => "How does one get there?",
            Kind::Drivers => "What separates the worlds where it happens?",
            Kind::Quantity => "How much?",
            Kind::Convergence => "Are there enough trials?",
            Kind::Map => "What influences what?",
            Kind::Overview => "What does each of several sides change?",
            Kind::Compare => "What did the change change?",
            Kind::Partings => "Where do the trials first part?",
            Kind::Sweep => "Of a sweep: where does it tip?",
            Kind::SweepMap => "Of a sweep of two values: where does it tip?",
            Kind::SweepQuantity => "Of a sweep: how much, as the value moves?",
        }
    }
}

/// How a figure is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// In px; below 560 the slim form. The height follows from what is shown.
    pub width: f64,
    /// Light or dark; a page knows both.
    pub theme: Theme,
    /// With what around it.
    pub frame: Frame,
}

/// What stands around the plot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// A file that stands alone: title, subtitle, footer, paper.
    File,
    /// Part of a page, which says title and subtitle itself and colours by classes.
    Page,
}

/// The width of a picture that stands alone, in px.
pub const FILE_WIDTH: f64 = 900.0;

impl Default for Look {
    fn default() -> Look {
        Look {
            width: FILE_WIDTH,
            theme: Theme::Light,
            frame: Frame::File,
        }
    }
}

/// What is said around every picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// A question.
    pub title: String,
    /// What is shown; trials; conditions.
    pub shown: String,
    /// The numbers in a sentence, for those who cannot see the picture.
    pub description: String,
    /// Scenario, seed, run.
    pub footer: String,
}

/// Something that can be drawn on a sheet of any width. Charts are plain data and implement this.
pub trait Plot: std::fmt::Debug + Send + Sync {
    /// Composes the plot below the head.
    fn compose(&self, sheet: &mut Sheet);
    /// The narrowest form that can be read, in px: a narrower page scrolls sideways.
    fn least_width(&self) -> f64 {
        0.0
    }
}

/// A figure.
#[derive(Debug)]
pub struct Figure {
    /// Which chart it is.
    pub kind: Kind,
    /// Unique among the figures of a record, and a file name: `outcomes`, `states-troops`.
    pub id: String,
    /// What is said around it.
    pub head: Head,
    /// How to read it, in a sentence or two.
    pub reading: String,
    /// Its numbers.
    pub table: Table,
    /// What it draws.
    pub plot: Box<dyn Plot>,
}

impl Figure {
    /// Composes it; a plot that cannot be made so narrow is as wide as it must be.
    pub fn picture(&self, look: &Look) -> Picture {
        let look = Look {
            width: look.width.max(self.plot.least_width()),
            ..*look
        };
        let mut sheet = Sheet::begin(&self.head, &look);
        self.plot.compose(&mut sheet);
        sheet.finish(&self.head, &self.id)
    }

    /// As SVG.
    pub fn svg(&self, look: &Look) -> String {
        let ink = match look.frame {
            Frame::File => Ink::Fixed(look.theme),
            Frame::Page => Ink::Classes,
        };
        svg(&self.picture(look), ink)
    }

    /// As PNG at so many pixels a px. None where it would be too large to hold.
    pub fn png(&self, look: &Look, scale: f64) -> Option<Vec<u8>> {
        png(&self.picture(look), look.theme, scale)
    }

    /// Its numbers as CSV.
    pub fn csv(&self) -> Vec<u8> {
        self.table.csv()
    }
}
