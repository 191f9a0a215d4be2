//! `explain`: where a number comes from, what stands behind it, who uses it.

use crate::document::Document;
use crate::model::{AmountKind, Evidence, ForcedValue, Model, Name};
use crate::record::place;
use crate::record::readings::{Mention, mentions, path_of, readings};
use crate::source::{Diagnostic, Span, code, quoted, suggest};
use crate::study::Prepared;

use super::arguments::ExplainArguments;
use super::outcome::Failure;
use super::output::Output;
use super::scenario::{Opened, open, show_one};
use super::wrap::wrap;

/// Explains an element.
///
/// # Errors
/// The scenario is wrong, or has no such element.
pub fn explain(asked: &ExplainArguments, output: &Output) -> Result<(), Failure> {
    let Opened { prepared, .. } = open(&asked.file, &asked.changes, output)?;
    let elements = elements(&prepared.model);
    let wanted = asked.id.trim();
    let found: Vec<&Element> = elements
        .iter()
        .filter(|element| {
            element.path == wanted || element.name.id == wanted || wanted.starts_with(&format!("{}.", element.path))
        })
        .collect();
    if found.is_empty() {
        let names = elements
            .iter()
            .flat_map(|element| [element.name.id.as_str(), element.path.as_str()]);
        let finding = Diagnostic::error(
            code::UNKNOWN_ID,
            format!("the scenario has no element {}", quoted(wanted)),
        );
        let finding = match suggest(wanted, names) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding.help("`contingent inspect FILE --stage model` lists all elements"),
        };
        return Err(show_one(&prepared.document.sources, finding, output));
    }
    let mut out = String::new();
    for (at, element) in found.into_iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let mut page = Page {
            prepared: &prepared,
            room: output.width.clamp(64, 100),
            colour: output.colour,
            out: String::new(),
        };
        page.element(element);
        out.push_str(&page.out);
    }
    output.print(&out)
}

struct Element<'m> {
    path: String,
    name: &'m Name,
    /// Where the value that counts stands, if it has one of its own.
    value: Option<Span>,
    evidence: Vec<&'m Evidence>,
}

fn elements(model: &Model) -> Vec<Element<'_>> {
    let mut list = Vec::new();
    let mut push = |path: String, name, value, evidence: Vec<_>| {
        list.push(Element {
            path,
            name,
            value,
            evidence,
        })
    };
    for one in &model.assumptions {
        let mut evidence = vec![&one.name.evidence, &one.value.evidence];
        if let AmountKind::Experts { views, .. } = &one.value.kind {
            evidence.extend(views.iter().map(|(_, view)| &view.evidence));
        }
        push(
            format!("assumptions.{}", one.name.id),
            &one.name,
            Some(one.value.span),
            evidence,
        );
    }
    for one in &model.conditions {
        push(
            format!("conditions.{}", one.name.id),
            &one.name,
            Some(one.truth.span),
            vec![&one.name.evidence],
        );
    }
    for one in &model.variables {
        let factors = one.factors.iter().map(|factor| &factor.name.evidence);
        let parts = one.cases.iter().map(|case| &case.name.evidence).chain(factors);
        let evidence = std::iter::once(&one.name.evidence).chain(parts).collect();
        push(path_of(one), &one.name, None, evidence);
    }
    let mut plain = |section: &str, name| {
        let Name { id, evidence, .. }: &Name = name;
        push(format!("{section}.{id}"), name, None, vec![evidence]);
    };
    model.quantities.iter().for_each(|one| plain("quantities", &one.name));
    model.questions.iter().for_each(|one| plain("questions", &one.name));
    model
        .alternatives
        .iter()
        .for_each(|one| plain("alternatives", &one.name));
    model.claims.iter().for_each(|one| plain("claims", &one.name));
    model.sources.iter().for_each(|one| plain("sources", &one.name));
    model.experts.iter().for_each(|one| plain("experts", &one.name));
    model.actors.iter().for_each(|one| plain("actors", &one.name));
    list
}

struct Page<'a> {
    prepared: &'a Prepared,
    room: usize,
    colour: bool,
    out: String,
}

impl Page<'_> {
    fn line(&mut self, text: &str, indent: usize) {
        let lead = " ".repeat(indent);
        for line in wrap(text, self.room - indent, 2) {
            self.out.push_str(&format!("{lead}{line}\n"));
        }
    }

    fn heading(&mut self, text: &str) {
        let text = if self.colour {
            format!("\u{1b}[1m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        };
        self.out.push_str(&format!("\n{text}\n"));
    }

    fn element(&mut self, element: &Element) {
        let (document, model) = (&self.prepared.document, &self.prepared.model);
        let title = element
            .name
            .title
            .clone()
            .map(|title| format!("  {title}"))
            .unwrap_or_default();
        self.line(&format!("{}{title}", element.path), 0);
        self.line(&format!("defined at {}", place(document, element.name.span)), 2);
        self.value(element);
        self.replaced(document, &element.path);
        self.forced(&element.name.id);
        self.claims(element);
        if let Some(claim) = model
            .claim(&element.name.id)
            .filter(|_| element.path.starts_with("claims."))
        {
            let source = model
                .sources
                .get(claim.source.at())
                .map(|source| source.name.title_or_id())
                .unwrap_or_default();
            self.line(
                &format!(
                    "{}: {}",
                    claim.who.clone().unwrap_or_else(|| "it".to_owned()),
                    claim.says
                ),
                2,
            );
            self.line(&format!("source: {source}"), 2);
        }
        self.users(element);
    }

    fn value(&mut self, element: &Element) {
        let (document, model) = (&self.prepared.document, &self.prepared.model);
        if let Some(span) = element.value {
            let text = document
                .sources
                .slice(span)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            self.line(&format!("value {text}  ({})", place(document, span)), 2);
        }
        let Some(assumption) = model
            .assumption(&element.name.id)
            .filter(|_| element.path.starts_with("assumptions."))
        else {
            return;
        };
        let number = assumption.value.point(&model.expert_weights()).unwrap_or(0.0);
        let mut text = format!("this run takes {}", crate::stats::print_number(number, 0.0));
        if assumption.value.is_doubtful() {
            text.push_str(", the mean of what is uncertain");
        }
        if let (Some(period), Some(calendar)) = (assumption.per, &model.calendar) {
            let step = crate::model::per_step(number, calendar.unit(), period);
            let step = crate::stats::print_number(step, step.abs() / 1000.0);
            text.push_str(&format!(
                " over a {}, {step} over a {}",
                period.word(),
                calendar.unit().word()
            ));
        }
        self.line(&text, 2);
    }

    /// What gave way to what stands now.
    fn replaced(&mut self, document: &Document, path: &str) {
        let below = format!("{path}.");
        let mut lines = Vec::new();
        for one in document
            .overridden
            .iter()
            .filter(|one| one.path == path || one.path.starts_with(&below))
        {
            let text = |span: Span| {
                document
                    .sources
                    .slice(span)
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            lines.push(format!(
                "{}: {} ({}) replaces {} ({})",
                one.path,
                text(one.new),
                place(document, one.new),
                text(one.old),
                place(document, one.old)
            ));
        }
        if !lines.is_empty() {
            self.heading("what gave way");
            lines.iter().for_each(|line| self.line(line, 2));
        }
    }

    fn forced(&mut self, id: &str) {
        let model = &self.prepared.model;
        let is_it = |what: &ForcedValue| match what {
            ForcedValue::Branch(variable, _) => model.variables.get(variable.at()).is_some_and(|one| one.name.id == id),
            ForcedValue::Number(quantity, _) => {
                model.quantities.get(quantity.at()).is_some_and(|one| one.name.id == id)
            }
        };
        if self.prepared.changes.force.iter().any(|force| is_it(&force.what)) {
            self.line("its draw is replaced in this run", 2);
        }
    }

    fn claims(&mut self, element: &Element) {
        let model = &self.prepared.model;
        for (title, pick) in [
            (
                "what supports it",
                (|one: &Evidence| one.because.clone()) as fn(&Evidence) -> Vec<_>,
            ),
            ("what speaks against it", |one: &Evidence| one.despite.clone()),
        ] {
            let mut ids: Vec<_> = element.evidence.iter().flat_map(|one| pick(one)).collect();
            ids.sort();
            ids.dedup();
            if ids.is_empty() {
                continue;
            }
            self.heading(title);
            for claim in ids.iter().filter_map(|id| model.claims.get(id.at())) {
                let source = model.sources.get(claim.source.at());
                let source = source.map(|source| source.name.title_or_id()).unwrap_or_default();
                let at = claim.place.as_ref().map(|at| format!(", {at}")).unwrap_or_default();
                let who = claim.who.as_ref().map(|who| format!(" ({who})")).unwrap_or_default();
                self.line(&format!("{}{who}: {}", claim.name.id, claim.says), 2);
                self.line(&format!("{source}{at}"), 6);
            }
        }
        let notes: Vec<String> = element.evidence.iter().filter_map(|one| one.note.clone()).collect();
        if !notes.is_empty() {
            self.heading("the author's notes");
            notes.iter().for_each(|note| self.line(note, 2));
        }
        if element.evidence.iter().any(|one| one.for_another_value) {
            self.line("the claims were given for another value", 2);
        }
    }

    fn users(&mut self, element: &Element) {
        let model = &self.prepared.model;
        let id = &element.name.id;
        let is_it = |mention: &Mention| {
            let (section, name) = match mention {
                Mention::Variable(at) => ("", model.variables.get(at.at()).map(|one| &one.name.id)),
                Mention::Quantity(at) => ("quantities.", model.quantities.get(at.at()).map(|one| &one.name.id)),
                Mention::Assumption(at) => ("assumptions.", model.assumptions.get(at.at()).map(|one| &one.name.id)),
                Mention::Condition(at) => ("conditions.", model.conditions.get(at.at()).map(|one| &one.name.id)),
            };
            let fits = match section {
                "" => element.path.starts_with("choices.") || element.path.starts_with("events."),
                section => element.path.starts_with(section),
            };
            fits && name == Some(id)
        };
        let mut users: Vec<String> = Vec::new();
        let mut reads: Vec<String> = Vec::new();
        for reading in readings(model) {
            let own = reading.reader == *id || reading.reader == element.path;
            mentions(model, &reading.formula.term, false, &mut |mention, _| {
                let user = &reading.reader;
                if is_it(&mention) && !own && !users.contains(user) {
                    users.push(user.clone());
                }
                if own && !is_it(&mention) {
                    let name = name_of(model, mention);
                    if !reads.contains(&name) {
                        reads.push(name);
                    }
                }
            });
        }
        for (title, list) in [("what it reads", reads), ("who uses it", users)] {
            if !list.is_empty() {
                self.heading(title);
                self.line(&list.join(", "), 2);
            }
        }
    }
}

fn name_of(model: &Model, mention: Mention) -> String {
    let name = match mention {
        Mention::Variable(at) => model.variables.get(at.at()).map(|one| &one.name),
        Mention::Quantity(at) => model.quantities.get(at.at()).map(|one| &one.name),
        Mention::Assumption(at) => model.assumptions.get(at.at()).map(|one| &one.name),
        Mention::Condition(at) => model.conditions.get(at.at()).map(|one| &one.name),
    };
    name.map(|name| name.id.clone()).unwrap_or_default()
}
