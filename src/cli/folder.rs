//! Records on disk: a folder appears whole or not at all.

use std::fs;
use std::path::{Path, PathBuf};

use super::disk::{reason, shown};
use super::outcome::Failure;

/// What a folder is called while it is written, and what an old one is called while it is removed.
const NEW: &str = ".new-";
const OLD: &str = ".old-";

/// Whether a folder `name` could be written below `parent`, asked before the work that would fill it. Nothing is left behind.
///
/// # Errors
/// What is in the way.
pub fn check(parent: &Path, name: Option<&str>) -> Result<(), Failure> {
    let stands = parent.ancestors().find(|folder| fs::symlink_metadata(folder).is_ok());
    let stands = stands.unwrap_or(Path::new("."));
    if !stands.is_dir() {
        return Err(cannot(stands, "it is no folder"));
    }
    tempfile::tempfile_in(stands).map_err(|why| cannot(stands, &reason(&why)))?;
    name.map_or(Ok(()), |name| replaceable(&parent.join(name)))
}

/// What stands in a record's place already is replaced if it is a record, a link or empty, and nothing else.
fn replaceable(target: &Path) -> Result<(), Failure> {
    let Ok(about) = fs::symlink_metadata(target) else {
        return Ok(());
    };
    let holds = |name: &str| fs::symlink_metadata(target.join(name)).is_ok();
    let records = [
        crate::record::RUN,
        crate::record::comparison::COMPARISON,
        crate::record::sweep::SWEEP,
    ];
    let has_record = || records.into_iter().any(holds);
    let is_empty = || fs::read_dir(target).is_ok_and(|mut entries| entries.next().is_none());
    if about.is_symlink() || (about.is_dir() && (has_record() || is_empty())) {
        return Ok(());
    }
    Err(cannot(target, "it stands there already, and is no record"))
}

fn cannot(path: &Path, why: &str) -> Failure {
    Failure::World(format!(
        "cannot write `{}`: {why}\nhelp: `--out` names another folder, `--no-record` leaves none",
        shown(path)
    ))
}

/// Writes a folder `name` below `parent`, in place of one that may be there.
///
/// The files are written to a folder beside it; the old one is moved away, the new one takes its name, the old one is
/// removed. What a process that died left behind is swept first.
///
/// # Errors
/// What could not be written, and why; then nothing is left behind.
pub fn write(parent: &Path, name: &str, files: &[(String, Vec<u8>)]) -> Result<PathBuf, Failure> {
    let stood = parent.ancestors().find(|folder| folder.is_dir()).map(Path::to_owned);
    fs::create_dir_all(parent).map_err(|why| cannot(parent, &reason(&why)))?;
    // Two runs may end at once: one writes after the other. Where folders cannot be locked, they are not.
    let lock = fs::File::open(parent).ok();
    let locked = lock.as_ref().is_some_and(|folder| folder.lock().is_ok());
    if locked {
        sweep(parent);
    }
    let target = parent.join(name);
    replaceable(&target)?;
    let beside = |prefix: &str| parent.join(format!("{prefix}{}-{name}", std::process::id()));
    let (new, old) = (beside(NEW), beside(OLD));
    let written = write_all(&new, files).and_then(|()| {
        // A link counts as what it is, not as what it leads to.
        let had = fs::symlink_metadata(&target).is_ok();
        if had {
            fs::rename(&target, &old).map_err(|why| (target.clone(), why))?;
        }
        fs::rename(&new, &target).map_err(|why| {
            if had {
                // Back to where it was; if that fails too, the next start does it.
                let _ = fs::rename(&old, &target);
            }
            (target.clone(), why)
        })
    });
    match written {
        Ok(()) => {
            // A leftover is swept at the next start.
            let _ = fs::remove_dir_all(&old);
            Ok(target)
        }
        Err((path, why)) => {
            let _ = fs::remove_dir_all(&new);
            // Folders that were made for this record alone; one that holds something stays.
            let made = parent
                .ancestors()
                .take_while(|folder| stood.as_deref() != Some(*folder));
            made.take_while(|folder| fs::remove_dir(folder).is_ok()).for_each(drop);
            Err(cannot(&path, &reason(&why)))
        }
    }
}

/// What `--label` says, as the name of a folder.
///
/// # Errors
/// It holds nothing that can be a name.
pub fn label(text: &str) -> Result<String, Failure> {
    sanitise(text).ok_or_else(|| Failure::Usage("`--label` holds nothing that can be a name".to_owned()))
}

/// A label as the name of a folder: letters, digits and `-_.`; nothing that hides it or leads elsewhere.
fn sanitise(label: &str) -> Option<String> {
    const LONGEST: usize = 80;
    // File systems count bytes, up to 255, and a prefix is to come.
    const MOST_BYTES: usize = 200;
    let plain = |letter: char| {
        if letter.is_alphanumeric() || "-_.".contains(letter) {
            letter
        } else {
            '-'
        }
    };
    let mut name: String = label.trim().chars().map(plain).take(LONGEST).collect();
    while name.len() > MOST_BYTES {
        name.pop();
    }
    let name = name.trim_matches(['.', '-']).to_owned();
    // Names of devices on Windows.
    let device = name.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let numbered =
        |stem: &str| device.len() == 4 && device.starts_with(stem) && device.ends_with(|c: char| c.is_ascii_digit());
    let reserved = ["CON", "PRN", "AUX", "NUL"].contains(&device.as_str()) || numbered("COM") || numbered("LPT");
    match (name.is_empty(), reserved) {
        (true, _) => None,
        (_, true) => Some(format!("{name}-")),
        _ => Some(name),
    }
}

fn write_all(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), (PathBuf, std::io::Error)> {
    for (name, bytes) in files {
        let path = folder.join(name);
        let below = path.parent().unwrap_or(folder);
        fs::create_dir_all(below).map_err(|why| (below.to_owned(), why))?;
        fs::write(&path, bytes).map_err(|why| (path.clone(), why))?;
    }
    Ok(())
}

/// Removes what dead processes left: the lock is held, so nobody is writing. An old folder whose successor never came
/// gets its name back.
fn sweep(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let final_name = |prefix: &str| {
            let (pid, name) = name.strip_prefix(prefix)?.split_once('-')?;
            pid.bytes().all(|byte| byte.is_ascii_digit()).then(|| parent.join(name))
        };
        if final_name(NEW).is_some() {
            let _ = fs::remove_dir_all(&path);
        } else if let Some(target) = final_name(OLD) {
            let _ = if target.exists() {
                fs::remove_dir_all(&path)
            } else {
                fs::rename(&path, &target)
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sanitise;

    #[test]
    fn labels_stay_within_their_folder() {
        assert_eq!(sanitise("long run").as_deref(), Some("long-run"));
        assert_eq!(sanitise("../../etc/passwd").as_deref(), Some("etc-passwd"));
        assert_eq!(sanitise("Мінск 2").as_deref(), Some("Мінск-2"));
        assert_eq!(sanitise("con.txt").as_deref(), Some("con.txt-"));
        assert_eq!(sanitise("a\u{202e}b\n").as_deref(), Some("a-b"));
        assert_eq!(sanitise(" .. "), None);
        assert_eq!(sanitise(&"𠀀".repeat(80)).map(|name| name.len()), Some(200));
        assert_eq!(sanitise(&"x".repeat(500)).map(|name| name.len()), Some(80));
    }
}
