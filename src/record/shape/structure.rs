//! What influences what, as a record shows it: enough to draw a map of the scenario.

use serde::{Deserialize, Serialize};

/// Elements in their order of evaluation, and the influences between them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Structure {
    /// What is drawn or evaluated before step 1, in order.
    pub before: Vec<String>,
    /// What is drawn or evaluated within every step, in order.
    pub each_step: Vec<String>,
    /// Influences; named conditions are filled in.
    pub edges: Vec<Edge>,
}

/// One element reads another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Edge {
    /// The choice, event or quantity that is read.
    pub from: String,
    /// The choice, event or quantity that reads it, or `questions.` and a question's id.
    pub to: String,
    /// In what way.
    pub kind: EdgeKind,
    /// Only its past is read.
    pub prev: bool,
}

/// In what way an element reads another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EdgeKind {
    /// It decides whether the other is asked at all (`when`).
    Guard,
    /// In the condition of a case.
    Case,
    /// In the condition of a factor.
    Factor,
    /// In a formula among the weights.
    Weights,
    /// In a column of a table.
    Table,
    /// In a quantity's formula or parameters.
    Value,
    /// In a question.
    Question,
}
