//! Arranges variables and quantities so that each comes after what it reads of the same step.
use super::scenario::*;

pub fn arrange(scenario: &mut Scenario) -> Result<(), String> {
    settle_quantities(scenario);
    let all: Vec<Item> = (0..scenario.variables.len())
        .map(Item::Variable)
        .chain((0..scenario.quantities.len()).map(Item::Quantity))
        .collect();
    let (once, later): (Vec<Item>, Vec<Item>) = all.into_iter().partition(|item| is_once(scenario, *item));
    let once = sort(scenario, once)?;
    scenario.order = sort(scenario, later.clone())?;
    scenario.before = once.into_iter().chain(later).collect();
    Ok(())
}

fn is_once(scenario: &Scenario, item: Item) -> bool {
    match item {
        Item::Variable(v) => scenario.variables[v].timing == Timing::Once,
        Item::Quantity(q) => scenario.quantities[q].once,
    }
}

/// A formula that reads nothing that changes is evaluated once.
fn settle_quantities(scenario: &mut Scenario) {
    loop {
        let next = (0..scenario.quantities.len()).find(|q| {
            let quantity = &scenario.quantities[*q];
            let fixed = |item| is_once(scenario, item);
            !quantity.once && quantity.start.is_none() && !quantity.formula.changes(&fixed)
        });
        match next {
            Some(q) => scenario.quantities[q].once = true,
            None => return,
        }
    }
}

fn sort(scenario: &Scenario, mut waiting: Vec<Item>) -> Result<Vec<Item>, String> {
    let mut sorted = Vec::new();
    while !waiting.is_empty() {
        let ready = waiting.iter().position(|item| {
            let reads = same_step(scenario, *item);
            waiting.iter().all(|other| !reads.contains(other))
        });
        match ready {
            Some(place) => sorted.push(waiting.remove(place)),
            None => return Err(format!("a ring within the step: {waiting:?}")),
        }
    }
    Ok(sorted)
}

fn same_step(scenario: &Scenario, item: Item) -> Vec<Item> {
    let mut found = Vec::new();
    let v = match item {
        Item::Variable(v) => &scenario.variables[v],
        Item::Quantity(q) => {
            scenario.quantities[q].formula.same_step(&mut found);
            return found;
        }
    };
    let mut rules = vec![&v.base];
    for (condition, rule) in &v.cases {
        condition.same_step(&mut found);
        rules.push(rule);
    }
    let mut weights: Vec<&Weight> = Vec::new();
    for rule in rules {
        match rule {
            Rule::Weights(list) | Rule::Jump(list) => weights.extend(list.iter().map(|w| &w.1)),
            Rule::Ladder(up, down) => weights.extend([up, down]),
            Rule::Table(columns, rows) => {
                columns.iter().for_each(|c| c.same_step(&mut found));
                weights.extend(rows.iter().flat_map(|r| &r.weights).map(|w| &w.1));
            }
        }
    }
    for factor in &v.factors {
        factor.condition.iter().for_each(|c| c.same_step(&mut found));
        weights.extend(factor.weights.iter().map(|w| &w.1));
        weights.extend(factor.up.iter().chain(&factor.down));
    }
    for weight in weights {
        if let Weight::Formula(node) = weight {
            node.same_step(&mut found);
        }
    }
    v.when.iter().for_each(|w| w.same_step(&mut found));
    found
}
