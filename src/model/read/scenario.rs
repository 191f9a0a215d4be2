//! A document read as a model: the passes in their order.

use crate::document::Document;
use crate::model::change::note_changes;
use crate::model::element::Model;
use crate::source::Diagnostics;

use super::reader::Reader;

/// Reads what a document means. Every problem is reported, with its place and a remedy; reading never stops at the first.
///
/// What could not be read has something in its place, and [`Model::holes`] says so; nothing is to be run while there are errors. `None`
/// only where a section is larger than allowed, or claims have no source to belong to.
pub fn read(document: &Document, diagnostics: &mut Diagnostics) -> Option<Model> {
    let mut reader = Reader::new(document, diagnostics);
    reader.time();
    let header = reader.header();
    reader.as_of = header.as_of;
    let outline = reader.outline();
    if outline.too_large {
        return None;
    }
    for entry in &outline.assumptions {
        let assumption = reader.assumption(entry);
        reader.assumptions.push(assumption);
    }
    let mut model = Model {
        id: document.id.clone(),
        title: header.title,
        question: header.question,
        as_of: header.as_of,
        words: header.words,
        calendar: reader.calendar,
        experts: reader.experts(&outline.experts),
        sources: reader.sources(&outline.sources),
        actors: reader.actors(&outline.actors),
        claims: Vec::new(),
        assumptions: reader.assumptions.clone(),
        conditions: outline.conditions.iter().map(|entry| reader.condition(entry)).collect(),
        variables: outline.variables.iter().map(|sketch| reader.variable(sketch)).collect(),
        quantities: outline
            .quantities
            .iter()
            .map(|element| reader.quantity(element))
            .collect(),
        questions: Vec::new(),
        alternatives: Vec::new(),
        expectations: Vec::new(),
        correlations: reader.correlations(),
        report: reader.asked_of_report(),
        holes: false,
    };
    note_changes(&mut model.quantities, &model.variables, &model.conditions);
    reader.check_once(&outline.quantities, &model.quantities);
    reader.check_luck(&model);
    model.questions = reader.questions(&outline.questions, &model.quantities);
    model.alternatives = reader.alternatives(&outline.alternatives, &model);
    model.claims = reader.claims(&outline.claims, &model.questions);
    model.expectations = reader.expectations(&model.questions);
    reader.check_hindsight(&model.sources, &model.claims);
    model.holes = reader.holes;
    // A claim without a source has the first in its place; where there is none, there is no model.
    let homeless = model.sources.is_empty() && !model.claims.is_empty();
    (!homeless).then_some(model)
}
