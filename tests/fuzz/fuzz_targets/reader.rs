//! Any text is read into a document, with findings that can be shown in every way, and never a panic.
#![no_main]

use contingent::document::Document;
use contingent::source::{Style, render, render_short, to_json};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (document, mut diagnostics) = Document::from_text("fuzz.toml", text);
    diagnostics.sort();
    diagnostics.cap(20);
    let _ = render(&document.sources, &diagnostics, Style::Plain, 80);
    let _ = render_short(&document.sources, &diagnostics);
    let _ = to_json(&document.sources, &diagnostics);
});
