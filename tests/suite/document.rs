//! Tests of the room `document`.

use contingent::document::Document;

#[test]
fn deep_nesting_is_refused_before_the_parser_sees_it() {
    let many = 100_000;
    for text in [
        "[".repeat(many),
        format!("a = {}", "[".repeat(many)),
        format!("{}b = 1", "a.".repeat(many)),
        format!("[{}b]", "a.".repeat(many)),
        "a = {".repeat(many),
    ] {
        let (_, diagnostics) = Document::from_text("deep.toml", &text);
        assert!(diagnostics.has_errors());
    }
}
