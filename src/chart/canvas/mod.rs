//! Pictures painted: as SVG, where text stays text, or as PNG with the font that comes with the program.
//!
//! Comes in: a picture. Goes out: bytes. Must not know: what is shown.
//!
//! Modules in reading order: [`paint`](mod@paint) (marks as elements of `plotters`), [`svg`](mod@svg) and [`png`](mod@png) (the two backends that it draws on).

mod paint;
pub mod png;
pub mod svg;

pub use png::png;
pub use svg::{Ink, svg};
