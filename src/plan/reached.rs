//! What a change of a scenario reaches: the elements of two plans whose values may differ in some trial.

use std::collections::BTreeMap;

use super::element::{Plan, Task};
use super::read::{Reads, grow};

/// For each element of two plans whether its value may differ in some trial of the same number and seed. What is not reached has the same bits
/// in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// As in the plans.
    pub variables: Vec<bool>,
    /// As in the plans.
    pub quantities: Vec<bool>,
    /// As in the plans.
    pub trackers: Vec<bool>,
    /// As in the second plan.
    pub questions: Vec<bool>,
    /// Whether the trials that are kept may differ.
    pub given: bool,
}

/// Compares two plans; none where they do not have the same elements in the same places, so that nothing can be said.
///
/// An element is reached if it is written differently, or if it reads, at any time, one that is.
pub fn reached(first: &Plan, second: &Plan) -> Option<Reached> {
    let is_alike = first.steps == second.steps
        && first.months == second.months
        && ids(first) == ids(second)
        && first.trackers.len() == second.trackers.len();
    if !is_alike {
        return None;
    }
    let mut known = BTreeMap::new();
    let (one, other) = (Canon::of(first, &mut known), Canon::of(second, &mut known));
    let (before, also) = (Before::of(first), Before::of(second));
    let variables = first.variables.iter().zip(&second.variables).enumerate();
    let mut variables: Vec<bool> = variables
        .map(|(at, (a, b))| before.0[at] != also.0[at] || one.text(a) != other.text(b))
        .collect();
    let quantities = first.quantities.iter().zip(&second.quantities).enumerate();
    let mut quantities: Vec<bool> = quantities
        .map(|(at, (a, b))| before.1[at] != also.1[at] || one.text(a) != other.text(b))
        .collect();
    let trackers = first.trackers.iter().zip(&second.trackers);
    let mut trackers: Vec<bool> = trackers
        .map(|(a, b)| one.text(&a.condition) != other.text(&b.condition))
        .collect();
    let reads = Reads::of(second);
    // What is reached only grows, so this ends.
    loop {
        let marks = (&variables[..], &quantities[..], &trackers[..]);
        let next = (
            grow(&reads.variables, &variables, marks),
            grow(&reads.quantities, &quantities, marks),
            grow(&reads.trackers, &trackers, marks),
        );
        if next.0 == variables && next.1 == quantities && next.2 == trackers {
            break;
        }
        (variables, quantities, trackers) = next;
    }
    let questions: Vec<bool> = second
        .questions
        .iter()
        .map(|question| {
            let same = first.questions.iter().find(|same| same.id == question.id);
            same.is_none_or(|same| one.text(same) != other.text(question))
        })
        .collect();
    let given = vec![one.text(&first.given) != other.text(&second.given)];
    let all = (&variables[..], &quantities[..], &trackers[..]);
    Some(Reached {
        questions: grow(&reads.questions, &questions, all),
        given: grow(std::slice::from_ref(&reads.given), &given, all)[0],
        variables,
        quantities,
        trackers,
    })
}

fn ids(plan: &Plan) -> Vec<&str> {
    let variables = plan.variables.iter().map(|variable| variable.id.as_str());
    let quantities = plan.quantities.iter().map(|quantity| quantity.id.as_str());
    variables.chain([""]).chain(quantities).collect()
}

/// Which elements are drawn or evaluated before step 1.
struct Before(Vec<bool>, Vec<bool>);

impl Before {
    fn of(plan: &Plan) -> Before {
        let mut found = Before(vec![false; plan.variables.len()], vec![false; plan.quantities.len()]);
        for task in &plan.before {
            match task {
                Task::Variable(id) => found.0[id.at()] = true,
                Task::Quantity(id) => found.1[id.at()] = true,
            }
        }
        found
    }
}

/// Numbers for the expressions of a plan, such that equal expressions of two plans have the same one.
struct Canon<'p> {
    plan: &'p Plan,
    numbers: Vec<usize>,
}

impl<'p> Canon<'p> {
    fn of(plan: &'p Plan, known: &mut BTreeMap<String, usize>) -> Canon<'p> {
        let mut canon = Canon {
            plan,
            numbers: Vec::with_capacity(plan.arena.len()),
        };
        // Children stand before their parents.
        for (_, expr) in plan.arena.iter() {
            let text = canon.text(expr);
            let next = known.len();
            let number = *known.entry(text).or_insert(next);
            canon.numbers.push(number);
        }
        canon
    }

    /// What something of the plan says, with the expressions in it by their numbers, and parameters by their values. `Debug` of a float is its
    /// shortest exact form, so texts are equal only where all numbers are.
    fn text(&self, part: &dyn std::fmt::Debug) -> String {
        let written = format!("{part:?}");
        let mut out = String::with_capacity(written.len());
        let mut rest = written.as_str();
        while let Some(at) = rest.find("Id(") {
            let (lead, tail) = rest.split_at(at + 3);
            let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
            let id: usize = tail[..digits].parse().unwrap_or(usize::MAX);
            out.push_str(lead);
            if lead.ends_with("ExprId(")
                && let Some(number) = self.numbers.get(id)
            {
                out.push_str(&number.to_string());
            } else if lead.ends_with("ParameterId(")
                && let Some(parameter) = self.plan.parameters.get(id)
            {
                out.push_str(&format!("{:?}", parameter.value));
            } else {
                out.push_str(&tail[..digits]);
            }
            rest = &tail[digits..];
        }
        out.push_str(rest);
        out
    }
}
