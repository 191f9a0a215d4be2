//! The keys of cases and factors.

use super::evidence::COMMON;
use super::kind::{Key, Kind, Place};

/// What a case has, but for the word for branches.
const CASE: &[Key] = &[
    Key::new(
        "id",
        Kind::Id,
        "Its path for `--set`, sweeps and `extends`; needed where it holds doubt.",
        "id = \"after_ultimatum\"",
    ),
    Key::new(
        "if",
        Kind::TruthFormula,
        "When it applies.",
        "if = \"prev(front) == russia_gains\"",
    )
    .required(),
    Key::new(
        "probability",
        Kind::Weight,
        "Of a yes/no variable: the probability of `yes`.",
        "probability = 0.3",
    ),
    Key::new(
        "up",
        Kind::Weight,
        "Of a ladder: the probability of a level up.",
        "up = 0.4",
    )
    .default("the base's"),
    Key::new(
        "down",
        Kind::Weight,
        "Of a ladder: the probability of a level down.",
        "down = 0.1",
    )
    .default("the base's"),
    Key::new(
        "first",
        Kind::Truth,
        "Puts the case before those of the files that this one extends.",
        "first = true",
    )
    .default("false"),
    OFF_BY_ID,
];

const OFF_BY_ID: Key = Key::new(
    "off",
    Kind::Truth,
    "Removes the one with this `id`, also that of a file that this one extends.",
    "off = true",
)
.default("false");

/// `[[events.ID.case]]`
pub static EVENT_CASE: Place = Place {
    name: "case",
    header: "[[events.ID.case]]",
    doc: "Replaces the event's weights where its `if` holds and no earlier case's does.",
    groups: &[
        CASE,
        &[Key::new(
            "outcomes",
            Kind::Weights,
            "Weights of all branches; on a ladder a jump.",
            "outcomes = { ukraine_gains = 1, stalemate = 3, russia_gains = 6 }",
        )],
        COMMON,
    ],
    short: None,
    ways: &[],
    synonyms: &[("options", "outcomes"), ("when", "if")],
};

/// `[[choices.ID.case]]`
pub static CHOICE_CASE: Place = Place {
    name: "case",
    header: "[[choices.ID.case]]",
    doc: "Replaces the choice's weights where its `if` holds and no earlier case's does.",
    groups: &[
        CASE,
        &[Key::new(
            "options",
            Kind::Weights,
            "Weights of all branches; on a ladder a jump.",
            "options = { refuse = 8, stall = 3, send = 1 }",
        )],
        COMMON,
    ],
    short: None,
    ways: &[],
    synonyms: &[("outcomes", "options"), ("when", "if")],
};

/// What a factor has, but for the word for branches.
const FACTOR: &[Key] = &[
    Key::new(
        "id",
        Kind::Id,
        "Its path for `--set`, sweeps and `extends`; needed where it holds doubt.",
        "id = \"ultimatum\"",
    ),
    Key::new("if", Kind::TruthFormula, "When it applies.", "if = \"ultimatum\"").default("always"),
    Key::new(
        "odds",
        Kind::Weight,
        "Of a yes/no variable: what the odds of `yes` are multiplied by.",
        "odds = 3",
    ),
    Key::new(
        "up",
        Kind::Weight,
        "Of a ladder: what the weight of a level up is multiplied by.",
        "up = \"clearly more\"",
    )
    .default("1"),
    Key::new(
        "down",
        Kind::Weight,
        "Of a ladder: what the weight of a level down is multiplied by.",
        "down = 0.5",
    )
    .default("1"),
    OFF_BY_ID,
];

/// `[[events.ID.factor]]`
pub static EVENT_FACTOR: Place = Place {
    name: "factor",
    header: "[[events.ID.factor]]",
    doc: "Multiplies the event's weights where its `if` holds, by a number, a formula, or a strength such as `clearly more`.",
    groups: &[
        FACTOR,
        &[Key::new(
            "outcomes",
            Kind::Weights,
            "What the weights of some branches are multiplied by.",
            "outcomes = { russia_gains = \"strongly more\" }",
        )],
        COMMON,
    ],
    short: None,
    ways: &[],
    synonyms: &[("options", "outcomes"), ("when", "if"), ("probability", "odds")],
};

/// `[[choices.ID.factor]]`
pub static CHOICE_FACTOR: Place = Place {
    name: "factor",
    header: "[[choices.ID.factor]]",
    doc: "Multiplies the choice's weights where its `if` holds, by a number, a formula, or a strength such as `clearly more`.",
    groups: &[
        FACTOR,
        &[Key::new(
            "options",
            Kind::Weights,
            "What the weights of some branches are multiplied by.",
            "options = { stall = 4, send = \"6 * appetite\" }",
        )],
        COMMON,
    ],
    short: None,
    ways: &[],
    synonyms: &[("outcomes", "options"), ("when", "if"), ("probability", "odds")],
};
