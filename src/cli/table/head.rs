//! The table's head: which scenario, which question, how many trials, under which conditions.

use crate::cli::wrap::width;
use crate::stats::print_count;

use super::Page;

pub fn head(page: &Page, out: &mut Vec<String>) {
    let record = page.record;
    for line in crate::cli::wrap::wrap(&record.scenario.title, page.text_width(), 2) {
        out.push(page.bold(&line));
    }
    let question = record.scenario.question.clone().unwrap_or_default();
    let span = record
        .calendar
        .as_ref()
        .map(|calendar| calendar.span.clone())
        .unwrap_or_default();
    // A title that names the end of the run needs no span beside it on the line.
    match (question.is_empty(), span.is_empty()) {
        (false, false) if width(&question) + 2 + width(&span) <= page.text_width() => {
            out.push(format!("{}  {span}", crate::source::escape_terminal(&question)));
        }
        _ => {
            for text in [question, span].iter().filter(|text| !text.is_empty()) {
                page.text(text, 2, out);
            }
        }
    }
    let conditions = conditions(page);
    let asked = &record.asked;
    let none = if conditions.is_empty() { " · no conditions" } else { "" };
    page.text(
        &format!(
            "{} trials · seed {}{none}",
            print_count(record.found.trials),
            asked.seed
        ),
        2,
        out,
    );
    for condition in conditions {
        page.text(&condition, 2, out);
    }
    for notice in &record.notices {
        page.text(&notice.text, 2, out);
    }
}

/// What was asked, a line each: these are different questions, and nobody is to mistake one for another.
fn conditions(page: &Page) -> Vec<String> {
    let (record, mut list) = (page.record, Vec::new());
    let asked = &record.asked;
    if let Some(id) = &asked.alternative {
        let title = record
            .scenario
            .alternatives
            .get(id)
            .map(|title| format!(": {title}"))
            .unwrap_or_default();
        list.push(format!("alternative {id}{title}"));
    }
    for (path, value) in asked.set.iter() {
        list.push(format!("set     {path} = {value}"));
    }
    for (id, value) in asked.force.iter() {
        list.push(format!("forced  {id} = {}", dated(value)));
    }
    if let Some(forced) = &record.found.forced {
        let share = forced
            .aside
            .clone()
            .unwrap_or_else(|| format!("{} of the trials", forced.printed));
        list.push(format!("        at least one draw was replaced in {share}"));
    }
    if let Some(believed) = &asked.believe {
        let name = record
            .evidence
            .experts
            .get(believed)
            .map(|expert| expert.name.as_str())
            .unwrap_or(believed);
        list.push(format!("believing {name} throughout"));
    }
    for condition in asked.given.iter().flatten() {
        list.push(format!("given   {condition}"));
    }
    if asked.given.is_some() {
        let kept = &record.found.kept;
        list.push(format!(
            "        held in {} of {} trials ({}); all shares are of these",
            print_count(kept.k),
            print_count(kept.n),
            kept.printed
        ));
    }
    list
}

/// `refuse@2023-03-01..2023-06-30` as `refuse, from 2023-03-01 until 2023-06-30`.
fn dated(value: &str) -> String {
    let Some((value, (from, until))) = value
        .split_once('@')
        .and_then(|(value, days)| Some((value, days.split_once("..")?)))
    else {
        return value.to_owned();
    };
    let from = if from.is_empty() {
        String::new()
    } else {
        format!(" from {from}")
    };
    let until = if until.is_empty() {
        String::new()
    } else {
        format!(" until {until}")
    };
    format!("{value},{from}{until}")
}
