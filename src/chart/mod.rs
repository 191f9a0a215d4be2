//! Charts: a record as figures, drawn at any size as SVG or PNG, told as tables.
//!
//! Comes in: the record of a run or of a comparison. Goes out: figures (pure data), their pictures and tables. Must not know: engines, files, pages.
//!
//! Modules in reading order: [`figure`] (what a figure is, how it is drawn), [`theme`] (the look in one place), [`letters`] (text measured),
//! [`scene`] (a picture as marks), [`sheet`] (a picture in the making), [`axis`] (places for numbers), [`apart`] (labels moved apart), [`free`] (labels that keep clear),
//! [`table`] (numbers beside a picture), [`canvas`] (pictures painted), [`said`] (what stands around every figure); then a module for each
//! chart: [`outcomes`], [`timeline`], [`states`], [`paths`], [`drivers`], [`quantity`], [`convergence`], [`map`], and [`sweep`] (those of a
//! sweep); [`all`](mod@all) (the figures of a record); [`compare`](mod@compare) (those of a comparison).

pub mod all;
pub mod apart;
pub mod axis;
pub mod canvas;
pub mod compare;
pub mod convergence;
pub mod drivers;
pub mod figure;
pub mod free;
pub mod letters;
pub mod map;
pub mod outcomes;
pub mod paths;
pub mod quantity;
pub mod said;
pub mod scene;
pub mod sheet;
pub mod states;
pub mod sweep;
pub mod table;
pub mod theme;
pub mod timeline;

pub use all::figures;
pub use figure::{FILE_WIDTH, Figure, Frame, Head, Kind, Look, Plot};
pub use scene::Picture;
pub use table::{Align, Cell, Column, Table};
pub use theme::{Theme, tokens};
