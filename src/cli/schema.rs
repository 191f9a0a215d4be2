//! `schema`: what editors and other programs need to know of the formats.

use super::arguments::SchemaOf;
use super::outcome::Failure;
use super::output::Output;

/// Prints a JSON Schema.
///
/// # Errors
/// It cannot be printed.
pub fn schema(of: SchemaOf, output: &Output) -> Result<(), Failure> {
    match of {
        SchemaOf::Scenario => output.print(&crate::document::schema::schema_text()),
        SchemaOf::Sweep => output.print(&crate::record::sweep::schema::schema_text()),
        SchemaOf::Run => output.print(&crate::record::schema::schema_text()),
        SchemaOf::Comparison => output.print(&crate::record::comparison::schema_text()),
    }
}
