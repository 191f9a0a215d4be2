//! Progress on a terminal after half a second, and Ctrl-C: the first ends a run cleanly, the second at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::engine::Watch;

use super::output::Output;

/// How long a run takes before it shows its progress.
const PATIENCE: Duration = Duration::from_millis(500);
const TICK: Duration = Duration::from_millis(50);

/// How many trials there will be.
#[derive(Clone, Copy, Debug)]
pub enum Goal {
    /// So many.
    Exactly(u64),
    /// So many, or fewer.
    AtMost(u64),
    /// Nobody knows.
    Unknown,
}

impl From<Option<u64>> for Goal {
    fn from(total: Option<u64>) -> Goal {
        total.map_or(Goal::Unknown, Goal::Exactly)
    }
}

/// Watches a run: counts, shows, and stops it.
pub struct Progress {
    done: Arc<AtomicU64>,
    stopped: Arc<AtomicBool>,
    over: Arc<AtomicBool>,
    painter: Option<JoinHandle<()>>,
}

impl Progress {
    /// Begins to watch a run of so many trials.
    pub fn start(goal: impl Into<Goal>, interrupt: &Interrupt, output: &Output) -> Progress {
        let goal = goal.into();
        let (done, over) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
        let painter = (output.is_watched && !output.quiet).then(|| {
            let (done, over) = (Arc::clone(&done), Arc::clone(&over));
            std::thread::spawn(move || paint(goal, &done, &over))
        });
        Progress {
            done,
            stopped: Arc::clone(&interrupt.0),
            over,
            painter,
        }
    }
}

impl Watch for Progress {
    fn advance(&self, trials: u64) {
        self.done.fetch_add(trials, Ordering::Relaxed);
    }

    fn cancelled(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}

impl Drop for Progress {
    /// Wipes the bar, so that nothing of it stands among the results.
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        if let Some(painter) = self.painter.take() {
            painter.thread().unpark();
            let _ = painter.join();
        }
    }
}

/// Whether somebody asked to stop.
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Listens to Ctrl-C, and to the signals that mean the same.
    pub fn listen() -> Interrupt {
        let interrupt = Interrupt::default();
        let flag = Arc::clone(&interrupt.0);
        // Where no handler can be set, Ctrl-C ends the program as it does any other.
        let _ = ctrlc::set_handler(move || {
            if flag.swap(true, Ordering::Relaxed) {
                std::process::exit(130);
            }
        });
        interrupt
    }

    /// Whether somebody did.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

fn paint(goal: Goal, done: &AtomicU64, over: &AtomicBool) {
    let waits = PATIENCE.as_millis() / TICK.as_millis();
    for _ in 0..waits {
        std::thread::park_timeout(TICK);
        if over.load(Ordering::Relaxed) {
            return;
        }
    }
    let (total, form) = match goal {
        Goal::Exactly(total) => (
            Some(total),
            "{bar:40} {percent:>3}%  {human_pos} of {human_len} trials, {eta} left",
        ),
        Goal::AtMost(total) => (
            Some(total),
            "{bar:40}  {human_pos} of at most {human_len} trials, {elapsed}",
        ),
        Goal::Unknown => (None, "{spinner} {human_pos} trials, {elapsed}"),
    };
    let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template(form) {
        bar.set_style(style.progress_chars("##-"));
    }
    while !over.load(Ordering::Relaxed) {
        bar.set_position(done.load(Ordering::Relaxed));
        std::thread::park_timeout(TICK);
    }
    bar.finish_and_clear();
}
