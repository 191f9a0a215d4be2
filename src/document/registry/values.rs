//! The keys of assumptions and conditions, of uncertain values, and of weights with their evidence.

use super::evidence::COMMON;
use super::kind::{Ids, Key, Kind, Merge, Place};

/// Periods over which a probability can be given.
pub const PERIODS: &[&str] = &["day", "week", "month", "quarter", "year"];

/// `[assumptions.ID]`
pub static ASSUMPTION: Place = Place {
    name: "assumption",
    header: "[assumptions.ID]",
    doc: "A number with a name. The short form is a line under `[assumptions]`: `months_of_shock = 3`.",
    groups: &[
        &[
            Key::new(
                "value",
                Kind::Value,
                "The number, a word of the scale, or an uncertain value; never a formula.",
                "value = \"unlikely\"",
            )
            .required(),
            Key::new(
                "per",
                Kind::OneOf(PERIODS),
                "Makes it a probability over this period; wherever it is used, it stands for one step's.",
                "per = \"year\"",
            ),
            Key::new(
                "pool",
                Kind::OneOf(&["linear", "log"]),
                "Joins the experts' views into one: a mixture, or a weighted geometric mean.",
                "pool = \"linear\"",
            )
            .default("each world believes one expert"),
        ],
        COMMON,
    ],
    short: Some("value"),
    ways: &[],
    synonyms: &[("probability", "value"), ("weight", "value")],
};

/// `[conditions.ID]`
pub static CONDITION: Place = Place {
    name: "condition",
    header: "[conditions.ID]",
    doc: "A truth with a name, for rules, questions and `given`. The short form is a line under `[conditions]`: `cornered = \"dependence >= deep\"`.",
    groups: &[
        &[Key::new(
            "if",
            Kind::TruthFormula,
            "When it is true.",
            "if = \"dependence >= deep and ultimatum\"",
        )
        .required()],
        COMMON,
    ],
    short: Some("if"),
    ways: &[],
    synonyms: &[("value", "if"), ("when", "if"), ("formula", "if")],
};

/// An expert's value with its evidence.
pub static VIEW: Place = Place {
    name: "expert's value",
    header: "experts = { ID = { value = … } }",
    doc: "What one expert says, with evidence. The short form is the value itself.",
    groups: &[
        &[Key::new(
            "value",
            Kind::Value,
            "The number, a word of the scale, or an uncertain value.",
            "value = 2",
        )
        .required()],
        COMMON,
    ],
    short: Some("value"),
    ways: &[],
    synonyms: &[("weight", "value")],
};

/// A weight with its evidence.
pub static WEIGHT: Place = Place {
    name: "weight",
    header: "BRANCH = { weight = … }",
    doc: "A weight with its evidence. The short form is the weight itself.",
    groups: &[
        &[Key::new(
            "weight",
            Kind::Bare,
            "The weight: a number, a formula, a word, or an uncertain value.",
            "weight = 3",
        )
        .required()],
        COMMON,
    ],
    short: Some("weight"),
    ways: &[],
    synonyms: &[("value", "weight"), ("probability", "weight")],
};

/// Doubt about a number.
pub static DOUBT: Place = Place {
    name: "uncertain value",
    header: "{ uniform = [1, 2] }",
    doc: "Doubt about a number, as one of these distributions.",
    groups: &[&[
        Key::new(
            "uniform",
            Kind::Parameters(2),
            "Uniform between a low and a high end.",
            "uniform = [1, 2]",
        ),
        Key::new(
            "triangular",
            Kind::Parameters(3),
            "Triangular: low end, mode, high end.",
            "triangular = [1, 2, 4]",
        ),
        Key::new(
            "pert",
            Kind::Parameters(3),
            "PERT with λ = 4: low end, mode, high end.",
            "pert = [1, 2, 4]",
        ),
        Key::new(
            "normal",
            Kind::Parameters(2),
            "Normal: mean, standard deviation.",
            "normal = [10, 2]",
        ),
        Key::new(
            "lognormal",
            Kind::Table(&DOUBT_LOGNORMAL),
            "Lognormal, by two quantiles or by its median and the standard deviation of its logarithm.",
            "lognormal = { p05 = 0.05, p95 = 0.4 }",
        )
        .merged(Merge::Replace),
        Key::new("beta", Kind::Parameters(2), "Beta: its two shapes.", "beta = [2, 8]"),
        Key::new(
            "interval",
            Kind::Parameters(2),
            "A probability's equal-tailed interval, on the logit scale; needs `confidence`.",
            "interval = [0.1, 0.4]",
        ),
        Key::new(
            "confidence",
            Kind::Number,
            "The probability of the `interval`, above 0 and below 1.",
            "confidence = 0.9",
        ),
        Key::new(
            "experts",
            Kind::Map(&VIEW, Ids::Plain),
            "Each expert's own value.",
            "experts = { minsk_view = 0.5, sceptics = { pert = [1, 2, 4] } }",
        )
        .merged(Merge::Replace),
    ]],
    short: None,
    ways: &[],
    synonyms: &[("gauss", "normal"), ("triangle", "triangular"), ("range", "uniform")],
};

/// `lognormal` of doubt.
pub static DOUBT_LOGNORMAL: Place = Place {
    name: "lognormal",
    header: "lognormal = { … }",
    doc: "A lognormal distribution: `p05` and `p95`, or `median` and `sd_log`.",
    groups: &[&[
        Key::new(
            "p05",
            Kind::Number,
            "The number that it lies below in 5% of cases.",
            "p05 = 0.05",
        ),
        Key::new(
            "p95",
            Kind::Number,
            "The number that it lies below in 95% of cases.",
            "p95 = 0.4",
        ),
        Key::new("median", Kind::Number, "Its median.", "median = 2"),
        Key::new(
            "sd_log",
            Kind::Number,
            "The standard deviation of its logarithm.",
            "sd_log = 0.5",
        ),
    ]],
    short: None,
    ways: &[],
    synonyms: &[("p5", "p05"), ("sd", "sd_log")],
};

/// Chance in the world: a quantity's distribution.
pub static CHANCE: Place = Place {
    name: "distribution",
    header: "value = { uniform = [1, 2] }",
    doc: "A quantity's distribution; its parameters may be formulas.",
    groups: &[&[
        Key::new(
            "uniform",
            Kind::FormulaParameters(2),
            "Uniform between a low and a high end.",
            "uniform = [1, 2]",
        ),
        Key::new(
            "triangular",
            Kind::FormulaParameters(3),
            "Triangular: low end, mode, high end.",
            "triangular = [1, 2, 4]",
        ),
        Key::new(
            "pert",
            Kind::FormulaParameters(3),
            "PERT with λ = 4: low end, mode, high end.",
            "pert = [1, 2, \"high_end\"]",
        ),
        Key::new(
            "normal",
            Kind::FormulaParameters(2),
            "Normal: mean, standard deviation.",
            "normal = [\"trend\", 2]",
        ),
        Key::new(
            "lognormal",
            Kind::Table(&CHANCE_LOGNORMAL),
            "Lognormal, by two quantiles or by its median and the standard deviation of its logarithm.",
            "lognormal = { p05 = 0.05, p95 = 0.4 }",
        )
        .merged(Merge::Replace),
        Key::new(
            "beta",
            Kind::FormulaParameters(2),
            "Beta: its two shapes.",
            "beta = [2, 8]",
        ),
        Key::new(
            "interval",
            Kind::FormulaParameters(2),
            "A share's equal-tailed interval, on the logit scale; needs `confidence`.",
            "interval = [0.1, 0.4]",
        ),
        Key::new(
            "confidence",
            Kind::NumberFormula,
            "The probability of the `interval`, above 0 and below 1.",
            "confidence = 0.9",
        ),
    ]],
    short: None,
    ways: &[],
    synonyms: &[("gauss", "normal"), ("triangle", "triangular"), ("range", "uniform")],
};

/// `lognormal` of chance.
pub static CHANCE_LOGNORMAL: Place = Place {
    name: "lognormal distribution",
    header: "lognormal = { … }",
    doc: "A quantity's lognormal distribution: `p05` and `p95`, or `median` and `sd_log`; each may be a formula.",
    groups: &[&[
        Key::new(
            "p05",
            Kind::NumberFormula,
            "The number that it lies below in 5% of cases.",
            "p05 = 0.05",
        ),
        Key::new(
            "p95",
            Kind::NumberFormula,
            "The number that it lies below in 95% of cases.",
            "p95 = 0.4",
        ),
        Key::new(
            "median",
            Kind::NumberFormula,
            "Its median.",
            "median = \"2 * wave_size\"",
        ),
        Key::new(
            "sd_log",
            Kind::NumberFormula,
            "The standard deviation of its logarithm.",
            "sd_log = 0.5",
        ),
    ]],
    short: None,
    ways: &[],
    synonyms: &[("p5", "p05"), ("sd", "sd_log")],
};
