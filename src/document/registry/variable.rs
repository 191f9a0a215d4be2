//! The keys of events, choices and quantities.

use super::evidence::COMMON;
use super::kind::{Key, Kind, Place, Way};
use super::rule::{CHOICE_CASE, CHOICE_FACTOR, EVENT_CASE, EVENT_FACTOR};
use super::values::PERIODS;

/// What naming another way of drawing drops.
const DROPS: &[&str] = &[
    "probability",
    "outcomes",
    "options",
    "levels",
    "table",
    "columns",
    "case",
    "up",
    "down",
    "dirichlet",
    "rest",
];

/// The ways of drawing; a `table` may stand beside the list of branches.
const WAYS: &[Way] = &[
    Way {
        named_by: &["table"],
        drops: DROPS,
    },
    Way {
        named_by: &["probability"],
        drops: DROPS,
    },
    Way {
        named_by: &["outcomes", "options"],
        drops: DROPS,
    },
    Way {
        named_by: &["levels"],
        drops: DROPS,
    },
];

/// What events and choices share, but for the word for their branches.
const DRAWN: &[Key] = &[
    Key::new(
        "probability",
        Kind::Weight,
        "Of a yes/no variable: the probability of `yes`.",
        "probability = \"kremlin_presses\"",
    ),
    Key::new(
        "levels",
        Kind::Levels,
        "A ladder: at most one level a step. Needs an `initial`, `up` and `down`.",
        "levels = [\"some\", \"deep\", \"total\"]",
    ),
    Key::new(
        "up",
        Kind::Weight,
        "Of a ladder: the probability of a level up.",
        "up = 0.2",
    )
    .default("0"),
    Key::new(
        "down",
        Kind::Weight,
        "Of a ladder: the probability of a level down.",
        "down = 0.05",
    )
    .default("0"),
    Key::new(
        "table",
        Kind::Rows,
        "Rows of cells and weights; the first row that matches is drawn from. `\"*\"` matches anything, `\"a|b\"` either.",
        "table = [[\"absent\", \"*\", 97, 3]]",
    ),
    Key::new(
        "columns",
        Kind::Names,
        "What the first cells of each row are matched with.",
        "columns = [\"prev(talks)\", \"front\"]",
    ),
    Key::new(
        "per",
        Kind::OneOf(PERIODS),
        "Makes the probabilities that stand in the variable itself probabilities over this period.",
        "per = \"year\"",
    ),
    Key::new(
        "rest",
        Kind::OneOf(&["same"]),
        "Leaves what is left of a set's probabilities to the branch that stands now.",
        "rest = \"same\"",
    ),
    Key::new(
        "dirichlet",
        Kind::Concentrations,
        "Doubt about all weights together; stands beside a list of branches.",
        "dirichlet = { refuse = 30, send = 1 }",
    ),
    Key::new(
        "initial",
        Kind::Start,
        "The branch before step 1, or weights from which it is drawn.",
        "initial = \"stalemate\"",
    ),
    Key::new(
        "timing",
        Kind::OneOf(&["each_step", "once", "first_chance"]),
        "Drawn at each step, once before step 1, or once at the first step at which `when` holds.",
        "timing = \"once\"",
    )
    .default("\"each_step\" with `[time]`, else \"once\""),
    Key::new(
        "when",
        Kind::TruthFormula,
        "It is drawn only while this holds.",
        "when = \"front != ukraine_gains\"",
    ),
    Key::new(
        "idle",
        Kind::Name,
        "The branch while `when` does not hold, or until it is drawn once.",
        "idle = \"refuse\"",
    )
    .default("the last value stands"),
    Key::new(
        "final",
        Kind::Names,
        "Absorbing branches: once there, it is not drawn again.",
        "final = [\"send\"]",
    ),
    Key::new(
        "fact",
        Kind::Truth,
        "Settled already, only not known: doubt rather than chance, drawn once.",
        "fact = true",
    )
    .default("false"),
    Key::new(
        "draws_as",
        Kind::Name,
        "An earlier id, whose luck a renamed variable keeps.",
        "draws_as = \"troops_sent\"",
    )
    .default("its id"),
    Key::new(
        "titles",
        Kind::Titles,
        "What readers see of its branches.",
        "titles = { send = \"Troops are sent\" }",
    ),
    Key::new(
        "colour",
        Kind::Slots,
        "Slots of the palette for its branches, from 1.",
        "colour = { send = 2 }",
    ),
];

const OUTCOMES: Key = Key::new(
    "outcomes",
    Kind::Branches,
    "Its branches with their weights, or a list of branches.",
    "outcomes = { ukraine_gains = 1, stalemate = 8, russia_gains = 1 }",
);
const OPTIONS: Key = Key::new(
    "options",
    Kind::Branches,
    "Its branches with their weights, or a list of branches.",
    "options = { refuse = \"rest\", stall = 0.3, send = 0.02 }",
);

/// `[events.ID]`
pub static EVENT: Place = Place {
    name: "event",
    header: "[events.ID]",
    doc: "A variable that nobody decides: yes/no by `probability`, any branches by `outcomes`, a ladder by `levels`, or a `table`.",
    groups: &[
        &[OUTCOMES],
        DRAWN,
        &[
            Key::new(
                "case",
                Kind::Tables(&EVENT_CASE),
                "Cases: the first whose `if` holds replaces the weights.",
                "[[events.front.case]]",
            ),
            Key::new(
                "factor",
                Kind::Tables(&EVENT_FACTOR),
                "Factors: every one whose `if` holds multiplies weights.",
                "[[events.dependence.factor]]",
            ),
        ],
        COMMON,
    ],
    short: None,
    ways: WAYS,
    synonyms: &[
        ("options", "outcomes"),
        ("branches", "outcomes"),
        ("cases", "case"),
        ("factors", "factor"),
        ("colours", "colour"),
        ("start", "initial"),
        ("if", "when"),
    ],
};

/// `[choices.ID]`
pub static CHOICE: Place = Place {
    name: "choice",
    header: "[choices.ID]",
    doc: "A variable that an actor decides: yes/no by `probability`, any branches by `options`, a ladder by `levels`, or a `table`.",
    groups: &[
        &[
            Key::new("actor", Kind::Name, "Who decides.", "actor = \"minsk\""),
            OPTIONS,
        ],
        DRAWN,
        &[
            Key::new(
                "case",
                Kind::Tables(&CHOICE_CASE),
                "Cases: the first whose `if` holds replaces the weights.",
                "[[choices.troops.case]]",
            ),
            Key::new(
                "factor",
                Kind::Tables(&CHOICE_FACTOR),
                "Factors: every one whose `if` holds multiplies weights.",
                "[[choices.troops.factor]]",
            ),
        ],
        COMMON,
    ],
    short: None,
    ways: WAYS,
    synonyms: &[
        ("outcomes", "options"),
        ("branches", "options"),
        ("who", "actor"),
        ("cases", "case"),
        ("factors", "factor"),
        ("colours", "colour"),
        ("start", "initial"),
        ("if", "when"),
    ],
};

/// `[quantities.ID]`
pub static QUANTITY: Place = Place {
    name: "quantity",
    header: "[quantities.ID]",
    doc: "A number of each trial: a distribution or a formula as `value`, or a `start` and a `next`.",
    groups: &[
        &[
            Key::new(
                "value",
                Kind::Chance,
                "A distribution to draw from, or a formula to evaluate.",
                "value = { lognormal = { p05 = 0.05, p95 = 0.4 } }",
            ),
            Key::new("start", Kind::NumberFormula, "Its number before step 1.", "start = 0"),
            Key::new(
                "next",
                Kind::NumberFormula,
                "Its number at each step.",
                "next = \"prev(export_loss) + shock\"",
            ),
            Key::new(
                "timing",
                Kind::OneOf(&["each_step", "once"]),
                "Of a distribution: drawn at each step, or once before step 1.",
                "timing = \"each_step\"",
            )
            .default("\"each_step\" with `[time]`, else \"once\""),
            Key::new(
                "unit",
                Kind::Text,
                "Its unit, shown behind the number.",
                "unit = \"USD bn\"",
            ),
            Key::new(
                "draws_as",
                Kind::Name,
                "An earlier id, whose luck a renamed quantity keeps.",
                "draws_as = \"export_shock\"",
            )
            .default("its id"),
        ],
        COMMON,
    ],
    short: None,
    ways: &[
        Way {
            named_by: &["value"],
            drops: &["start", "next"],
        },
        Way {
            named_by: &["next"],
            drops: &["value", "timing"],
        },
    ],
    synonyms: &[
        ("initial", "start"),
        ("formula", "value"),
        ("distribution", "value"),
        ("units", "unit"),
    ],
};
