//! Below the numbers: how they stand to what was said, and how many of them rest on nobody's word.

use crate::record::{ClaimShown, ExpectsShown, Verdict};
use crate::stats::print_range;

use super::Page;

pub fn claims(page: &Page, out: &mut Vec<String>) {
    let evidence = &page.record.evidence;
    let mut lines = Vec::new();
    let judged: Vec<(&str, &ClaimShown, &ExpectsShown, Verdict)> = evidence
        .claims
        .iter()
        .filter_map(|(id, claim)| {
            let expects = claim.expects.as_ref()?;
            Some((id, claim, expects, expects.verdict?))
        })
        .collect();
    let counts: Vec<String> = Verdict::ALL
        .iter()
        .map(|verdict| (verdict, judged.iter().filter(|(.., found)| found == verdict).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(verdict, count)| format!("{count} {}", verdict.words()))
        .collect();
    let directions = evidence
        .claims
        .iter()
        .filter_map(|(_, claim)| claim.expects.as_ref())
        .filter(|expects| expects.verdict.is_none() && (expects.higher_in.is_some() || expects.lower_in.is_some()))
        .count();
    let mut parts = counts;
    if directions > 0 {
        let word = if directions == 1 {
            "is a direction"
        } else {
            "are directions"
        };
        parts.push(format!("{directions} {word} (`contingent check --expect` tests them)"));
    }
    if !evidence.skipped.is_empty() {
        parts.push(format!(
            "{} on questions that are not asked here",
            evidence.skipped.len()
        ));
    }
    if !parts.is_empty() {
        page.text(&format!("claims: {}", parts.join(", ")), 8, &mut lines);
    }
    for (id, claim, expects, verdict) in judged {
        if expects.probability.is_some() && matches!(verdict, Verdict::Higher | Verdict::Lower) {
            page.text(&contradiction(id, claim, expects, verdict), 4, &mut lines);
        }
    }
    let judgements = &evidence.judgements;
    if !judgements.without_claim.is_empty() {
        let (without, all) = (judgements.without_claim.len(), judgements.numbers);
        let text = format!("numbers: {without} of {all} cite no claim; they are the author's judgement");
        page.text(&text, 9, &mut lines);
    }
    if !lines.is_empty() {
        out.push(String::new());
        out.extend(lines);
    }
}

/// `  higher  edm-20: said 0–5%, the model 12% — "…" (the author)`.
fn contradiction(id: &str, claim: &ClaimShown, expects: &ExpectsShown, verdict: Verdict) -> String {
    let said = match (&expects.said, expects.probability) {
        (Some(said), Some([low, high])) => format!("“{said}”, {}", print_range(low, high).text),
        (None, Some([low, high])) => print_range(low, high).text,
        _ => String::new(),
    };
    let model = expects
        .model
        .as_ref()
        .map(|share| share.printed.clone())
        .unwrap_or_default();
    let who = claim.who.as_ref().map(|who| format!(" ({who})")).unwrap_or_default();
    let sign = if verdict == Verdict::Higher {
        "↑ higher"
    } else {
        "↓ lower"
    };
    format!("  {sign}  {id}: said {said}, the model {model}: {}{who}", claim.says)
}
