//! `trace`: the story of one trial, dated.

use crate::model::read::parse_given;
use crate::plan::lower;
use crate::source::{Diagnostics, escape_terminal};
use crate::stats::{print_count, print_share};
use crate::study::prepare::step_name;
use crate::study::sample::TRIALS;
use crate::study::story::{Happened, Story, first_kept, tell};
use crate::study::{Failure as StudyFailure, Prepared, Sampling, Until};

use super::arguments::TraceArguments;
use super::outcome::Failure;
use super::output::Output;
use super::progress::{Interrupt, Progress};
use super::scenario::{Opened, open, show_trouble};
use super::wrap::{pad, width, wrap};

/// Tells the story of a trial.
///
/// # Errors
/// The scenario or the condition is wrong, or no trial is as it says.
pub fn trace(asked: &TraceArguments, output: &Output) -> Result<(), Failure> {
    let Opened {
        shelf, mut prepared, ..
    } = open(&asked.file, &asked.changes, output)?;
    let seed = asked.seed.or(shelf.defaults.seed).unwrap_or(1);
    let trial = match &asked.condition {
        Some(condition) => {
            let among = asked.trials.or(shelf.defaults.trials).unwrap_or(TRIALS);
            let sampling = Sampling {
                seed,
                until: Until::Trials(among),
                ..Sampling::default()
            };
            search(&mut prepared, condition, &sampling, among, output)?
        }
        None => asked.trial.unwrap_or(0),
    };
    let story = tell(&prepared.model, &prepared.plan, seed, trial);
    output.print(&told(&prepared, &story, seed, asked.all, output))?;
    match story.fault {
        Some(fault) => {
            let failure = StudyFailure::from(crate::engine::Interruption::Fault(Box::new(fault)));
            Err(show_trouble(
                &prepared.model,
                &prepared.document.sources,
                &failure,
                output,
            ))
        }
        None => Ok(()),
    }
}

fn search(
    prepared: &mut Prepared,
    condition: &str,
    sampling: &Sampling,
    among: u64,
    output: &Output,
) -> Result<u64, Failure> {
    let mut findings = Diagnostics::default();
    let sources = &mut prepared.document.sources;
    let given = parse_given(condition, &prepared.model, sources, &mut findings);
    let Some(given) = given.filter(|_| !findings.has_errors()) else {
        output.show(&prepared.document.sources, &findings);
        return Err(Failure::Found);
    };
    let mut changes = prepared.changes.clone();
    changes.given.push(given);
    let plan = lower(&prepared.model, &changes).map_err(|why| Failure::Usage(why.to_string()))?;
    let interrupt = Interrupt::listen();
    let progress = Progress::start(None, &interrupt, output);
    let found = first_kept(&plan, sampling, among, &progress);
    drop(progress);
    if interrupt.is_set() {
        return Err(Failure::Interrupted);
    }
    let found = found.map_err(|why| {
        show_trouble(
            &prepared.model,
            &prepared.document.sources,
            &StudyFailure::from(why),
            output,
        )
    })?;
    found.ok_or_else(|| {
        output.failed(&format!(
            "{} holds at the end of none of {} trials\nhelp: `--trials` looks through more, `--seed` through others",
            crate::source::quoted(condition),
            print_count(among)
        ));
        Failure::Found
    })
}

fn told(prepared: &Prepared, story: &Story, seed: u64, all: bool, output: &Output) -> String {
    let (model, room) = (&prepared.model, output.width.clamp(64, 100));
    let bold = |text: &str| {
        if output.colour {
            format!("\u{1b}[1m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    };
    let mut out = format!(
        "{}\ntrial {} · seed {seed}\n",
        bold(&escape_terminal(&model.title)),
        print_count(story.trial)
    );
    for step in &story.steps {
        let events: Vec<&Happened> = step.events.iter().filter(|event| all || is_news(event)).collect();
        if events.is_empty() {
            continue;
        }
        let name = match (step.step, &model.calendar) {
            (0, Some(_)) => "before the start".to_owned(),
            (number, Some(calendar)) => format!("{}  (step {number})", calendar.label(number)),
            (_, None) => step_name(None, step.step),
        };
        out.push_str(&format!("\n{}\n", bold(&name)));
        for event in events {
            for line in wrap(&sentence(event), room - 2, 4) {
                out.push_str(&format!("  {line}\n"));
            }
        }
    }
    if !story.answers.is_empty() {
        out.push_str(&format!("\n{}\n", bold("how the questions came out")));
    }
    let longest = story
        .answers
        .iter()
        .map(|(title, _)| width(title))
        .max()
        .unwrap_or(0)
        .min(room - 24);
    for (title, answer) in &story.answers {
        let lines = wrap(title, longest, 2);
        for (at, line) in lines.iter().enumerate() {
            let row = if at == 0 {
                format!("  {}  {}", pad(line, longest), escape_terminal(answer))
            } else {
                format!("  {line}")
            };
            out.push_str(&format!("{row}\n"));
        }
    }
    out
}

/// Draws that leave all as it was, and numbers, are told only when everything is.
fn is_news(event: &Happened) -> bool {
    matches!(event, Happened::Stands { .. }) && event.is_change()
}

fn sentence(event: &Happened) -> String {
    match event {
        Happened::Stands {
            title,
            from,
            to,
            probability,
            forced,
        } => {
            let how = match (probability, forced) {
                (_, true) => "  (forced)".to_owned(),
                (Some(p), _) if *p >= 1.0 => "  (certain)".to_owned(),
                (Some(p), _) => format!("  (was {})", print_share(*p, 0.0).text),
                (None, _) => "  (not asked)".to_owned(),
            };
            match from {
                Some(from) if from != to => format!("{title}: {from} → {to}{how}"),
                Some(_) => format!("{title}: stays {to}{how}"),
                None => format!("{title}: {to}{how}"),
            }
        }
        Happened::Valued { title, value } => format!("{title} = {value}"),
    }
}
