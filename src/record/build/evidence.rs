//! Sources, claims, experts, actors and assumptions of a record.

use crate::model::per_step;
use crate::model::{Amount, AmountKind, Assumption, ClaimId, Evidence as Cited, Model, Name};
use crate::record::numbers::number_groups;
use crate::record::ordered::Ordered;
use crate::record::readings::{Mention, mentions, path_of, readings};
use crate::record::shape::{
    ActorShown, AssumptionShown, ClaimShown, Evidence, ExpertShown, Judgements, SourceShown, ValueShown, ViewShown,
};

use super::shares::Counting;
use super::{Ran, claims, place};

/// What the numbers of the scenario rest on.
pub fn evidence(ran: &Ran, counting: &Counting) -> Evidence {
    let model = ran.model;
    let (because_of, against) = citations(model);
    let mut shown = Evidence {
        judgements: judgements(model),
        ..Evidence::default()
    };
    for source in &model.sources {
        let one = SourceShown {
            title: source.name.title_or_id(),
            publisher: source.publisher.clone(),
            author: source.author.clone(),
            date: source.date.clone(),
            url: source.url.clone(),
            retrieved: source.retrieved.clone(),
            grade: source.grade.clone(),
        };
        shown.sources.push(source.name.id.clone(), one);
    }
    for (at, claim) in model.claims.iter().enumerate() {
        let expects = claim
            .expects
            .as_ref()
            .and_then(|one| claims::expects(ran, counting, one));
        if claim.expects.is_some() && expects.is_none() {
            shown.skipped.push(claim.name.id.clone());
        }
        let one = ClaimShown {
            source: model
                .sources
                .get(claim.source.at())
                .map(|source| source.name.id.clone())
                .unwrap_or_default(),
            place: claim.place.clone(),
            who: claim.who.clone(),
            says: claim.says.clone(),
            expects,
            because_of: because_of.get(at).cloned().unwrap_or_default(),
            against: against.get(at).cloned().unwrap_or_default(),
            at: place(ran.document, claim.name.span),
        };
        shown.claims.push(claim.name.id.clone(), one);
    }
    for expert in &model.experts {
        let one = ExpertShown {
            name: expert.name.title_or_id(),
            weight: expert.weight,
        };
        shown.experts.push(expert.name.id.clone(), one);
    }
    for actor in &model.actors {
        shown.actors.push(
            actor.name.id.clone(),
            ActorShown {
                name: actor.name.title_or_id(),
            },
        );
    }
    let users = users(model);
    for (assumption, used_by) in model.assumptions.iter().zip(users) {
        shown
            .assumptions
            .push(assumption.name.id.clone(), shown_assumption(ran, assumption, used_by));
    }
    shown
}

fn shown_assumption(ran: &Ran, assumption: &Assumption, used_by: Vec<String>) -> AssumptionShown {
    let model = ran.model;
    let (name, amount) = (&assumption.name, &assumption.value);
    let value = ValueShown {
        number: number_used(ran, assumption),
        ..value(ran, amount)
    };
    let mut because = ids(model, &name.evidence.because);
    because.extend(ids(model, &amount.evidence.because));
    let mut despite = ids(model, &name.evidence.despite);
    despite.extend(ids(model, &amount.evidence.despite));
    let mut experts = Ordered::default();
    if let AmountKind::Experts { views, .. } = &amount.kind {
        for (expert, view) in views {
            let id = model
                .experts
                .get(expert.at())
                .map(|expert| expert.name.id.clone())
                .unwrap_or_default();
            experts.push(
                id,
                ViewShown {
                    value: self::value(ran, view),
                    because: ids(model, &view.evidence.because),
                },
            );
        }
    }
    let per_step = match (assumption.per, &model.calendar) {
        (Some(period), Some(calendar)) => Some(per_step(value.number, calendar.unit(), period)),
        _ => None,
    };
    AssumptionShown {
        title: name.title_or_id(),
        per: assumption.per.map(|period| period.word().to_owned()),
        per_step,
        doubt: amount.is_doubtful(),
        experts,
        because,
        despite,
        note: name.evidence.note.clone().or_else(|| amount.evidence.note.clone()),
        for_another_value: name.evidence.for_another_value || amount.evidence.for_another_value,
        used_by,
        at: place(ran.document, amount.span),
        value,
    }
}

/// The number that stood for an assumption: the believed expert's, where one was and spoke.
fn number_used(ran: &Ran, assumption: &Assumption) -> f64 {
    let weights = ran.model.expert_weights();
    let believed = match (&assumption.value.kind, ran.changes.believe, assumption.pool) {
        (AmountKind::Experts { views, .. }, Some(believed), None) => {
            views.iter().find(|(expert, _)| *expert == believed)
        }
        _ => None,
    };
    let amount = believed.map_or(&assumption.value, |(_, view)| view);
    amount.point(&weights).unwrap_or(0.0)
}

fn value(ran: &Ran, amount: &Amount) -> ValueShown {
    let (text, range) = match &amount.kind {
        AmountKind::Word { word, low, high } => (word.clone(), Some([*low, *high])),
        AmountKind::Strength { words, low, high } => (words.clone(), Some([*low, *high])),
        _ => (one_line(ran.document.sources.slice(amount.span)), None),
    };
    ValueShown {
        text,
        number: amount.point(&ran.model.expert_weights()).unwrap_or(0.0),
        range,
    }
}

/// Scenario text with runs of blanks as one.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn ids(model: &Model, claims: &[ClaimId]) -> Vec<String> {
    claims
        .iter()
        .filter_map(|claim| Some(model.claims.get(claim.at())?.name.id.clone()))
        .collect()
}

/// For each assumption the elements that read it, through conditions too.
fn users(model: &Model) -> Vec<Vec<String>> {
    let mut list: Vec<Vec<String>> = vec![Vec::new(); model.assumptions.len()];
    for reading in readings(model) {
        mentions(model, &reading.formula.term, false, &mut |mention, _| {
            if let Mention::Assumption(id) = mention
                && let Some(users) = list.get_mut(id.at())
                && !users.contains(&reading.reader)
            {
                users.push(reading.reader.clone());
            }
        });
    }
    list
}

/// For each claim the elements that it supports, and those that it speaks against.
fn citations(model: &Model) -> (Vec<Vec<String>>, Vec<Vec<String>>) {
    let mut lists = (
        vec![Vec::new(); model.claims.len()],
        vec![Vec::new(); model.claims.len()],
    );
    let mut cite = |path: &str, evidence: &Cited| {
        let (because_of, against) = &mut lists;
        for (claims, list) in [(&evidence.because, because_of), (&evidence.despite, against)] {
            for claim in claims {
                if let Some(paths) = list
                    .get_mut(claim.at())
                    .filter(|paths| !paths.iter().any(|one| one == path))
                {
                    paths.push(path.to_owned());
                }
            }
        }
    };
    let mut name = |path: &str, name: &Name| cite(path, &name.evidence);
    for condition in &model.conditions {
        name(&format!("conditions.{}", condition.name.id), &condition.name);
    }
    for assumption in &model.assumptions {
        name(&format!("assumptions.{}", assumption.name.id), &assumption.name);
    }
    for variable in &model.variables {
        let path = path_of(variable);
        name(&path, &variable.name);
        for (i, case) in variable.cases.iter().enumerate() {
            name(
                &format!("{path}.case.{}", case.id.clone().unwrap_or_else(|| (i + 1).to_string())),
                &case.name,
            );
        }
        for (i, factor) in variable.factors.iter().enumerate() {
            name(
                &format!(
                    "{path}.factor.{}",
                    factor.id.clone().unwrap_or_else(|| (i + 1).to_string())
                ),
                &factor.name,
            );
        }
    }
    for quantity in &model.quantities {
        name(&format!("quantities.{}", quantity.name.id), &quantity.name);
    }
    for question in &model.questions {
        name(&format!("questions.{}", question.name.id), &question.name);
    }
    for alternative in &model.alternatives {
        name(&format!("alternatives.{}", alternative.name.id), &alternative.name);
    }
    for group in number_groups(model) {
        for amount in group.amounts {
            cite(&group.path, &amount.evidence);
            if let AmountKind::Experts { views, .. } = &amount.kind {
                views.iter().for_each(|(_, view)| cite(&group.path, &view.evidence));
            }
        }
    }
    lists
}

fn judgements(model: &Model) -> Judgements {
    let groups: Vec<_> = number_groups(model)
        .into_iter()
        .filter(|group| group.has_number)
        .collect();
    Judgements {
        numbers: groups.len() as u64,
        without_claim: groups
            .into_iter()
            .filter(|group| !group.has_claim)
            .map(|group| group.path)
            .collect(),
    }
}
