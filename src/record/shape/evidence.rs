//! What the numbers of a scenario rest on, as a record shows it: sources, claims, experts, assumptions.

use serde::{Deserialize, Serialize};

use crate::record::ordered::Ordered;

/// Everything cited, and what is not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Where claims come from.
    pub sources: Ordered<SourceShown>,
    /// What was said, and what the model implies beside it.
    pub claims: Ordered<ClaimShown>,
    /// Claims that speak of questions which the scenario lacks; they are skipped.
    pub skipped: Vec<String>,
    /// Persons or camps.
    pub experts: Ordered<ExpertShown>,
    /// Who decides.
    pub actors: Ordered<ActorShown>,
    /// Numbers worth arguing about.
    pub assumptions: Ordered<AssumptionShown>,
    /// Numbers that no claim stands behind.
    pub judgements: Judgements,
}

/// A source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceShown {
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// As far as known.
    pub date: Option<String>,
    /// Where to find it.
    pub url: Option<String>,
    /// When it was read.
    pub retrieved: Option<String>,
    /// Admiralty grade, such as `B2`.
    pub grade: Option<String>,
}

/// A claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClaimShown {
    /// The id of its source.
    pub source: String,
    /// Where in the source.
    #[serde(rename = "where")]
    pub place: Option<String>,
    /// Who said it.
    pub who: Option<String>,
    /// What, in the scenario's words.
    pub says: String,
    /// What it expects of a question of this scenario.
    pub expects: Option<ExpectsShown>,
    /// Elements that cite it for themselves.
    pub because_of: Vec<String>,
    /// Elements that it speaks against.
    pub against: Vec<String>,
    /// Where it stands, as `file:line`.
    pub at: String,
}

/// What a claim expects, and what the model implies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExpectsShown {
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: String,
    /// The range of its probability, if it names one.
    pub probability: Option<[f64; 2]>,
    /// The alternative in which the answer is higher.
    pub higher_in: Option<String>,
    /// The alternative in which it is lower.
    pub lower_in: Option<String>,
    /// By when, if it names a day.
    pub by: Option<String>,
    /// The speaker's own word.
    pub said: Option<String>,
    /// What the model implies for the answer then: the estimate and its interval.
    pub model: Option<super::Share>,
    /// How the two stand to each other; of a direction only where it was tested: `agrees` where it holds, `lower` where the
    /// answer was to rise and did not, `higher` where it was to fall and did not.
    pub verdict: Option<Verdict>,
}

/// What the model implies, beside what was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The interval lies within what was said.
    Agrees,
    /// The model says more.
    Higher,
    /// The model says less.
    Lower,
    /// The interval crosses the edge of what was said.
    TooCloseToCall,
}

impl Verdict {
    /// All of them, in the order in which they are counted.
    pub const ALL: [Verdict; 4] = [
        Verdict::Agrees,
        Verdict::Higher,
        Verdict::Lower,
        Verdict::TooCloseToCall,
    ];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Verdict::Agrees => "agrees",
            Verdict::Higher => "higher",
            Verdict::Lower => "lower",
            Verdict::TooCloseToCall => "too close to call",
        }
    }
}

/// A test of the scenario, and how it came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpectationShown {
    /// The claim that says it; none for one of the author's own.
    pub claim: Option<String>,
    /// As written, or as the claim says it.
    pub says: String,
    /// `holds`, `fails` or `undecided`.
    pub verdict: String,
    /// The number that decided, such as `+3.1 points (+3.0 to +3.2)`.
    pub found: String,
}

/// A person or camp.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExpertShown {
    /// The name.
    pub name: String,
    /// Weight in the pool.
    pub weight: f64,
}

/// Somebody who decides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActorShown {
    /// The name.
    pub name: String,
}

/// A number of the scenario, as written and as used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ValueShown {
    /// As written.
    pub text: String,
    /// The number that this run used, before `per`.
    pub number: f64,
    /// The range of a word, where it is one.
    pub range: Option<[f64; 2]>,
}

/// An assumption.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AssumptionShown {
    /// Shown to readers.
    pub title: String,
    /// Its value.
    pub value: ValueShown,
    /// The period over which it is a probability.
    pub per: Option<String>,
    /// What a step uses, where `per` converts.
    pub per_step: Option<f64>,
    /// Whether its value is in doubt.
    pub doubt: bool,
    /// Each expert's own view.
    pub experts: Ordered<ViewShown>,
    /// Claims that support it.
    pub because: Vec<String>,
    /// Claims that speak against it.
    pub despite: Vec<String>,
    /// The author's words.
    pub note: Option<String>,
    /// The claims were given for a value that was replaced since.
    pub for_another_value: bool,
    /// Elements that read it.
    pub used_by: Vec<String>,
    /// Where its value stands, as `file:line`.
    pub at: String,
}

/// One expert's view.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ViewShown {
    /// The view.
    #[serde(flatten)]
    pub value: ValueShown,
    /// Claims that support it.
    pub because: Vec<String>,
}

/// How many numbers the scenario has, and which cite no claim.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Judgements {
    /// Assumptions, sets of weights, factors and distributions that hold a number of their own.
    pub numbers: u64,
    /// Those that cite no claim: the author's judgement.
    pub without_claim: Vec<String>,
}
