//! The library's front door: a scenario from a string, run, and its record.
//!
//! What stands here stays as it is from version to version; the rooms behind it may change.

use crate::document::{Document, Loader};
use crate::engine::Watch;
use crate::record::{Made, Ran, RunRecord, build, print_resolved};
use crate::source::{Diagnostics, Sources, render_short};
use crate::study::{Ask, Prepared, Sampling, Until, for_charts, prepare, sample, trouble};

pub use crate::study::sample::{MEMORY, TRIALS};

/// A checked scenario.
///
/// ```
/// use contingent::{Options, Scenario};
///
/// let scenario = Scenario::from_text(r#"
///     contingent = 1
///     [events.rain]
///     probability = 0.3
///     [questions.wet]
///     yes = "rain"
/// "#)?;
/// let record = scenario.run(Options { trials: 100_000, ..Options::default() })?;
/// let wet = record.probability("wet", "yes").expect("the scenario asks this");
/// assert!((0.29..0.31).contains(&wet.p));
/// assert_eq!(wet.word, "unlikely");
/// # Ok::<(), contingent::Problems>(())
/// ```
#[derive(Clone, Debug)]
pub struct Scenario {
    prepared: Prepared,
    warnings: Problems,
}

/// How to run a scenario.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// The seed of all luck.
    pub seed: u64,
    /// How many trials, at least 1.
    pub trials: u64,
    /// How many threads; none means all cores. Never changes a result.
    pub threads: Option<usize>,
    /// The most memory for trials and tallies, in bytes.
    pub memory: u64,
}

impl Default for Options {
    fn default() -> Self {
        let Sampling {
            seed, threads, memory, ..
        } = Sampling::default();
        Options {
            seed,
            trials: TRIALS,
            threads,
            memory,
        }
    }
}

/// What is wrong with a scenario, or what a run of it met: a line each, with file, line, column and remedy.
#[derive(Clone, Debug, Default, PartialEq, Eq, thiserror::Error)]
#[error("{}", .lines.join("\n"))]
pub struct Problems {
    /// Such as `scenario.toml:4:1: error[unknown-key]: …`.
    pub lines: Vec<String>,
}

impl Scenario {
    /// Reads and checks a scenario that is one text.
    ///
    /// # Errors
    /// All problems of the scenario, errors and warnings.
    pub fn from_text(text: &str) -> Result<Scenario, Problems> {
        Scenario::load(&One(text), NAME, &[])
    }

    /// Reads and checks a scenario with the files that it extends. `path` is below the library's root, as the loader
    /// understands it; `set` holds overrides such as `assumptions.appetite=0.4`.
    ///
    /// # Errors
    /// All problems of the scenario, errors and warnings.
    pub fn load(loader: &dyn Loader, path: &str, set: &[&str]) -> Result<Scenario, Problems> {
        let ask = Ask {
            path: path.to_owned(),
            set: set.iter().map(|&one| one.to_owned()).collect(),
            ..Ask::default()
        };
        let mut findings = Diagnostics::default();
        match prepare(loader, &ask, &mut findings) {
            Ok(prepared) => {
                let warnings = problems(&prepared.document.sources, findings);
                Ok(Scenario { prepared, warnings })
            }
            Err(document) => Err(problems(&document.sources, findings)),
        }
    }

    /// What the scenario probably does not mean to say.
    pub fn warnings(&self) -> &Problems {
        &self.warnings
    }

    /// Runs it.
    ///
    /// # Errors
    /// What the run met: weights that cannot be drawn, a formula without a value, too little memory.
    pub fn run(&self, options: Options) -> Result<RunRecord, Problems> {
        self.run_watched(options, &())
    }

    /// Runs it and tells `watch` how far it is. Where that stops the run early, the record holds the trials up to there.
    ///
    /// # Errors
    /// As [`Scenario::run`].
    pub fn run_watched(&self, options: Options, watch: &dyn Watch) -> Result<RunRecord, Problems> {
        let Prepared {
            document,
            model,
            changes,
            plan,
            asked,
        } = &self.prepared;
        let Options {
            seed,
            trials,
            threads,
            memory,
        } = options;
        let sampling = Sampling {
            seed,
            until: Until::Trials(trials.max(1)),
            threads,
            memory,
        };
        let counted = for_charts(model, plan, asked, &sampling);
        let sampled = sample(model, &counted, &sampling, watch).map_err(|failure| {
            let mut findings = Diagnostics::default();
            findings.push(trouble(model, &failure));
            problems(&document.sources, findings)
        })?;
        let asked = crate::record::Asked {
            seed,
            trials: sampled.tallies.run,
            ..asked.clone()
        };
        let (confidence, missing) = (sampled.confidence, sampled.missing);
        let ran = Ran {
            document,
            model,
            plan,
            changes,
            tallies: &sampled.tallies,
            asked,
            confidence,
            missing,
        };
        // A library reads no clock.
        let made = Made {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            ..Made::default()
        };
        Ok(build(&ran, &print_resolved(document, model), made))
    }

    /// The scenario as one text, with everything that it extends.
    pub fn resolved(&self) -> String {
        print_resolved(&self.prepared.document, &self.prepared.model)
    }

    /// The merged text with its places.
    pub fn document(&self) -> &Document {
        &self.prepared.document
    }
}

/// What a scenario given as a text is called in messages.
const NAME: &str = "scenario.toml";

/// A library of one text.
struct One<'t>(&'t str);

impl Loader for One<'_> {
    fn load(&self, path: &str) -> Result<String, String> {
        if path == NAME {
            Ok(self.0.to_owned())
        } else {
            Err("the scenario was given as a text, without files".to_owned())
        }
    }
}

fn problems(sources: &Sources, mut findings: Diagnostics) -> Problems {
    findings.sort();
    Problems {
        lines: render_short(sources, &findings).lines().map(str::to_owned).collect(),
    }
}
