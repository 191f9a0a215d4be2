//! Charts: a record as figures, drawn at any size as SVG or PNG, told as tables.
//!
//! Comes in: a run record. Goes out: figures (pure data), their pictures and tables. Must not know: engines, files, pages.
//!
//! Modules in reading order: [`figure`] (what a figure is, how it is drawn), [`theme`] (the look in one place), [`letters`] (text measured),
//! [`scene`] (a picture as marks), [`sheet`] (a picture in the making), [`axis`] (places for numbers), [`table`] (numbers beside a picture),
//! [`canvas`] (pictures painted), [`said`] (what stands around every figure); then a module for each chart: [`outcomes`];
//! [`all`](mod@all) (the figures of a record).

pub mod all;
pub mod axis;
pub mod canvas;
pub mod figure;
pub mod letters;
pub mod outcomes;
pub mod said;
pub mod scene;
pub mod sheet;
pub mod table;
pub mod theme;

pub use all::figures;
pub use figure::{FILE_WIDTH, Figure, Frame, Head, Kind, Look, Plot};
pub use scene::Picture;
pub use table::{Align, Cell, Column, Table};
pub use theme::{Theme, tokens};
