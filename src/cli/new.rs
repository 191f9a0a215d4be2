//! `new`: a commented scenario to start from.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use super::disk::{reason, shown};
use super::outcome::Failure;
use super::output::Output;

/// The starter: small, complete, and without a warning.
pub const STARTER: &str = include_str!("new/starter.toml");

/// Writes the starter to a file that must not exist yet.
///
/// # Errors
/// The name does not end in `.toml`, the file exists, or it cannot be written.
pub fn new(file: &Path, output: &Output) -> Result<(), Failure> {
    if file.extension().is_none_or(|ending| ending != "toml") {
        return Err(Failure::Usage(format!(
            "`{}` does not end in `.toml`, as scenarios do",
            shown(file)
        )));
    }
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(file)
        .and_then(|mut out| {
            out.write_all(STARTER.as_bytes()).inspect_err(|_| {
                // Half a starter is worse than none.
                let _ = std::fs::remove_file(file);
            })
        });
    match written {
        Ok(()) => {
            let name = shown(file);
            output.say(&format!(
                "wrote {name}\nnext: contingent check {name}\n      contingent run {name}"
            ));
            Ok(())
        }
        Err(why) if why.kind() == ErrorKind::AlreadyExists => Err(Failure::World(format!(
            "`{}` exists already, and is left as it is",
            shown(file)
        ))),
        Err(why) => Err(Failure::World(format!(
            "cannot write `{}`: {}",
            shown(file),
            reason(&why)
        ))),
    }
}
