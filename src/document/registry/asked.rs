//! The keys of questions, alternatives, expectations and correlations.

use super::evidence::{COMMON, OFF};
use super::kind::{Ids, Key, Kind, Merge, Place, Way};

/// `[questions.ID]`
pub static QUESTION: Place = Place {
    name: "question",
    header: "[questions.ID]",
    doc: "What the reader wants to know: a truth under `yes`, several answers as cases, or a `number`.",
    groups: &[
        &[
            Key::new(
                "yes",
                Kind::TruthFormula,
                "When the answer is yes.",
                "yes = \"ever(stage == called_up)\"",
            ),
            Key::new(
                "case",
                Kind::Tables(&ANSWER),
                "Answers: the first whose `if` holds.",
                "[[questions.posture.case]]",
            ),
            Key::new(
                "otherwise",
                Kind::Table(&OTHERWISE),
                "The answer where no case holds.",
                "otherwise = { id = \"on_the_fence\" }",
            )
            .default("`none_of_these`"),
            Key::new(
                "number",
                Kind::NumberFormula,
                "The number that is asked for.",
                "number = \"export_loss\"",
            ),
            Key::new(
                "thresholds",
                Kind::Numbers,
                "Numbers for which the probability of more is given.",
                "thresholds = [1, 5, 10]",
            ),
            Key::new(
                "by",
                Kind::Day,
                "The day at whose step's end it is read.",
                "by = 2023-03-31",
            )
            .default("the end of the run"),
            Key::new(
                "headline",
                Kind::Truth,
                "Stands in the first chart; `--precision` looks at these.",
                "headline = true",
            )
            .default("false; where no question says so, all count"),
            Key::new(
                "group",
                Kind::Text,
                "The heading that it stands under.",
                "group = \"War\"",
            ),
        ],
        COMMON,
        OFF,
    ],
    short: None,
    ways: &[
        Way {
            named_by: &["yes"],
            drops: &["case", "otherwise", "number", "thresholds"],
        },
        Way {
            named_by: &["case"],
            drops: &["yes", "number", "thresholds"],
        },
        Way {
            named_by: &["number"],
            drops: &["yes", "case", "otherwise"],
        },
    ],
    synonyms: &[
        ("if", "yes"),
        ("cases", "case"),
        ("else", "otherwise"),
        ("value", "number"),
        ("until", "by"),
    ],
};

/// `[[questions.ID.case]]`
pub static ANSWER: Place = Place {
    name: "answer",
    header: "[[questions.ID.case]]",
    doc: "One answer of a question with cases.",
    groups: &[
        &[
            Key::new("id", Kind::Id, "The answer's id.", "id = \"in_the_war\"").required(),
            Key::new(
                "if",
                Kind::TruthFormula,
                "When it is the answer, unless an earlier case is.",
                "if = \"troops == send\"",
            )
            .required(),
            Key::new("colour", Kind::Whole, "A slot of the palette, from 1.", "colour = 2"),
            Key::new(
                "first",
                Kind::Truth,
                "Puts the case before those of the files that this one extends.",
                "first = true",
            )
            .default("false"),
        ],
        COMMON,
        OFF,
    ],
    short: None,
    ways: &[],
    synonyms: &[("yes", "if"), ("when", "if"), ("name", "title")],
};

/// `otherwise` of a question.
pub static OTHERWISE: Place = Place {
    name: "last answer",
    header: "[questions.ID.otherwise]",
    doc: "The answer where no case holds.",
    groups: &[
        &[
            Key::new("id", Kind::Id, "The answer's id.", "id = \"on_the_fence\"").required(),
            Key::new("colour", Kind::Whole, "A slot of the palette, from 1.", "colour = 1"),
        ],
        COMMON,
    ],
    short: None,
    ways: &[],
    synonyms: &[("name", "title")],
};

/// `[alternatives.ID]`
pub static ALTERNATIVE: Place = Place {
    name: "alternative",
    header: "[alternatives.ID]",
    doc: "A named what-if: other values (`set`), decisions that are forced (`do`), trials that are kept (`given`), one expert (`believe`).",
    groups: &[
        &[
            Key::new(
                "set",
                Kind::Settings,
                "Values by their paths in quotes, as `--set` takes them.",
                "set = { \"assumptions.kremlin_presses\" = \"likely\" }",
            ),
            Key::new(
                "do",
                Kind::Map(&FORCED, Ids::Formula),
                "Choices, events and quantities whose draws are replaced.",
                "do = { troops = \"refuse\" }",
            )
            .merged(Merge::Replace),
            Key::new(
                "given",
                Kind::OneOrMore,
                "Formulas, or `question:ID`, that hold at the end of the trials that are kept.",
                "given = \"cornered\"",
            ),
            Key::new(
                "believe",
                Kind::Name,
                "The expert who is believed throughout.",
                "believe = \"sceptics\"",
            ),
        ],
        COMMON,
        OFF,
    ],
    short: None,
    ways: &[],
    synonyms: &[("if", "given"), ("force", "do"), ("expert", "believe")],
};

/// An entry of `do`.
pub static FORCED: Place = Place {
    name: "forced draw",
    header: "do = { ID = { is = … } }",
    doc: "What a draw is replaced by, and from when until when. The short form is the branch or number itself.",
    groups: &[&[
        Key::new("is", Kind::Forced, "The branch, truth or number.", "is = \"refuse\"").required(),
        Key::new(
            "from",
            Kind::Day,
            "The day in whose step it begins.",
            "from = 2023-03-01",
        )
        .default("the first step"),
        Key::new(
            "until",
            Kind::Day,
            "The day in whose step it ends.",
            "until = 2023-06-30",
        )
        .default("the last step"),
    ]],
    short: Some("is"),
    ways: &[],
    synonyms: &[("value", "is"), ("to", "until"), ("by", "until")],
};

/// `[[expectations]]`
pub static EXPECTATION: Place = Place {
    name: "expectation",
    header: "[[expectations]]",
    doc: "The author's own test, run by `check --expect`.",
    groups: &[
        &[Key::new(
            "says",
            Kind::Text,
            "`ALTERNATIVE raises QUESTION.ANSWER`, `… lowers …`, or a comparison with a number.",
            "says = \"troops_sent < 0.1\"",
        )
        .required()],
        COMMON,
    ],
    short: None,
    ways: &[],
    synonyms: &[("if", "says")],
};

/// `[[correlations]]`
pub static CORRELATION: Place = Place {
    name: "correlation",
    header: "[[correlations]]",
    doc: "A rank correlation between two uncertain assumptions, by a Gaussian copula.",
    groups: &[
        &[
            Key::new(
                "between",
                Kind::Names,
                "The two assumptions.",
                "between = [\"wave_size\", \"kremlin_presses\"]",
            )
            .required(),
            Key::new(
                "rank",
                Kind::Number,
                "Spearman's rank correlation, between −1 and 1.",
                "rank = 0.6",
            )
            .required(),
        ],
        COMMON,
    ],
    short: None,
    ways: &[],
    synonyms: &[("rho", "rank"), ("correlation", "rank")],
};
