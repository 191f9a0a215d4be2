//! The keys of sources, claims, experts and actors, and those that every element shares.

use super::kind::{Key, Kind, Merge, Place};

/// What any element may have.
pub const COMMON: &[Key] = &[
    Key::new(
        "title",
        Kind::Text,
        "What readers see; `{start}` and `{end}` become dates.",
        "title = \"Troops are sent by {end}\"",
    )
    .default("the id, made readable"),
    Key::new(
        "note",
        Kind::Text,
        "Whatever the author wants to add.",
        "note = \"Pressure grows in winter.\"",
    ),
    Key::new(
        "because",
        Kind::Names,
        "Claims that support it.",
        "because = [\"eln-11\", \"eln-25\"]",
    ),
    Key::new(
        "despite",
        Kind::Names,
        "Claims that speak against it.",
        "despite = [\"eln-42\"]",
    ),
];

/// Removes an inherited element.
pub const OFF: &[Key] = &[Key::new(
    "off",
    Kind::Truth,
    "Removes the element, also one of a file that this one extends.",
    "off = true",
)
.default("false")];

/// `[sources.ID]`
pub static SOURCE: Place = Place {
    name: "source",
    header: "[sources.ID]",
    doc: "A text, a meeting or a person that claims come from.",
    groups: &[
        &[
            Key::new(
                "publisher",
                Kind::Text,
                "Who published it.",
                "publisher = \"European Leadership Network\"",
            ),
            Key::new("author", Kind::Text, "Who wrote it.", "author = \"A. Writer\""),
            Key::new("date", Kind::DayText, "When it was published.", "date = 2022-09-29"),
            Key::new(
                "url",
                Kind::Text,
                "Where it can be found.",
                "url = \"https://example.org/paper\"",
            ),
            Key::new(
                "retrieved",
                Kind::DayText,
                "When it was read there.",
                "retrieved = 2022-10-02",
            ),
            Key::new(
                "grade",
                Kind::Text,
                "Admiralty grade: reliability A to F, then credibility 1 to 6.",
                "grade = \"B2\"",
            ),
        ],
        COMMON,
    ],
    short: None,
    ways: &[],
    synonyms: &[("name", "title"), ("authors", "author"), ("link", "url")],
};

/// `[claims.ID]`
pub static CLAIM: Place = Place {
    name: "claim",
    header: "[claims.ID]",
    doc: "Something that somebody said. Elements cite it under `because` and `despite`.",
    groups: &[
        &[
            Key::new(
                "source",
                Kind::Name,
                "The source that it belongs to.",
                "source = \"eln-2022\"",
            )
            .required(),
            Key::new(
                "where",
                Kind::Text,
                "Where in the source it stands.",
                "where = \"Section on the war\"",
            ),
            Key::new("who", Kind::Text, "Who said it.", "who = \"a participant\""),
            Key::new(
                "says",
                Kind::Text,
                "What was said.",
                "says = \"There will be no mobilisation.\"",
            )
            .required(),
            Key::new(
                "expects",
                Kind::Table(&EXPECTS),
                "What it expects of a question; a run prints what the model says beside it.",
                "expects = { question = \"mobilised\", answer = \"no\", probability = [0.8, 1] }",
            )
            .merged(Merge::Replace),
        ],
        COMMON,
        OFF,
    ],
    short: None,
    ways: &[],
    synonyms: &[
        ("text", "says"),
        ("quote", "says"),
        ("speaker", "who"),
        ("page", "where"),
    ],
};

/// `expects` of a claim.
pub static EXPECTS: Place = Place {
    name: "claim's expectation",
    header: "expects = { … }",
    doc: "What a claim expects of a question: a probability of an answer, or that an alternative makes it more or less likely.",
    groups: &[&[
        Key::new(
            "question",
            Kind::Name,
            "The question; scenarios that lack it skip the claim.",
            "question = \"mobilised\"",
        )
        .required(),
        Key::new("answer", Kind::Name, "The answer.", "answer = \"no\"").default("\"yes\""),
        Key::new(
            "probability",
            Kind::Range,
            "Its probability: a number, a range, or a word of the scale.",
            "probability = [0.8, 1]",
        ),
        Key::new(
            "higher_in",
            Kind::Name,
            "The alternative in which it is more likely than in the baseline.",
            "higher_in = \"pressure_rises\"",
        ),
        Key::new(
            "lower_in",
            Kind::Name,
            "The alternative in which it is less likely than in the baseline.",
            "lower_in = \"pressure_rises\"",
        ),
        Key::new("by", Kind::Day, "The day by which it is expected.", "by = 2022-12-31").default("the question's own"),
        Key::new("said", Kind::Text, "The speaker's own word.", "said = \"hardly\""),
    ]],
    short: None,
    ways: &[],
    synonyms: &[("word", "said")],
};

/// `[experts.ID]`
pub static EXPERT: Place = Place {
    name: "expert",
    header: "[experts.ID]",
    doc: "A person or a camp whose view of the numbers is kept apart from others'.",
    groups: &[
        &[
            Key::new(
                "name",
                Kind::Text,
                "What readers see.",
                "name = \"Speakers from Minsk\"",
            )
            .default("the id, made readable"),
            Key::new(
                "weight",
                Kind::Number,
                "Weight in the whole scenario, from 0.",
                "weight = 2",
            )
            .default("1"),
        ],
        COMMON,
    ],
    short: None,
    ways: &[],
    synonyms: &[],
};

/// `[actors.ID]`
pub static ACTOR: Place = Place {
    name: "actor",
    header: "[actors.ID]",
    doc: "Somebody who decides.",
    groups: &[
        &[Key::new("name", Kind::Text, "What readers see.", "name = \"Minsk\"").default("the id, made readable")],
        COMMON,
    ],
    short: None,
    ways: &[],
    synonyms: &[],
};
