//! Paths of scenario files below the library's root: text only, so that no path can leave it.

/// Why a path cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathFault {
    /// There is nothing in it.
    Empty,
    /// It holds a control character.
    Control,
    /// It holds a backslash.
    Backslash,
    /// It does not start at the file that says it.
    Absolute,
    /// It leads out of the library.
    Escapes,
    /// It does not end in `.toml`.
    NotToml,
}

impl PathFault {
    /// The fault as a sentence's end, behind the path.
    pub fn words(self) -> &'static str {
        match self {
            PathFault::Empty => "is empty",
            PathFault::Control => "holds a control character",
            PathFault::Backslash => "holds a backslash; parts of a path are parted by `/`",
            PathFault::Absolute => "is absolute; paths start at the folder of the file that says them",
            PathFault::Escapes => "leads out of the library",
            PathFault::NotToml => "does not end in `.toml`",
        }
    }
}

/// A path below the library's root without `.`, `..` and empty parts.
///
/// # Errors
/// The first fault found.
pub fn normalise(path: &str) -> Result<String, PathFault> {
    resolve("", path)
}

/// The path below the library's root that `said` means in the file `from` (itself below the root).
///
/// # Errors
/// The first fault found.
pub fn resolve(from: &str, said: &str) -> Result<String, PathFault> {
    if said.is_empty() {
        return Err(PathFault::Empty);
    }
    if said.chars().any(char::is_control) {
        return Err(PathFault::Control);
    }
    if said.contains('\\') {
        return Err(PathFault::Backslash);
    }
    // A colon in the first part is a drive on Windows.
    if said.starts_with('/') || said.split('/').next().is_some_and(|first| first.contains(':')) {
        return Err(PathFault::Absolute);
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in said.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or(PathFault::Escapes)?;
            }
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    if path.len() <= ".toml".len() || !path.ends_with(".toml") {
        return Err(PathFault::NotToml);
    }
    Ok(path)
}

/// A scenario's id: its path below the library's root, without `.toml`.
pub fn id_of(path: &str) -> &str {
    path.strip_suffix(".toml").unwrap_or(path)
}
