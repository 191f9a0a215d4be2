//! Changes made all over a scenario's tree.
use crate::oracle::formula::{Expr, parse};
use toml::{Table, Value};

/// Every element of a section that is a table.
pub fn elements<'a>(root: &'a mut Table, section: &str) -> impl Iterator<Item = &'a mut Table> {
    root.get_mut(section)
        .and_then(Value::as_table_mut)
        .into_iter()
        .flat_map(|s| s.iter_mut())
        .filter_map(|(_, e)| e.as_table_mut())
}

pub fn variables(root: &mut Table, mut change: impl FnMut(&mut Table)) {
    for section in ["choices", "events"] {
        elements(root, section).for_each(&mut change);
    }
}

/// Keeps those cases or factors of every variable for which `keep` says so; it may change them.
pub fn hung(root: &mut Table, list: &str, mut keep: impl FnMut(&mut Table) -> bool) {
    variables(root, |v| {
        if let Some(Value::Array(items)) = v.get_mut(list) {
            items.retain_mut(|item| item.as_table_mut().is_none_or(&mut keep));
        }
    });
}

/// Every value in the place of a weight, in bases, cases, factors and rows.
pub fn weights(root: &mut Table, mut change: impl FnMut(&mut Value)) {
    variables(root, |v| {
        each_weight(v, &mut change);
        let columns = v.get("columns").and_then(Value::as_array).map_or(0, Vec::len);
        if let Some(Value::Array(rows)) = v.get_mut("table") {
            for row in rows.iter_mut().filter_map(Value::as_array_mut) {
                row.iter_mut().skip(columns).for_each(&mut change);
            }
        }
        for list in ["case", "factor"] {
            if let Some(Value::Array(items)) = v.get_mut(list) {
                items
                    .iter_mut()
                    .filter_map(Value::as_table_mut)
                    .for_each(|i| each_weight(i, &mut change));
            }
        }
    });
}

pub fn each_weight(table: &mut Table, change: &mut dyn FnMut(&mut Value)) {
    for key in ["probability", "up", "down", "odds"] {
        table.get_mut(key).into_iter().for_each(&mut *change);
    }
    for key in ["outcomes", "options"] {
        if let Some(Value::Table(weights)) = table.get_mut(key) {
            weights.iter_mut().for_each(|(_, w)| change(w));
        }
    }
}

/// Every node of every formula, children first.
pub fn formulas(root: &mut Table, mut change: impl FnMut(Expr) -> Expr) {
    whole_formulas(root, |tree| tree.map(&mut change));
}

/// Every formula as a whole.
pub fn whole_formulas(root: &mut Table, mut change: impl FnMut(Expr) -> Expr) {
    let mut visit = |value: &mut Value| {
        if let Value::String(text) = value
            && let Ok(old) = parse(text)
        {
            let new = change(old.clone());
            if new != old {
                *text = new.to_string();
            }
        }
    };
    weights(root, &mut visit);
    variables(root, |v| {
        v.get_mut("when").into_iter().for_each(&mut visit);
        if let Some(Value::Array(columns)) = v.get_mut("columns") {
            columns.iter_mut().for_each(&mut visit);
        }
        for list in ["case", "factor"] {
            if let Some(Value::Array(items)) = v.get_mut(list) {
                items.iter_mut().filter_map(|i| i.get_mut("if")).for_each(&mut visit);
            }
        }
    });
    for quantity in elements(root, "quantities") {
        for key in ["value", "next"] {
            quantity.get_mut(key).into_iter().for_each(&mut visit);
        }
    }
    for question in elements(root, "questions") {
        for key in ["yes", "number"] {
            question.get_mut(key).into_iter().for_each(&mut visit);
        }
        if let Some(Value::Array(items)) = question.get_mut("case") {
            items.iter_mut().filter_map(|i| i.get_mut("if")).for_each(&mut visit);
        }
    }
    if let Some(Value::Table(conditions)) = root.get_mut("conditions") {
        conditions.iter_mut().for_each(|(_, c)| visit(c));
    }
}

/// Calls of one function, with their arguments.
pub fn calls(root: &mut Table, name: &str, mut change: impl FnMut(Vec<Expr>) -> Expr) {
    formulas(root, |e| match e {
        Expr::Call(found, args) if found == name => change(args),
        other => other,
    });
}

pub fn call(name: &str, args: Vec<Expr>) -> Expr {
    Expr::Call(name.to_string(), args)
}

/// Whether a formula has a node like this.
pub fn has(text: Option<&Value>, mut test: impl FnMut(&Expr) -> bool) -> bool {
    let mut found = false;
    if let Some(Ok(tree)) = text.and_then(Value::as_str).map(parse) {
        tree.map(&mut |e| {
            found |= test(&e);
            e
        });
    }
    found
}

/// Takes a key off every variable.
pub fn drop_key(root: &mut Table, key: &str) {
    variables(root, |v| {
        v.remove(key);
    });
}
