//! An interpreter of scenario files that shares no code with the library.
pub mod draw;
pub mod exact;
pub mod formula;
pub mod lookup;
pub mod order;
pub mod read;
pub mod rules;
pub mod scenario;
pub mod tree;
pub mod values;
pub mod walk;

pub mod draft;
pub mod features;
pub mod generate;
pub mod print;

mod closed_forms;
mod matters;

pub use exact::Exact;
pub use read::Options;
pub use walk::enumerate;
