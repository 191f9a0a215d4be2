//! How large a scenario may be. What goes beyond is an error that says the limit.

/// Branches of a variable: its state, and "undrawn", fit a byte with room to spare.
pub const BRANCHES: usize = 250;
/// Steps of a run.
pub const STEPS: u32 = 10_000;
/// Choices and events together.
pub const VARIABLES: usize = 1_000;
/// Named numbers.
pub const ASSUMPTIONS: usize = 2_000;
/// Named truths.
pub const CONDITIONS: usize = 2_000;
/// Numbers per trial.
pub const QUANTITIES: usize = 500;
/// Questions.
pub const QUESTIONS: usize = 500;
/// Answers of a question.
pub const ANSWERS: usize = 250;
/// Thresholds of a question.
pub const THRESHOLDS: usize = 100;
/// Cases of a variable.
pub const CASES: usize = 500;
/// Factors of a variable.
pub const FACTORS: usize = 500;
/// Columns of a table.
pub const COLUMNS: usize = 16;
/// Rows of a table.
pub const ROWS: usize = 20_000;
/// Sources.
pub const SOURCES: usize = 5_000;
/// Claims.
pub const CLAIMS: usize = 20_000;
/// Experts on the register.
pub const EXPERTS: usize = 100;
/// Actors.
pub const ACTORS: usize = 1_000;
/// Alternatives.
pub const ALTERNATIVES: usize = 200;
/// The author's own tests.
pub const EXPECTATIONS: usize = 1_000;
/// Slots of the palette that an author can pin.
pub const COLOURS: i64 = 12;
/// Pairs of correlated assumptions.
pub const CORRELATIONS: usize = 500;

/// Every limit with the words for what it limits, for the documentation.
pub const LIMITS: &[(&str, usize)] = &[
    ("branches of a variable", BRANCHES),
    ("steps", STEPS as usize),
    ("choices and events together", VARIABLES),
    ("assumptions", ASSUMPTIONS),
    ("conditions", CONDITIONS),
    ("quantities", QUANTITIES),
    ("questions", QUESTIONS),
    ("answers of a question", ANSWERS),
    ("thresholds of a question", THRESHOLDS),
    ("cases of a variable", CASES),
    ("factors of a variable", FACTORS),
    ("columns of a table", COLUMNS),
    ("rows of a table", ROWS),
    ("sources", SOURCES),
    ("claims", CLAIMS),
    ("experts", EXPERTS),
    ("actors", ACTORS),
    ("alternatives", ALTERNATIVES),
    ("expectations", EXPECTATIONS),
    ("correlations", CORRELATIONS),
];
