//! Formulas: text to a tree with places, errors as data.
//!
//! In: the text of a formula. Out: a tree whose nodes know their place in that text, and the
//! syntax errors. Must not know: the scenario, its names and their types.
//!
//! Reading order: `tree` (what a formula is), `functions` (the register of functions), `lexer` and
//! `letters` (text to tokens), `parser`, `calls` and `cursor` (tokens to a tree), `recover` (hints
//! for habits from elsewhere), `print` (canonical text).

mod calls;
mod cursor;
mod functions;
mod letters;
mod lexer;
mod parser;
mod print;
mod recover;
mod tree;

pub use functions::{FUNCTIONS, Function, FunctionEntry};
pub use parser::{MAX_DEPTH, MAX_NODES, MAX_TEXT, parse};
pub use tree::{BinaryOp, Kind, Node, SyntaxError, Tree, UnaryOp};
