//! What `run.json` holds: the structs whose names and order other programs rely on.

mod evidence;
mod joint;
mod results;
mod structure;

pub use evidence::{
    ActorShown, AssumptionShown, ClaimShown, Evidence, ExpectationShown, ExpectsShown, ExpertShown, Judgements,
    SourceShown, ValueShown, Verdict, ViewShown,
};
pub use joint::{Convergence, Drivers, Joint, PathWay, Paths, ReportShown, Split, Stage};
pub use results::{
    Answer, Bins, Estimate, FirstTime, NumberAtStep, NumberResult, Quantity, Question, QuestionResult, Share,
    StateShare, Variable,
};
pub use structure::{Edge, EdgeKind, Structure};

use serde::{Deserialize, Serialize};

use super::ordered::Ordered;

/// The version of the format of `run.json`. Raised when a name or a meaning changes.
pub const FORMAT: u32 = 1;

/// What was asked of a run and what it found. Charts, tables and reports are drawn from it alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunRecord {
    /// [`FORMAT`].
    pub format: u32,
    /// A hash of everything that determines the results, such as `b7f2-91c4-2d10-77ae`.
    pub identity: String,
    /// Raised with every change of the program that changes a number.
    pub result_version: u32,
    /// Which scenario.
    pub scenario: ScenarioShown,
    /// Its steps; none without time.
    pub calendar: Option<CalendarShown>,
    /// What was asked.
    pub asked: Asked,
    /// How many trials it rests on.
    pub found: Found,
    /// What a reader has to know before quoting a number.
    pub notices: Vec<Notice>,
    /// The answers, in the order of the file.
    pub questions: Ordered<Question>,
    /// How choices and events stood, in the order of the file.
    pub variables: Ordered<Variable>,
    /// Numbers per trial, in the order of the file.
    pub quantities: Ordered<Quantity>,
    /// What the numbers of the scenario rest on.
    pub evidence: Evidence,
    /// The author's own tests and the directions that claims expect, where they were tested.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expectations: Vec<ExpectationShown>,
    /// What influences what.
    pub structure: Structure,
    /// What was counted together, for charts.
    #[serde(default)]
    pub joint: Joint,
    /// What the scenario asks of its report.
    #[serde(default)]
    pub report: ReportShown,
    /// The only part that depends on the clock and the machine.
    pub made: Made,
}

/// The scenario's head.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScenarioShown {
    /// Its path below the library's root, without `.toml`.
    pub id: String,
    /// Shown to readers.
    pub title: String,
    /// What it asks as a whole.
    pub question: Option<String>,
    /// The day on which it stands.
    pub as_of: Option<String>,
    /// The scale of verbal probability of all words here: `phia`, `icd203` or `ipcc`.
    pub words: String,
    /// The files that it was read from, the top file last.
    pub files: Vec<String>,
    /// Its alternatives, by id, with their titles.
    pub alternatives: Ordered<String>,
}

/// The steps of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalendarShown {
    /// The first day.
    pub start: String,
    /// The last day.
    pub end: String,
    /// The length of a step: `day`, `week`, `month`, `quarter` or `year`.
    pub unit: String,
    /// How many steps.
    pub steps: u32,
    /// In words, such as `October 2022 to September 2023, 12 months`.
    pub span: String,
    /// The name of each step.
    pub labels: Vec<String>,
    /// The last day of each step.
    pub ends: Vec<String>,
}

/// What was asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// `sample`: trials were drawn.
    pub engine: String,
    /// The seed.
    pub seed: u64,
    /// How many trials were asked for; where a precision was, how many it took.
    pub trials: u64,
    /// How many worlds doubt was drawn in; none where it is ignored.
    pub worlds: Option<u64>,
    /// The half-width asked for, in points of per cent.
    pub precision: Option<f64>,
    /// Values set for this run, by path, as written.
    pub set: Ordered<String>,
    /// Draws replaced, such as `refuse@2023-03-01..2023-06-30` under `troops`.
    #[serde(rename = "do")]
    pub force: Ordered<String>,
    /// Conditions that kept a trial.
    pub given: Option<Vec<String>>,
    /// The one expert believed.
    pub believe: Option<String>,
    /// The alternative, if one was named: what it sets, forces and gives stands above.
    pub alternative: Option<String>,
    /// The stages of the paths charts, where the command named them.
    #[serde(default)]
    pub through: Option<Vec<String>>,
}

/// How many trials the results rest on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Trials that were run.
    pub trials: u64,
    /// Those that what was given kept, as a share of all; all shares below are of these.
    pub kept: Share,
    /// The share of these in which at least one draw was replaced.
    pub forced: Option<Share>,
    /// Of every interval; higher than 0.95 where several looks were allowed.
    pub confidence: f64,
    /// Whether all trials that were asked for were run.
    pub complete: bool,
    /// Whether the shares rest on too few trials to be quoted.
    pub too_few: bool,
}

/// Something that a reader has to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// A word for programs, such as `doubt-ignored`.
    pub code: String,
    /// A sentence for readers.
    pub text: String,
}

/// When and with what the record was made.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Made {
    /// The program's version.
    pub version: String,
    /// The moment, in UTC.
    pub at: String,
    /// How long the trials took.
    pub seconds: f64,
}

impl RunRecord {
    /// How likely an answer of a question is; of a number question `over 5` for a threshold. None where there is none.
    pub fn probability(&self, question: &str, answer: &str) -> Option<&Share> {
        match &self.questions.get(question)?.result {
            QuestionResult::Yes { answers, .. } | QuestionResult::Cases { answers, .. } => {
                answers.get(answer).map(|answer| &answer.share)
            }
            QuestionResult::Number(number) => number.exceeds.get(answer.strip_prefix("over ")?),
        }
    }
}
