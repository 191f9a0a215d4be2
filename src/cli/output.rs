//! Where text goes: results to stdout, talk to stderr, colour where it is wanted.

use std::io::{ErrorKind, IsTerminal, Write};

use crate::source::{Diagnostics, Sources, Style, render};

use super::arguments::ColourChoice;
use super::outcome::Failure;

/// The width of text that goes to no terminal.
const WIDTH: usize = 80;
/// The most findings shown in full.
const FINDINGS: usize = 100;

/// The two streams of the program.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    /// Whether results may be coloured.
    pub colour: bool,
    /// Whether talk may be coloured.
    talk_colour: bool,
    /// The width for results, in columns.
    pub width: usize,
    /// Whether somebody watches stderr.
    pub is_watched: bool,
    /// Whether talk is left out.
    pub quiet: bool,
}

impl Output {
    /// The streams as they are, with the colour asked for.
    pub fn new(choice: ColourChoice) -> Output {
        let wanted = |is_terminal: bool| match choice {
            ColourChoice::Always => true,
            ColourChoice::Never => false,
            // NO_COLOR, CLICOLOR and dumb terminals are for `anstream` to know.
            ColourChoice::Auto => {
                is_terminal && anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never
            }
        };
        let (out, talk) = (std::io::stdout().is_terminal(), std::io::stderr().is_terminal());
        let width = if out {
            terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
        } else {
            None
        };
        Output {
            colour: wanted(out),
            talk_colour: wanted(talk),
            width: width.unwrap_or(WIDTH),
            is_watched: talk,
            quiet: false,
        }
    }

    /// Prints a result.
    ///
    /// # Errors
    /// The reader has gone, or stdout cannot be written.
    pub fn print(&self, text: &str) -> Result<(), Failure> {
        self.print_bytes(text.as_bytes())
    }

    /// Prints a result that is bytes.
    ///
    /// # Errors
    /// The reader has gone, or stdout cannot be written.
    pub fn print_bytes(&self, bytes: &[u8]) -> Result<(), Failure> {
        let mut out = std::io::stdout().lock();
        out.write_all(bytes)
            .and_then(|()| out.flush())
            .map_err(|why| match why.kind() {
                ErrorKind::BrokenPipe => Failure::Pipe,
                _ => Failure::World(format!("cannot write to the standard output: {why}")),
            })
    }

    /// Says something beside the results.
    pub fn say(&self, text: &str) {
        if !self.quiet {
            self.insist(text);
        }
    }

    /// Says something that even `--quiet` does not silence.
    pub fn insist(&self, text: &str) {
        // Where stderr is closed there is nobody to tell.
        let _ = writeln!(std::io::stderr().lock(), "{text}");
    }

    /// Shows findings in full, errors before all else if there are very many.
    pub fn show(&self, sources: &Sources, findings: &Diagnostics) {
        let mut findings = findings.clone();
        findings.sort();
        let (errors, warnings) = findings.cap(FINDINGS);
        let style = if self.talk_colour { Style::Colour } else { Style::Plain };
        let text = render(sources, &findings, style, self.width.max(WIDTH));
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
        if errors + warnings > 0 {
            self.insist(&format!("and {} more\n", counted(errors, warnings)));
        }
    }

    /// `text` as the start of a message: bold red for errors.
    pub fn failed(&self, text: &str) {
        if self.talk_colour {
            self.insist(&format!("\u{1b}[1;31merror\u{1b}[0m: {text}"));
        } else {
            self.insist(&format!("error: {text}"));
        }
    }
}

/// `2 errors and 1 warning`.
pub fn counted(errors: usize, warnings: usize) -> String {
    let some = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    match (errors, warnings) {
        (0, 0) => "nothing".to_owned(),
        (0, warnings) => some(warnings, "warning"),
        (errors, 0) => some(errors, "error"),
        (errors, warnings) => format!("{} and {}", some(errors, "error"), some(warnings, "warning")),
    }
}
