//! The reference workloads as scenarios, as an analyst would write them: tables of weights, and formulas over quantities.
use std::fmt::Write;

use crate::tables::*;

type Rows = Vec<Vec<u32>>;

/// W1: 24 categorical events without time, and three questions.
pub fn w1() -> String {
    let tables: [Rows; 24] = [
        rows(&N0),
        rows(&N1),
        rows(&N2),
        rows(&N3),
        rows(&N4),
        rows(&N5),
        rows(&N6),
        rows(&N7),
        rows(&N8),
        rows(&N9),
        rows(&N10),
        rows(&N11),
        rows(&N12),
        rows(&N13),
        rows(&N14),
        rows(&N15),
        rows(&N16),
        rows(&N17),
        rows(&N18),
        rows(&N19),
        rows(&N20),
        rows(&N21),
        rows(&N22),
        rows(&N23),
    ];
    let mut text = "contingent = 1\n[scenario]\ntitle = \"W1\"\n".to_owned();
    for (i, table) in tables.iter().enumerate() {
        let parents: Vec<(String, usize)> = W1_PARENTS[i]
            .iter()
            .map(|p| (format!("n{p}"), tables[*p][0].len()))
            .collect();
        event(&mut text, &format!("n{i}"), "", table, &parents);
    }
    text.push_str(
        r#"
[questions.escalates]
yes = "(n23 == s0 and n20 != s0) or (n22 == s1 and n17 == s0)"
[questions.deal]
yes = "n21 == s1 and (n19 == s0 or n14 != s1) and not (n11 == s0 and n16 == s0)"
[questions.collapse]
yes = "((n18 == s1 and n15 != s0) or (n13 == s0 and n9 == s1)) and n23 != s0"
"#,
    );
    text
}

/// W2: ten categorical events over 24 months, and the first month of one of them.
pub fn w2() -> String {
    let tables: [(Rows, Rows); 10] = [
        (rows(&M0), rows(&M0_INIT)),
        (rows(&M1), rows(&M1_INIT)),
        (rows(&M2), rows(&M2_INIT)),
        (rows(&M3), rows(&M3_INIT)),
        (rows(&M4), rows(&M4_INIT)),
        (rows(&M5), rows(&M5_INIT)),
        (rows(&M6), rows(&M6_INIT)),
        (rows(&M7), rows(&M7_INIT)),
        (rows(&M8), rows(&M8_INIT)),
        (rows(&M9), rows(&M9_INIT)),
    ];
    let mut text =
        "contingent = 1\n[scenario]\ntitle = \"W2\"\n[time]\nstart = 2023-01-01\nstep = \"month\"\nsteps = 24\n"
            .to_owned();
    for (i, (table, initial)) in tables.iter().enumerate() {
        let read = |p: &usize| if *p < i { format!("m{p}") } else { format!("prev(m{p})") };
        let parents: Vec<(String, usize)> = W2_PARENTS[i].iter().map(|p| (read(p), tables[*p].0[0].len())).collect();
        let weights: Vec<String> = initial[0]
            .iter()
            .enumerate()
            .map(|(s, w)| format!("s{s} = {w}"))
            .collect();
        event(
            &mut text,
            &format!("m{i}"),
            &format!("initial = {{ {} }}\n", weights.join(", ")),
            table,
            &parents,
        );
    }
    text.push_str("\n[questions.collapse]\nyes = \"m9 == s1\"\n");
    text
}

/// W3: six continuous quantities, one formula of them, one threshold.
pub fn w3() -> String {
    r#"contingent = 1
[scenario]
title = "W3"
[quantities]
d = { value = { pert = [2, 6, 20] } }
s = { value = { pert = [0.05, 0.20, 0.60] } }
p = { value = { lognormal = { median = 80, sd_log = 0.35 } } }
c = { value = { lognormal = { median = 1.5, sd_log = 0.8 } } }
t = { value = { triangular = [0.2, 0.5, 1.5] } }
g = { value = { normal = [2.0, 1.2] } }
[questions.y]
number = "p * s * d / (0.5 + t) + 12 * c - 6 * g"
thresholds = [250]
"#
    .to_owned()
}

fn rows<const N: usize>(table: &[[u32; N]]) -> Rows {
    table.iter().map(|row| row.to_vec()).collect()
}

fn event(text: &mut String, id: &str, more: &str, table: &Rows, parents: &[(String, usize)]) {
    let states: Vec<String> = (0..table[0].len()).map(|s| format!("s{s}")).collect();
    let _ = writeln!(text, "\n[events.{id}]\n{more}");
    if parents.is_empty() {
        let weights: Vec<String> = states
            .iter()
            .zip(&table[0])
            .map(|(s, w)| format!("{s} = {w}"))
            .collect();
        let _ = writeln!(text, "outcomes = {{ {} }}", weights.join(", "));
        return;
    }
    let columns: Vec<String> = parents.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    let branches: Vec<String> = states.iter().map(|s| format!("\"{s}\"")).collect();
    let _ = writeln!(
        text,
        "outcomes = [{}]\ncolumns = [{}]\ntable = [",
        branches.join(", "),
        columns.join(", ")
    );
    for (row, weights) in table.iter().enumerate() {
        let mut left = row;
        let mut cells = Vec::new();
        for (_, size) in parents.iter().rev() {
            cells.push(format!("\"s{}\"", left % size));
            left /= size;
        }
        cells.reverse();
        cells.extend(weights.iter().map(u32::to_string));
        let _ = writeln!(text, "  [{}],", cells.join(", "));
    }
    text.push_str("]\n");
}
