//! The tables of a record as CSV, for R, pandas and spreadsheets.

use super::shape::{NumberAtStep, QuestionResult, RunRecord, Share};

/// Each answer: id, answer, title, estimate, interval, counts, word; of numbers each estimate.
pub fn questions(record: &RunRecord) -> Vec<u8> {
    let mut table = Table::new(&[
        "question", "answer", "title", "value", "low", "high", "k", "n", "printed", "word",
    ]);
    for (id, question) in record.questions.iter() {
        match &question.result {
            QuestionResult::Yes { answers, .. } | QuestionResult::Cases { answers, .. } => {
                for (answer, shown) in answers.iter() {
                    let title = match &question.result {
                        QuestionResult::Yes { .. } => question.title.clone(),
                        _ => format!("{}: {}", question.title, shown.title),
                    };
                    share(&mut table, id, answer, &title, &shown.share);
                }
            }
            QuestionResult::Number(number) => {
                let mean = number.mean.iter().map(|one| ("mean".to_owned(), one));
                let sd = number.sd.iter().map(|one| ("sd".to_owned(), one));
                let quantiles = number.quantiles.iter().map(|(q, one)| (format!("quantile {q}"), one));
                for (name, one) in mean.chain(sd).chain(quantiles) {
                    let (low, high) = (optional(one.low), optional(one.high));
                    let n = record.found.kept.k.to_string();
                    table.row([
                        id,
                        &name,
                        &question.title,
                        &one.value.to_string(),
                        &low,
                        &high,
                        "",
                        &n,
                        &one.printed,
                        "",
                    ]);
                }
                for (threshold, one) in number.exceeds.iter() {
                    share(&mut table, id, &format!("over {threshold}"), &question.title, one);
                }
            }
        }
    }
    table.bytes()
}

/// Each step of each yes/no and cases question: the share of each answer, and its interval.
pub fn steps(record: &RunRecord) -> Vec<u8> {
    let mut table = Table::new(&[
        "question", "answer", "step", "label", "ends", "p", "low", "high", "first",
    ]);
    let Some(calendar) = &record.calendar else {
        return table.bytes();
    };
    let mut rows = |id: &str, answer: &str, p: &[f64], low: &[f64], high: &[f64], first: &dyn Fn(usize) -> String| {
        for (at, ((p, low), high)) in p.iter().zip(low).zip(high).enumerate() {
            let (label, ends) = (text_at(&calendar.labels, at), text_at(&calendar.ends, at));
            let [p, low, high] = [p, low, high].map(|number| number.to_string());
            table.row([
                id,
                answer,
                &(at + 1).to_string(),
                label,
                ends,
                &p,
                &low,
                &high,
                &first(at),
            ]);
        }
    };
    for (id, question) in record.questions.iter() {
        match &question.result {
            QuestionResult::Yes {
                by_step,
                by_step_low,
                by_step_high,
                first_step,
                ..
            } => {
                let first = |at: usize| {
                    first_step
                        .get(&(at + 1).to_string())
                        .map_or(String::new(), f64::to_string)
                };
                rows(id, "yes", by_step, by_step_low, by_step_high, &first);
            }
            QuestionResult::Cases {
                by_step,
                by_step_low,
                by_step_high,
                ..
            } => {
                for ((answer, p), ((_, low), (_, high))) in
                    by_step.iter().zip(by_step_low.iter().zip(by_step_high.iter()))
                {
                    rows(id, answer, p, low, high, &|_| String::new());
                }
            }
            QuestionResult::Number(_) => {}
        }
    }
    table.bytes()
}

/// Each branch of each choice and event, before step 1 (step 0) and at the end of each step.
pub fn variables(record: &RunRecord) -> Vec<u8> {
    let mut table = Table::new(&["variable", "kind", "actor", "branch", "title", "step", "label", "p"]);
    for (id, variable) in record.variables.iter() {
        let actor = variable.actor.as_deref().unwrap_or_default();
        let titles = variable
            .branches
            .iter()
            .map(|(branch, shown)| (branch, shown.title.as_str()));
        let undrawn = variable.undrawn.iter().map(|_| ("undrawn", "Not drawn yet"));
        for (branch, title) in titles.chain(undrawn) {
            let before = variable.initial.get(branch).copied().unwrap_or(0.0);
            table.row([id, &variable.kind, actor, branch, title, "0", "", &before.to_string()]);
            for (at, p) in variable.by_step.get(branch).into_iter().flatten().enumerate() {
                let label = record
                    .calendar
                    .as_ref()
                    .map_or("", |calendar| text_at(&calendar.labels, at));
                table.row([
                    id,
                    &variable.kind,
                    actor,
                    branch,
                    title,
                    &(at + 1).to_string(),
                    label,
                    &p.to_string(),
                ]);
            }
        }
    }
    table.bytes()
}

/// Each quantity and number question, before step 1 (step 0) and at the end of each step.
pub fn quantities(record: &RunRecord) -> Vec<u8> {
    let names = [
        "quantity", "unit", "step", "label", "mean", "p05", "p25", "p50", "p75", "p95",
    ];
    let mut table = Table::new(&names);
    let quantities = record
        .quantities
        .iter()
        .map(|(id, quantity)| (id.to_owned(), &quantity.result));
    let questions = record
        .questions
        .iter()
        .filter_map(|(id, question)| match &question.result {
            QuestionResult::Number(number) => Some((format!("questions.{id}"), number)),
            _ => None,
        });
    for (id, number) in quantities.chain(questions) {
        let unit = number.unit.as_deref().unwrap_or_default();
        let mut row = |step: usize, label: &str, at: &NumberAtStep| {
            let q = |probability: &str| at.quantiles.get(probability).map_or(String::new(), f64::to_string);
            let quantiles = ["0.05", "0.25", "0.5", "0.75", "0.95"].map(q);
            let [a, b, c, d, e] = &quantiles;
            table.row([&id, unit, &step.to_string(), label, &at.mean.to_string(), a, b, c, d, e]);
        };
        if let Some(initial) = &number.initial {
            row(0, "", initial);
        }
        for (at, step) in number.by_step.iter().enumerate() {
            let label = record
                .calendar
                .as_ref()
                .map_or("", |calendar| text_at(&calendar.labels, at));
            row(at + 1, label, step);
        }
    }
    table.bytes()
}

fn share(table: &mut Table, id: &str, answer: &str, title: &str, share: &Share) {
    let [p, low, high] = [share.p, share.low, share.high].map(|number| number.to_string());
    let (k, n) = (share.k.to_string(), share.n.to_string());
    table.row([id, answer, title, &p, &low, &high, &k, &n, &share.printed, &share.word]);
}

fn optional(number: Option<f64>) -> String {
    number.map_or(String::new(), |number| number.to_string())
}

fn text_at(list: &[String], at: usize) -> &str {
    list.get(at).map_or("", String::as_str)
}

/// A table in the making.
pub(in crate::record) struct Table(csv::Writer<Vec<u8>>);

impl Table {
    pub(in crate::record) fn new(names: &[&str]) -> Table {
        let mut table = Table(csv::Writer::from_writer(Vec::new()));
        table.0.write_record(names).expect("writing to memory does not fail");
        table
    }

    fn row<const N: usize>(&mut self, fields: [&str; N]) {
        self.0
            .write_record(fields)
            .expect("all rows of a table are of one length");
    }

    /// A row of as many fields as there are names.
    pub(in crate::record) fn list(&mut self, fields: &[String]) {
        self.0
            .write_record(fields)
            .expect("all rows of a table are of one length");
    }

    pub(in crate::record) fn bytes(self) -> Vec<u8> {
        self.0.into_inner().expect("writing to memory does not fail")
    }
}
