//! From arguments to a command, and from its end to an exit code.

use std::ffi::OsString;

use clap::{CommandFactory, Parser};

use super::arguments::{Arguments, Command};
use super::outcome::Failure;
use super::output::Output;
use super::{chart, check, compare, explain, gallery, inspect, list, new, run, schema, sweep, trace, watch};

/// Does what the arguments (the program's name first) ask for; the exit code.
pub fn start(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(help_or_mistake) => {
            let code = help_or_mistake.exit_code();
            // Where nobody reads the help, there is nobody to tell.
            let _ = help_or_mistake.print();
            return u8::try_from(code).unwrap_or(2);
        }
    };
    let output = Output::new(arguments.color);
    let done = match arguments.command {
        Command::Run(asked) => run::run(&asked, output),
        Command::Compare(asked) => compare::compare(&asked, output),
        Command::Chart(asked) => chart::chart(&asked, &output),
        Command::Gallery(asked) => gallery::gallery(&asked, &output),
        Command::Sweep(asked) => sweep::sweep(&asked, output),
        Command::Watch(asked) => watch::watch(&asked, &output),
        Command::Check(asked) => check::check(&asked, &output),
        Command::Trace(asked) => trace::trace(&asked, &output),
        Command::Explain(asked) => explain::explain(&asked, &output),
        Command::New { file } => new::new(&file, &output),
        Command::Schema { of } => schema::schema(of, &output),
        Command::List { folder, format } => list::list(folder.as_deref(), format, &output),
        Command::Inspect { file, stage, changes } => inspect::inspect(&file, stage, &changes, &output),
        Command::Completions { shell } => completions(shell, &output),
    };
    match done {
        Ok(()) => 0,
        Err(failure) => {
            if let Some(message) = failure.message() {
                output.failed(&message);
            }
            failure.code()
        }
    }
}

fn completions(shell: clap_complete::Shell, output: &Output) -> Result<(), Failure> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "contingent", &mut text);
    output.print_bytes(&text)
}

/// A whole number as people write it: `250000`, `1_000_000`, `1e6`, `2.5e5`.
///
/// # Errors
/// A sentence, where it is none.
pub fn number(text: &str) -> Result<u64, String> {
    let plain = text.replace(['_', ','], "");
    if let Ok(number) = plain.parse::<u64>() {
        return Ok(number);
    }
    let wrong = || "write a whole number, such as 250000, 1_000_000 or 1e6".to_owned();
    if !plain
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b".eE+".contains(&byte))
    {
        return Err(wrong());
    }
    let number: f64 = plain.parse().map_err(|_| wrong())?;
    // Up to 2^53 every whole number is a float.
    let is_whole = number == libm::floor(number) && (0.0..=9e15).contains(&number);
    if is_whole { Ok(number as u64) } else { Err(wrong()) }
}

/// A number of trials, at least 1.
///
/// # Errors
/// A sentence, where it is none.
pub fn trials(text: &str) -> Result<u64, String> {
    const MOST: u64 = 1_000_000_000_000;
    match number(text)? {
        0 => Err("there must be at least one trial".to_owned()),
        trials if trials > MOST => Err("at most 1e12 trials can be run".to_owned()),
        trials => Ok(trials),
    }
}

/// The number of a trial, below 2^53.
///
/// # Errors
/// A sentence, where it is none.
pub fn trial(text: &str) -> Result<u64, String> {
    number(text)?
        .checked_add(1)
        .filter(|next| *next <= crate::draw::TRIALS)
        .map(|next| next - 1)
        .ok_or_else(|| format!("trials are numbered from 0 to {}", crate::draw::TRIALS - 1))
}

/// A seed.
///
/// # Errors
/// A sentence, where it is none.
pub fn seed(text: &str) -> Result<u64, String> {
    number(text).map_err(|_| format!("write a whole number from 0 to {}", u64::MAX))
}

/// A half-width in points.
///
/// # Errors
/// A sentence, where it is none that can be reached.
pub fn points(text: &str) -> Result<f64, String> {
    let points = text
        .parse::<f64>()
        .ok()
        .filter(|points| (0.001..=50.0).contains(points));
    points.ok_or_else(|| "write a half-width in points, from 0.001 to 50".to_owned())
}

/// The smallest difference that matters, in points.
///
/// # Errors
/// A sentence, where it is none that can be shown.
pub fn smallest(text: &str) -> Result<f64, String> {
    let points = text
        .parse::<f64>()
        .ok()
        .filter(|points| (0.001..=100.0).contains(points));
    points.ok_or_else(|| "write a difference in points, from 0.001 to 100".to_owned())
}

/// The width of a picture, in px.
///
/// # Errors
/// A sentence, where it is none that can be drawn.
pub fn width(text: &str) -> Result<f64, String> {
    let width = text.parse::<u32>().ok().filter(|width| (320..=2400).contains(width));
    width
        .map(f64::from)
        .ok_or_else(|| "write a width in px, from 320 to 2400".to_owned())
}

/// A number of threads, at least 1.
///
/// # Errors
/// A sentence, where it is none.
pub fn threads(text: &str) -> Result<usize, String> {
    match text.parse::<usize>() {
        Ok(0) => Err("there must be at least one thread".to_owned()),
        Ok(threads) if threads <= 1024 => Ok(threads),
        _ => Err("write a whole number from 1 to 1024".to_owned()),
    }
}

/// An amount of memory: `512M`, `4G`, `65536K`, or bytes.
///
/// # Errors
/// A sentence, where it is none.
pub fn bytes(text: &str) -> Result<u64, String> {
    let text = text.trim().to_ascii_uppercase();
    let stem = text.trim_end_matches("IB").trim_end_matches('B');
    let (digits, unit) = match stem.chars().last() {
        Some('K') => (&stem[..stem.len() - 1], 1 << 10),
        Some('M') => (&stem[..stem.len() - 1], 1 << 20),
        Some('G') => (&stem[..stem.len() - 1], 1 << 30),
        Some('T') => (&stem[..stem.len() - 1], 1 << 40),
        _ => (stem, 1),
    };
    let count = digits
        .trim()
        .parse::<u64>()
        .ok()
        .and_then(|count| count.checked_mul(unit));
    count
        .filter(|count| *count > 0)
        .ok_or_else(|| "write an amount such as 512M or 4G".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(trials("1e6"), Ok(1_000_000));
        assert_eq!(trials("1_000_000"), Ok(1_000_000));
        assert_eq!(trials("2.5e5"), Ok(250_000));
        for wrong in ["", "0", "-1", "1.5", "1e-3", "ten", "1e13", "inf", "nan", "0x10"] {
            assert!(trials(wrong).is_err(), "{wrong}");
        }
        assert_eq!(bytes("512M"), Ok(512 << 20));
        assert_eq!(bytes("1 GiB"), Ok(1 << 30));
        assert_eq!(bytes("1000"), Ok(1000));
        assert!(bytes("0").is_err() && bytes("M").is_err() && bytes("99999999999T").is_err());
    }

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }
}
