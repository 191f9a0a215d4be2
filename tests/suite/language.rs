//! Holds `docs/language.md` to the program: every example runs, and every rule has a test that fails under the other reading.
mod examples;
mod reading;
mod rules;
