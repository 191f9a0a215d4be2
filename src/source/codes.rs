//! The register of errors and warnings: one table, from which the documentation is made too.

use super::diagnostic::Severity;

/// The word of a kind of finding, such as `unknown-key`. Words never change their meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub &'static str);

impl Code {
    /// What the register says of this word.
    pub fn entry(self) -> Option<&'static CodeEntry> {
        REGISTER.iter().find(|entry| entry.code == self)
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.0)
    }
}

/// One line of the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeEntry {
    pub code: Code,
    pub severity: Severity,
    /// What it means, as one sentence.
    pub explanation: &'static str,
}

/// Writes the constants and the table from the same lines.
macro_rules! register {
    ($($name:ident $word:literal $severity:ident $explanation:literal;)*) => {
        pub mod constants {
            //! The words as constants.
            use super::Code;
            $(#[doc = $explanation] pub const $name: Code = Code($word);)*
        }
        /// All kinds of findings, in the order in which a scenario is read.
        pub const REGISTER: &[CodeEntry] = &[$(CodeEntry {
            code: Code($word), severity: Severity::$severity, explanation: $explanation,
        }),*];
    };
}

register! {
    // The file as text and as TOML.
    UNREADABLE_FILE "unreadable-file" Error "A file cannot be read: it is missing, a folder, not a regular file, or closed to the reader.";
    NOT_UTF8 "not-utf8" Error "A file is not UTF-8 text.";
    TOO_LARGE "too-large" Error "A file, or something in it, is larger than the program allows; the limit is stated.";
    TOML_SYNTAX "toml-syntax" Error "The file is not valid TOML at this place.";
    NEWER_TOML "newer-toml" Error "The file uses a form of TOML 1.1 that editors which follow TOML 1.0 reject.";
    HIDDEN_CHARACTER "hidden-character" Error "A text holds a control character, or one that changes the direction of reading.";
    FORMAT_VERSION "format-version" Error "The line `contingent = 1` is missing, or names a format that this program does not know.";

    // Keys, ids and values.
    UNKNOWN_KEY "unknown-key" Error "An element has no such key.";
    MISPLACED_KEY "misplaced-key" Error "A key stands in an element that TOML handed it to, but belongs to another one.";
    MISSING_KEY "missing-key" Error "An element lacks a key that it needs.";
    CONFLICTING_KEYS "conflicting-keys" Error "Two keys of an element exclude each other.";
    WRONG_TYPE "wrong-type" Error "A value is of the wrong kind, such as a number where a text belongs.";
    WRONG_VALUE "wrong-value" Error "A value is of the right kind, but not one of those allowed here.";
    BAD_ID "bad-id" Error "An id is not written as ids are: lower-case letters, digits and `_`, a letter first.";
    RESERVED_ID "reserved-id" Error "An id is a word of the language.";
    DUPLICATE_ID "duplicate-id" Error "Two elements that share a namespace have the same id.";
    UNKNOWN_ID "unknown-id" Error "Nothing has this id.";
    UNUSED "unused" Warning "A definition is read by nothing.";
    UNKNOWN_PLACEHOLDER "unknown-placeholder" Warning "A title holds a word in braces other than `{start}` and `{end}`.";
    UNKNOWN_COLOUR "unknown-colour" Error "A colour is no slot of the palette.";
    LUCK_COLLISION "luck-collision" Error "Two variables would draw the same luck, by `draws_as` or by chance.";

    // Files upon files.
    EXTENDS_ESCAPE "extends-escape" Error "A path in `extends` leads out of the library.";
    EXTENDS_RING "extends-ring" Error "A file extends itself, directly or through others.";
    OFF_WITHOUT_ID "off-without-id" Error "`off` or `first` stands where it has no meaning, or without an `id`.";
    GIVEN_FOR_ANOTHER "given-for-another-value" Warning "Claims cited for a value still stand beside it although the value was changed.";

    // Formulas as text.
    FORMULA_SYNTAX "formula-syntax" Error "A formula cannot be read at this place.";
    FORMULA_TOO_LARGE "formula-too-large" Error "A formula is longer or nests deeper than allowed.";
    CHAINED_COMPARISON "chained-comparison" Error "Comparisons do not chain: `a < b < c` has to be two comparisons joined by `and`.";
    UNKNOWN_FUNCTION "unknown-function" Error "There is no function of this name.";
    WRONG_ARGUMENTS "wrong-arguments" Error "A function has too few or too many arguments, or one that it cannot take.";
    NUMBER_RANGE "number-range" Error "A number is too large or too small to be held.";
    BAD_DATE "bad-date" Error "A day does not exist, or is not written as `2023-01-15`.";
    MISPLACED_DATE "misplaced-date" Error "A date in a formula stands outside of `after(…)` and `at(…)`.";
    FOREIGN_LETTER "foreign-letter" Error "An id in a formula holds a letter that is not Latin, often one that looks like a Latin letter.";

    // Formulas by meaning.
    TYPE_MISMATCH "type-mismatch" Error "A part of a formula is of the wrong type (truth, number, branch, level).";
    UNKNOWN_BRANCH "unknown-branch" Error "A variable has no such branch.";
    LEVELS_OF_TWO "levels-of-two" Error "`< <= > >=` compare levels of one variable only.";
    QUESTION_IN_FORMULA "question-in-formula" Error "A formula names a question; questions never influence anything.";
    WORD_IN_FORMULA "word-in-formula" Error "A word of a scale or a strength stands inside a formula.";
    STANDS_ALONE "stands-alone" Error "`steps_since(…)` stands alone on one side of a comparison, and nowhere else.";
    CONDITION_RING "condition-ring" Error "A condition names itself, through others or through `prev`.";
    SAME_STEP_CYCLE "same-step-cycle" Error "Variables depend on each other within one step.";
    PREV_WITHOUT_START "prev-without-start" Error "`prev` of a quantity needs a `start`, or a value that is drawn once.";
    ALWAYS_SAME "always-same" Warning "A condition is always true or always false.";

    // Variables, branches and weights.
    TOO_FEW_BRANCHES "too-few-branches" Error "A variable has fewer than two branches.";
    DUPLICATE_BRANCH "duplicate-branch" Error "A branch, level or list entry is named twice.";
    BRANCH_LIKE_KEY "branch-like-key" Error "A branch is called like a key of its element.";
    MISSING_BRANCH "missing-branch" Error "A case has to name all branches, and one is missing.";
    BAD_WEIGHT "bad-weight" Error "A weight is negative or not a finite number.";
    NO_WEIGHT "no-weight" Error "All weights of a set are zero, so that nothing can be drawn.";
    BAD_PROBABILITY "bad-probability" Error "A probability does not lie between 0 and 1.";
    SUM_ABOVE_ONE "sum-above-one" Error "Probabilities that stand beside each other sum to more than 1.";
    NEARLY_WHOLE "nearly-whole" Warning "Weights sum to nearly 1 or 100, but not quite.";
    BAD_REST "bad-rest" Error "`rest` stands twice, or where it has no meaning.";
    REST_SAME "rest-same" Error "`rest = \"same\"` needs a variable of each step with an `initial` or `idle`.";
    NOT_YES_NO "not-yes-no" Error "`probability` or `odds` stands on a variable whose branches are not yes and no.";
    BAD_FACTOR "bad-factor" Error "A factor names what factors cannot act on.";
    BAD_LEVELS "bad-levels" Error "`levels` needs `each_step`, an `initial`, and `up` and `down`.";
    UNDRAWABLE "undrawable" Error "A set of weights can be reached, but not drawn.";

    // Cases and tables.
    CASE_NEVER "case-never" Warning "A case or factor can never apply.";
    BRANCH_NEVER "branch-never" Warning "A branch can never be drawn.";
    BAD_TABLE "bad-table" Error "A row of a table has the wrong number of cells.";
    BAD_CELL "bad-cell" Error "A cell of a table is no value of its column.";
    ROW_NEVER "row-never" Warning "A row of a table can never match: earlier rows take all it could.";
    ROW_MISSING "row-missing" Warning "A combination has no row in a table; drawing it would be an error.";

    RULE_LARGE "rule-large" Note "A rule reads so many states that it is worked out trial by trial, which is slow.";

    // Time.
    NEEDS_TIME "needs-time" Error "Something that needs steps stands in a scenario without `[time]`.";
    BAD_TIME "bad-time" Error "The start, the step or the number of steps cannot be used.";
    ONCE_READS_STEPS "once-reads-steps" Error "What is drawn once, before the first step, reads something that changes.";
    FIRST_CHANCE_WITHOUT_WHEN "first-chance-without-when" Warning "`first_chance` without `when` is drawn at the first step.";
    FINAL_START "final-start" Error "A variable begins at, or idles on, a branch that it could never leave.";
    KEEPS_LAST "keeps-last" Warning "While `when` fails the variable keeps its last value, and no `idle` says otherwise.";
    DATE_OUTSIDE "date-outside" Warning "A day in a formula lies outside of the run.";
    BY_OUTSIDE "by-outside" Error "The day of a question, claim or override lies outside of the run.";

    // Probabilities over a period.
    PER_WITHOUT_TIME "per-without-time" Error "`per` needs `[time]`.";
    PER_PLACE "per-place" Error "`per` stands where no probability can be converted.";
    PER_FORMULA "per-formula" Error "A formula under `per` reads no assumption with a `per` of its own.";
    PER_READ_ONCE "per-read-once" Error "An assumption with `per` is read where there is no step.";
    PER_SEVERAL "per-several" Note "Several yearly figures beside `rest` mean: if nothing else happened.";

    // Quantities and uncertain values.
    BAD_QUANTITY "bad-quantity" Error "A quantity needs a `value`, or a `start` and a `next`.";
    BAD_DISTRIBUTION "bad-distribution" Error "The parameters of a distribution cannot be used.";
    UNKNOWN_WORD "unknown-word" Error "A text is neither a word of the scale nor a strength.";
    WORD_IN_FACTOR "word-in-factor" Error "A word of a scale stands for a probability, never for a factor.";
    STRENGTH_OUTSIDE "strength-outside" Error "A strength such as `clearly more` stands outside of a factor.";
    ASSUMPTION_FORMULA "assumption-formula" Error "An assumption is a number, a word or an uncertain value, never a formula.";
    DOUBT_WITHOUT_ID "doubt-without-id" Error "An uncertain value stands in a case, factor or row without an `id`.";
    BAD_FACT "bad-fact" Error "A fact is settled before the first step and reads assumptions and facts only.";
    BAD_EXPERTS "bad-experts" Error "Experts are given for what they cannot be given for.";
    BAD_POOL "bad-pool" Error "`pool` cannot be used with these values.";
    BAD_CORRELATION "bad-correlation" Error "A correlation is not possible between these values, or with the others.";

    // Evidence.
    UNKNOWN_CLAIM "unknown-claim" Error "A claim is cited that is not defined.";
    UNKNOWN_SOURCE "unknown-source" Error "A claim belongs to a source that is not defined.";
    HINDSIGHT "hindsight" Warning "A claim or source is younger than the day on which the scenario stands.";
    BAD_EXPECTATION "bad-expectation" Error "What is expected cannot be read, or fits no question.";
    NO_SUCH_QUESTION "no-such-question" Warning "A claim speaks of a question that is none here, but a condition or an answer of that name exists.";

    // Questions.
    BAD_QUESTION "bad-question" Error "A question needs exactly one of `yes`, cases or `number`.";
    UNDRAWN_COMPARED "undrawn-compared" Warning "A question uses `!=` or `not` on a variable that may be undrawn, which then counts as different.";
    YES_CAN_END "yes-can-end" Warning "A yes can become false again, and no `ever` says that this is meant.";

    // Changing a scenario.
    UNKNOWN_PATH "unknown-path" Error "A path of `set` leads to nothing.";
    BAD_OVERRIDE "bad-override" Error "An override cannot be read, or not be applied to this element.";

    // What only a run can find.
    DRAW_FAILED "draw-failed" Error "A trial reached weights that cannot be drawn, or a combination without a row.";
    NOT_A_NUMBER "not-a-number" Error "A trial met a formula without a value, such as 0 / 0.";
    NOT_FINITE "not-finite" Error "A trial met a number that is infinite.";
    GIVEN_NEVER "given-never" Error "What is given never holds, so that nothing can be said about it.";
    TOO_MUCH_MEMORY "too-much-memory" Error "A run would need more memory than allowed.";
}
