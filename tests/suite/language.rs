//! Holds `docs/language.md` to the program: every example runs, and every rule has a test that fails under the other reading.
#![allow(
    clippy::disallowed_methods,
    reason = "expected values are worked out independently of the library"
)]

mod examples;
mod reading;
mod rules;
