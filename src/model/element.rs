//! Everything a scenario consists of: sources and claims, assumptions, conditions, choices, events, quantities, questions, what-ifs.

use jiff::civil::Date;

use crate::calendar::{Calendar, Period};
use crate::scale::Scale;
use crate::source::Span;

use super::formula::Formula;
use super::value::{Amount, Evidence, Pool};

pub use super::drawn::*;

macro_rules! index {
    ($($(#[$doc:meta])* $name:ident),*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
        impl $name {
            /// The index as a list wants it.
            pub fn at(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}
index!(
    /// An index into [`Model::sources`].
    SourceId,
    /// An index into [`Model::claims`].
    ClaimId,
    /// An index into [`Model::experts`].
    ExpertId,
    /// An index into [`Model::actors`].
    ActorId,
    /// An index into [`Model::assumptions`].
    AssumptionId,
    /// An index into [`Model::conditions`].
    ConditionId,
    /// An index into [`Model::variables`].
    VariableId,
    /// An index into [`Model::quantities`].
    QuantityId,
    /// An index into [`Model::questions`].
    QuestionId,
    /// An index into [`Model::alternatives`].
    AlternativeId
);

/// What every element has.
#[derive(Clone, Debug)]
pub struct Name {
    /// As written.
    pub id: String,
    /// The key that defines it.
    pub span: Span,
    /// Shown to readers; charts fall back on the id made readable.
    pub title: Option<String>,
    /// Claims and note on the element as a whole.
    pub evidence: Evidence,
}

/// A checked scenario.
#[derive(Clone, Debug)]
pub struct Model {
    /// Path below the library root, without `.toml`.
    pub id: String,
    /// `[scenario] title`, else the id.
    pub title: String,
    /// `[scenario] question`, dates filled in.
    pub question: Option<String>,
    /// What was known then.
    pub as_of: Option<Date>,
    /// Scale of the top file; output uses it.
    pub words: Scale,
    /// Steps, if there is time.
    pub calendar: Option<Calendar>,
    /// In file order, like all lists here.
    pub sources: Vec<Source>,
    /// What was said.
    pub claims: Vec<Claim>,
    /// Persons or camps.
    pub experts: Vec<Expert>,
    /// Who decides.
    pub actors: Vec<Actor>,
    /// Named numbers.
    pub assumptions: Vec<Assumption>,
    /// Named truths.
    pub conditions: Vec<Condition>,
    /// Choices and events.
    pub variables: Vec<Variable>,
    /// Numbers per trial.
    pub quantities: Vec<Quantity>,
    /// What the reader wants to know.
    pub questions: Vec<Question>,
    /// Named what-ifs.
    pub alternatives: Vec<Alternative>,
    /// The author's own tests.
    pub expectations: Vec<Expectation>,
    /// Between uncertain assumptions.
    pub correlations: Vec<Correlation>,
    /// What the page of a run shows.
    pub report: Report,
    /// Something could not be read, which was reported, and something stands in for it: what is missing cannot be told, nor what is unused.
    pub holes: bool,
}

/// What the page of a run shows, and in which order. It never changes a draw.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Questions that come first.
    pub questions: Vec<QuestionId>,
    /// Variables that get a chart of their states.
    pub states: Vec<VariableId>,
    /// The stages of paths; none where they are chosen.
    pub paths: Vec<VariableId>,
    /// Where the stages are named.
    pub paths_span: Option<Span>,
}

/// Where claims come from.
#[derive(Clone, Debug)]
pub struct Source {
    /// Id, title.
    pub name: Name,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// As written (`2022-09-29`, `2022-09`, `2022`).
    pub date: Option<String>,
    /// The first day that the date can mean.
    pub day: Option<Date>,
    /// Where to find it.
    pub url: Option<String>,
    /// When it was read.
    pub retrieved: Option<String>,
    /// Admiralty grade, such as `B2`.
    pub grade: Option<String>,
}

/// Something that somebody said.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Id; claims have no title of their own.
    pub name: Name,
    /// Its source.
    pub source: SourceId,
    /// Where in the source.
    pub place: Option<String>,
    /// Who said it.
    pub who: Option<String>,
    /// What, in the project's own words.
    pub says: String,
    /// What it expects of a question.
    pub expects: Option<Expects>,
}

/// What a claim expects of a question.
#[derive(Clone, Debug)]
pub struct Expects {
    /// As written; the scenario may lack it.
    pub question: String,
    /// Found, if the scenario has it.
    pub found: Option<QuestionId>,
    /// Which answer (`yes` if none is named).
    pub answer: String,
    /// What of it.
    pub of: ExpectsOf,
    /// By when.
    pub by: Option<Date>,
    /// The speaker's own word.
    pub said: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// What a claim says of an answer.
#[derive(Clone, Debug)]
pub enum ExpectsOf {
    /// Its probability lies in this range.
    Probability {
        /// Low end.
        low: f64,
        /// High end.
        high: f64,
        /// The word, if one was used.
        word: Option<String>,
    },
    /// It is higher in this alternative than in the baseline.
    HigherIn(String),
    /// It is lower.
    LowerIn(String),
}

/// A person or camp.
#[derive(Clone, Debug)]
pub struct Expert {
    /// Id; the title is `name`.
    pub name: Name,
    /// Weight in the pool.
    pub weight: f64,
}

/// Somebody who decides.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Id; the title is `name`.
    pub name: Name,
}

/// A named number.
#[derive(Clone, Debug)]
pub struct Assumption {
    /// Id, title, evidence.
    pub name: Name,
    /// Never a formula.
    pub value: Amount,
    /// Converts a probability over this period to one step's wherever it is used.
    pub per: Option<Period>,
    /// Whether pooled views stay pooled when one expert is believed.
    pub pool: Option<Pool>,
}

/// A named truth.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Id, title, evidence.
    pub name: Name,
    /// Of type truth.
    pub truth: Formula,
}

/// What the reader wants to know.
#[derive(Clone, Debug)]
pub struct Question {
    /// Id, title, evidence; titles have their dates filled in.
    pub name: Name,
    /// In the first chart.
    pub headline: bool,
    /// Heading under which it stands.
    pub group: Option<String>,
    /// What is asked.
    pub asked: Asked,
    /// The day at whose step's end it is read, if not the last.
    pub by: Option<Date>,
}

/// What a question asks.
#[derive(Clone, Debug)]
pub enum Asked {
    /// A truth.
    Yes(Formula),
    /// The first of several truths that holds, with the answer for the rest.
    Cases {
        /// In order.
        cases: Vec<QuestionCase>,
        /// `otherwise`, or the answer `none_of_these`.
        otherwise: Answer,
    },
    /// A number.
    Number {
        /// Of type number.
        number: Formula,
        /// As written.
        thresholds: Vec<f64>,
        /// The unit of the quantity that it is, if it is one.
        unit: Option<String>,
    },
}

/// One answer of a question with cases.
#[derive(Clone, Debug)]
pub struct Answer {
    /// As written.
    pub id: String,
    /// Shown to readers.
    pub title: Option<String>,
    /// A palette slot that the author pins.
    pub colour: Option<u16>,
}

/// A case of a question.
#[derive(Clone, Debug)]
pub struct QuestionCase {
    /// Its answer.
    pub answer: Answer,
    /// Of type truth.
    pub condition: Formula,
}

/// A named what-if.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// Id, title, evidence.
    pub name: Name,
    /// Paths and values as text, applied to the document (`set`).
    pub set: Vec<(String, Span)>,
    /// Draws that are replaced.
    pub force: Vec<Forced>,
    /// Conditions that keep a trial.
    pub given: Vec<GivenThat>,
    /// One expert for the whole run.
    pub believe: Option<ExpertId>,
}

/// A draw that is replaced.
#[derive(Clone, Debug)]
pub struct Forced {
    /// What.
    pub what: ForcedValue,
    /// First day, if not the first step.
    pub from: Option<Date>,
    /// Last day, if not the last step.
    pub until: Option<Date>,
    /// Where it was said.
    pub span: Span,
}

/// What a forced draw becomes.
#[derive(Clone, Debug)]
pub enum ForcedValue {
    /// A variable and its branch.
    Branch(VariableId, u16),
    /// A quantity and its value.
    Number(QuantityId, f64),
}

/// A condition that keeps a trial.
#[derive(Clone, Debug)]
pub enum GivenThat {
    /// A formula, read at the end of the run.
    Formula(Formula),
    /// A question answered yes, at its `by`.
    Question(QuestionId),
}

/// One of the author's own tests.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// As written.
    pub says: String,
    /// Where.
    pub span: Span,
    /// What it means.
    pub test: ExpectationTest,
    /// Title, evidence.
    pub evidence: Evidence,
}

/// What an expectation tests.
#[derive(Clone, Debug)]
pub enum ExpectationTest {
    /// An alternative moves an answer.
    Moves {
        /// Which alternative.
        alternative: AlternativeId,
        /// Up rather than down.
        raises: bool,
        /// Which question.
        question: QuestionId,
        /// Which answer; none for a number question's mean.
        answer: Option<String>,
    },
    /// An answer compares with a number.
    Compares {
        /// Which question.
        question: QuestionId,
        /// Which answer; none for a number question's mean.
        answer: Option<String>,
        /// `<`, `<=`, `>`, `>=`
        op: crate::expr::BinaryOp,
        /// With what.
        number: f64,
    },
}

/// Rank correlation between two uncertain assumptions.
#[derive(Clone, Debug)]
pub struct Correlation {
    /// Which two.
    pub between: [AssumptionId; 2],
    /// Spearman's.
    pub rank: f64,
    /// Where it stands.
    pub span: Span,
}
