//! A document read as a model: the passes in their order.

use crate::document::Document;
use crate::model::change::note_changes;
use crate::model::element::Model;
use crate::source::Diagnostics;

use super::alternative::Acted;
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
    let experts = reader.experts(&outline.experts);
    let sources = reader.sources(&outline.sources);
    let actors = reader.actors(&outline.actors);
    for entry in &outline.assumptions {
        let assumption = reader.assumption(entry);
        reader.assumptions.push(assumption);
    }
    let conditions: Vec<_> = outline.conditions.iter().map(|entry| reader.condition(entry)).collect();
    let variables: Vec<_> = outline.variables.iter().map(|sketch| reader.variable(sketch)).collect();
    let mut quantities: Vec<_> = outline.quantities.iter().map(|element| reader.quantity(element)).collect();
    note_changes(&mut quantities, &variables, &conditions);
    reader.check_once(&outline.quantities, &quantities);
    let mut lucks = Vec::new();
    lucks.extend(variables.iter().map(|v| (v.name.id.as_str(), v.luck.as_str(), v.name.span)));
    lucks.extend(quantities.iter().map(|q| (q.name.id.as_str(), q.luck.as_str(), q.name.span)));
    reader.check_luck(&lucks);
    let questions = reader.questions(&outline.questions, &quantities);
    let acted = Acted {
        variables: &variables,
        quantities: &quantities,
        questions: &questions,
    };
    let alternatives = reader.alternatives(&outline.alternatives, acted);
    let claims = reader.claims(&outline.claims, &questions);
    reader.check_hindsight(&sources, &claims);
    let expectations = reader.expectations(&questions);
    let assumptions = std::mem::take(&mut reader.assumptions);
    let correlations = reader.correlations(&assumptions);
    if sources.is_empty() && !claims.is_empty() {
        return None;
    }
    Some(Model {
        id: document.id.clone(),
        title: header.title,
        question: header.question,
        as_of: header.as_of,
        words: header.words,
        calendar: reader.calendar,
        sources,
        claims,
        experts,
        actors,
        assumptions,
        conditions,
        variables,
        quantities,
        questions,
        alternatives,
        expectations,
        correlations,
        holes: reader.holes,
    })
}
