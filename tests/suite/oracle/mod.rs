//! An interpreter of scenario files that shares no code with the library.
//!
//! Comes in: the text of a scenario. Goes out: the exact distribution of all it is asked, found by walking
//! every path with its whole history and reading each rule from its definition. A generator beside it
//! writes scenarios that between them use the whole language. Must not know: the library.
//!
//! Where the language leaves a choice, these readings were taken:
//!
//! 1. A variable drawn once already has its drawn value before step 1: `prev` and `initial` shares see it.
//! 2. A random `initial` does not count as drawn; `drawn` is false until the first draw or force.
//! 3. A written `initial`, random or not, and `idle` count for `final`; only the unwritten `no` does not.
//! 4. `final` binds every timing: a variable standing there is not due, unless `do` covers the step.
//! 5. `do` without days covers the draws before step 1 too, for variables drawn once.
//! 6. `do` on a quantity replaces its value at every step in the range; its `start` stays.
//! 7. `replaced` counts paths (among those kept) on which some forced draw was due, whatever it would have been.
//! 8. `rest = "same"` adds what is left to the weight that the standing branch has in the set itself.
//! 9. Ladders: up + down must not exceed 1 even at an end, where one of them cannot happen.
//! 10. A ladder's case with all levels: with `rest` its numbers are probabilities, and only then `per` converts them.
//! 11. A case of a ladder that leaves out `up` or `down` takes the base's.
//! 12. `prev(e, n)` reaching before step 1 is `e` at step 0, however far; `prev` in `prev` likewise.
//! 13. `steps_since` that never held makes a comparison false also below `prev`, at whichever step it is read.
//! 14. A comparison first looks whether the right name is a branch of the left variable, then the other way round.
//! 15. The left side's variable is also found inside `prev(…)` and in the branches of `if(…)`.
//! 16. `*` in a table matches an undrawn column; no other cell does.
//! 17. A random `initial` may read what is drawn once, and `start` may too.
//! 18. A formula that reads only assumptions and what is drawn once makes a quantity known before step 1.
//! 19. Questions are read before step 1 too, left out where a quantity has no value yet; that is never a first time.
//! 20. Where doubt is ignored, `pool = "log"` gives its geometric mean, other experts the arithmetic one of those
//!     who spoke; `believe` takes the expert's own mean where he spoke and the assumption is not pooled.
//! 21. Periods are compared in years: a day is 1/365.25, a week 7/365.25, a month 1/12, a quarter 1/4 of one.
//! 22. The factors of strength and the ends of open word ranges are those of the language's own tables (0.005, 0.995).
//! 23. A factor on a ladder's impossible move has no effect; one on `up` or `down` never acts on a jump.
//! 24. A fact with probability one half stands at `no`, the first of its branches by id.
//! 25. A `given` formula is read at the end of the last step, `question:<id>` at the question's own `by`.
pub mod draw;
pub mod exact;
pub mod formula;
pub mod lookup;
pub mod order;
pub mod read;
pub mod rules;
pub mod scenario;
pub mod tree;
pub mod values;
pub mod walk;

pub mod draft;
pub mod features;
pub mod generate;
pub mod hard;
pub mod print;

mod by_hand;
mod closed_forms;
mod matters;

pub use read::Options;
pub use walk::enumerate;
