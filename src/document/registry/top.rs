//! The keys of the file itself and of its single sections, and the list of all places.

use super::asked::{ALTERNATIVE, ANSWER, CORRELATION, EXPECTATION, FORCED, OTHERWISE, QUESTION};
use super::evidence::{ACTOR, CLAIM, EXPECTS, EXPERT, SOURCE};
use super::kind::{Ids, Key, Kind, Merge, Place};
use super::rule::{CHOICE_CASE, CHOICE_FACTOR, EVENT_CASE, EVENT_FACTOR};
use super::values::{ASSUMPTION, CHANCE, CHANCE_LOGNORMAL, CONDITION, DOUBT, DOUBT_LOGNORMAL, VIEW, WEIGHT};
use super::variable::{CHOICE, EVENT, QUANTITY};

/// All places, in the order of the reference.
pub static PLACES: &[&Place] = &[
    &TOP,
    &SCENARIO,
    &TIME,
    &SOURCE,
    &CLAIM,
    &EXPECTS,
    &EXPERT,
    &ACTOR,
    &ASSUMPTION,
    &VIEW,
    &DOUBT,
    &DOUBT_LOGNORMAL,
    &CONDITION,
    &EVENT,
    &EVENT_CASE,
    &EVENT_FACTOR,
    &CHOICE,
    &CHOICE_CASE,
    &CHOICE_FACTOR,
    &WEIGHT,
    &QUANTITY,
    &CHANCE,
    &CHANCE_LOGNORMAL,
    &QUESTION,
    &ANSWER,
    &OTHERWISE,
    &ALTERNATIVE,
    &FORCED,
    &EXPECTATION,
    &CORRELATION,
    &REPORT,
    &LIBRARY,
];

/// The file itself.
pub static TOP: Place = Place {
    name: "file",
    header: "the top of the file",
    doc: "Keys and sections of a scenario. Sections may stand in any order; charts keep the order of the file.",
    groups: &[&[
        Key::new(
            "contingent",
            Kind::Whole,
            "Version of the format; the one that this program reads is 1.",
            "contingent = 1",
        )
        .required()
        .merged(Merge::Own),
        Key::new(
            "extends",
            Kind::Names,
            "Files that are merged under this one, first to last; paths start at this file's folder.",
            "extends = [\"../briefings/eln-2022.toml\"]",
        )
        .merged(Merge::Own),
        Key::new(
            "scenario",
            Kind::Table(&SCENARIO),
            "What the scenario is about.",
            "[scenario]",
        ),
        Key::new(
            "time",
            Kind::Table(&TIME),
            "The run as a row of steps; without it the scenario is one-shot.",
            "[time]",
        ),
        Key::new(
            "sources",
            Kind::Map(&SOURCE, Ids::Plain),
            "Where claims come from.",
            "[sources.eln-2022]",
        ),
        Key::new(
            "claims",
            Kind::Map(&CLAIM, Ids::Plain),
            "What somebody said.",
            "[claims.eln-30]",
        ),
        Key::new(
            "experts",
            Kind::Map(&EXPERT, Ids::Plain),
            "Persons or camps whose views are kept apart.",
            "[experts.sceptics]",
        ),
        Key::new(
            "actors",
            Kind::Map(&ACTOR, Ids::Plain),
            "Who decides.",
            "[actors.minsk]",
        ),
        Key::new(
            "assumptions",
            Kind::Map(&ASSUMPTION, Ids::Formula),
            "Every number worth arguing about, by name.",
            "[assumptions.kremlin_presses]",
        ),
        Key::new(
            "conditions",
            Kind::Map(&CONDITION, Ids::Formula),
            "Truths by name.",
            "[conditions]",
        ),
        Key::new(
            "events",
            Kind::Map(&EVENT, Ids::Formula),
            "Variables that nobody decides.",
            "[events.front]",
        ),
        Key::new(
            "choices",
            Kind::Map(&CHOICE, Ids::Formula),
            "Variables that an actor decides.",
            "[choices.troops]",
        ),
        Key::new(
            "quantities",
            Kind::Map(&QUANTITY, Ids::Formula),
            "Numbers of each trial.",
            "[quantities.export_loss]",
        ),
        Key::new(
            "questions",
            Kind::Map(&QUESTION, Ids::Plain),
            "What the reader wants to know; questions never influence a draw.",
            "[questions.troops_sent]",
        ),
        Key::new(
            "alternatives",
            Kind::Map(&ALTERNATIVE, Ids::Plain),
            "Named what-ifs, compared with the baseline.",
            "[alternatives.pressure_rises]",
        ),
        Key::new(
            "expectations",
            Kind::Tables(&EXPECTATION),
            "The author's own tests.",
            "[[expectations]]",
        )
        .merged(Merge::Append),
        Key::new(
            "correlations",
            Kind::Tables(&CORRELATION),
            "Rank correlations between uncertain assumptions.",
            "[[correlations]]",
        )
        .merged(Merge::Append),
        Key::new(
            "report",
            Kind::Table(&REPORT),
            "What the page of a run shows, and in which order.",
            "[report]",
        ),
    ]],
    short: None,
    ways: &[],
    synonyms: &[
        ("variables", "events"),
        ("decisions", "choices"),
        ("parameters", "assumptions"),
        ("scenarios", "alternatives"),
    ],
};

/// `[scenario]`
pub static SCENARIO: Place = Place {
    name: "scenario",
    header: "[scenario]",
    doc: "What the scenario is about.",
    groups: &[&[
        Key::new(
            "title",
            Kind::Text,
            "Its title; `{start}` and `{end}` become the first and the last day.",
            "title = \"Belarus and the war, autumn 2022\"",
        )
        .default("the path of the file"),
        Key::new(
            "question",
            Kind::Text,
            "The question that the reader has, in one sentence.",
            "question = \"How far is Belarus drawn in by {end}?\"",
        ),
        Key::new(
            "as_of",
            Kind::Day,
            "The day on which the scenario stands: a younger claim gets a warning.",
            "as_of = 2022-09-30",
        ),
        Key::new(
            "words",
            Kind::OneOf(&["phia", "icd203", "ipcc"]),
            "The scale on which this file's words of probability are read; each file has its own.",
            "words = \"phia\"",
        )
        .default("\"phia\"")
        .merged(Merge::Own),
        Key::new(
            "note",
            Kind::Text,
            "Whatever the author wants to add.",
            "note = \"Written after the meeting.\"",
        ),
    ]],
    short: None,
    ways: &[],
    synonyms: &[("date", "as_of"), ("scale", "words"), ("name", "title")],
};

/// `[time]`
pub static TIME: Place = Place {
    name: "time",
    header: "[time]",
    doc: "The run as a row of steps. Step k begins k − 1 steps after `start`, clamped at month ends.",
    groups: &[&[
        Key::new(
            "start",
            Kind::Day,
            "The first day of the first step.",
            "start = 2022-10-01",
        )
        .required(),
        Key::new(
            "step",
            Kind::OneOf(&["day", "week", "month", "quarter", "year"]),
            "The length of a step.",
            "step = \"month\"",
        )
        .required(),
        Key::new("steps", Kind::Whole, "How many steps there are.", "steps = 12").required(),
        Key::new(
            "note",
            Kind::Text,
            "Whatever the author wants to add.",
            "note = \"To the end of the mandate.\"",
        ),
    ]],
    short: None,
    ways: &[],
    synonyms: &[("length", "steps"), ("begin", "start")],
};

/// `[report]`
pub static REPORT: Place = Place {
    name: "report",
    header: "[report]",
    doc: "What the page of a run shows, and in which order. It never changes a draw.",
    groups: &[&[
        Key::new(
            "questions",
            Kind::Names,
            "Questions that come first, in this order.",
            "questions = [\"posture\"]",
        )
        .default("the order of the file"),
        Key::new(
            "states",
            Kind::Names,
            "Choices and events that get a chart of their states over time, in this order.",
            "states = [\"dependence\"]",
        ),
        Key::new(
            "paths",
            Kind::Names,
            "Choices and events that paths to an answer are drawn through, first to last; `--through` names others.",
            "paths = [\"dependence\", \"venue\"]",
        )
        .default("those that tell most about the answer"),
        Key::new(
            "note",
            Kind::Text,
            "Whatever the author wants to add.",
            "note = \"As in the printed paper.\"",
        ),
    ]],
    short: None,
    ways: &[],
    synonyms: &[
        ("order", "questions"),
        ("through", "paths"),
        ("stages", "paths"),
        ("variables", "states"),
    ],
};

/// The file `contingent.toml` at a library's root.
pub static LIBRARY: Place = Place {
    name: "library file",
    header: "contingent.toml",
    doc: "The file that marks the root of a library of scenarios, with defaults for its runs. It may be empty.",
    groups: &[&[
        Key::new("contingent", Kind::Whole, "Version of the format.", "contingent = 1").default("1"),
        Key::new(
            "seed",
            Kind::Whole,
            "The seed of runs that name none, from 0.",
            "seed = 7",
        )
        .default("1"),
        Key::new(
            "trials",
            Kind::Whole,
            "The number of trials of runs that name none.",
            "trials = 1_000_000",
        )
        .default("1_000_000"),
        Key::new(
            "output",
            Kind::Text,
            "The folder for run records, from the library's root.",
            "output = \"reports\"",
        )
        .default("\"reports\""),
    ]],
    short: None,
    ways: &[],
    synonyms: &[("out", "output"), ("reports", "output")],
};
