//! The register of functions: one table for the parser, for help and for the documentation.

/// A function of the formula language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Function {
    Prev,
    Ever,
    Count,
    StepsSince,
    Drawn,
    After,
    At,
    If,
    Min,
    Max,
    Abs,
    Exp,
    Ln,
    Sqrt,
    Clamp,
}

/// One line of the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FunctionEntry {
    pub function: Function,
    pub name: &'static str,
    /// How the arguments are written, for messages and documentation.
    pub signature: &'static str,
    /// The least number of arguments.
    pub least: usize,
    /// The greatest number of arguments; none where any number will do.
    pub most: Option<usize>,
    /// What it says, as one line.
    pub doc: &'static str,
    pub example: &'static str,
}

impl Function {
    /// The function of this name.
    pub fn named(name: &str) -> Option<Function> {
        FUNCTIONS
            .iter()
            .find(|entry| entry.name == name)
            .map(|entry| entry.function)
    }

    /// What the register says of it.
    pub fn entry(self) -> &'static FunctionEntry {
        // The register stands in the order of the enum, which a test holds it to.
        &FUNCTIONS[self as usize]
    }

    /// The name as written in a formula.
    pub fn name(self) -> &'static str {
        self.entry().name
    }
}

impl FunctionEntry {
    /// The ways of writing it, each in backticks.
    pub(super) fn signature_quoted(&self) -> String {
        self.signature
            .split(" or ")
            .map(|way| format!("`{way}`"))
            .collect::<Vec<_>>()
            .join(" or ")
    }
}

/// All functions, in the order of [`Function`].
pub const FUNCTIONS: [FunctionEntry; 15] = [
    entry(
        Function::Prev,
        "prev",
        "prev(e) or prev(e, n)",
        (1, Some(2)),
        "the value of `e` at the end of the step before, or `n` steps before",
        "prev(front) == russia_gains",
    ),
    entry(
        Function::Ever,
        "ever",
        "ever(c)",
        (1, Some(1)),
        "whether `c` held at the end of some step so far, this one included",
        "ever(stage == called_up)",
    ),
    entry(
        Function::Count,
        "count",
        "count(c)",
        (1, Some(1)),
        "at the end of how many steps so far `c` held, this one included",
        "count(front == stalemate) >= 3",
    ),
    entry(
        Function::StepsSince,
        "steps_since",
        "steps_since(c)",
        (1, Some(1)),
        "how many steps ago `c` last held, 0 while it does; alone on one side of a comparison",
        "steps_since(ultimatum) <= 3",
    ),
    entry(
        Function::Drawn,
        "drawn",
        "drawn(x)",
        (1, Some(1)),
        "whether the variable `x` was drawn or forced at least once in this trial",
        "drawn(reply)",
    ),
    entry(
        Function::After,
        "after",
        "after(day)",
        (1, Some(1)),
        "true in steps that begin on the day or later",
        "after(2023-01-15)",
    ),
    entry(
        Function::At,
        "at",
        "at(day)",
        (1, Some(1)),
        "true in the step that contains the day",
        "at(2023-01-15)",
    ),
    entry(
        Function::If,
        "if",
        "if(c, a, b)",
        (3, Some(3)),
        "`a` where `c` holds, else `b`; only that one is evaluated",
        "if(ultimatum, 2, 1)",
    ),
    entry(
        Function::Min,
        "min",
        "min(a, b, …)",
        (2, None),
        "the least of its arguments",
        "min(pressure, 3)",
    ),
    entry(
        Function::Max,
        "max",
        "max(a, b, …)",
        (2, None),
        "the greatest of its arguments",
        "max(pressure, 0)",
    ),
    entry(
        Function::Abs,
        "abs",
        "abs(a)",
        (1, Some(1)),
        "the number without its sign",
        "abs(balance)",
    ),
    entry(
        Function::Exp,
        "exp",
        "exp(a)",
        (1, Some(1)),
        "e to the power of `a`",
        "exp(-distance)",
    ),
    entry(
        Function::Ln,
        "ln",
        "ln(a)",
        (1, Some(1)),
        "the natural logarithm",
        "ln(1 + loss)",
    ),
    entry(
        Function::Sqrt,
        "sqrt",
        "sqrt(a)",
        (1, Some(1)),
        "the square root",
        "sqrt(troops_near)",
    ),
    entry(
        Function::Clamp,
        "clamp",
        "clamp(a, low, high)",
        (3, Some(3)),
        "`a`, but at least `low` and at most `high`",
        "clamp(pressure, 0, 10)",
    ),
];

const fn entry(
    function: Function,
    name: &'static str,
    signature: &'static str,
    (least, most): (usize, Option<usize>),
    doc: &'static str,
    example: &'static str,
) -> FunctionEntry {
    FunctionEntry {
        function,
        name,
        signature,
        least,
        most,
        doc,
        example,
    }
}
