//! The schema of `sweep.json`: committed as it is, and every record keeps to it.

use contingent::record::sweep::schema::{schema, schema_text};

#[test]
fn the_committed_schema_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/sweep.schema.json");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, schema_text()).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(path).unwrap_or_default(),
        schema_text(),
        "run with UPDATE=1 to write it anew"
    );
    assert!(schema()["definitions"]["share"].is_object());
}
