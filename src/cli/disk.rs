//! Scenario files on disk: the library around a file, and a loader that reads regular files below its root only.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::document::Loader;
use crate::document::guard::MAX_BYTES;
use crate::document::library::Library;

use super::outcome::Failure;
use super::output::Output;

/// The name of the file at a library's root.
const LIBRARY: &str = "contingent.toml";

/// A folder of scenarios.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// Its root, without symbolic links.
    pub root: PathBuf,
    /// The defaults of its runs.
    pub defaults: Library,
}

impl Shelf {
    /// The library that a scenario stands in, and the scenario's path below its root.
    ///
    /// The root is the nearest folder upwards that holds a `contingent.toml`, else the scenario's own.
    ///
    /// # Errors
    /// The file is missing or no regular file; the library's file is wrong.
    pub fn around(file: &Path, output: &Output) -> Result<(Shelf, String), Failure> {
        let cannot = |why: &str| Failure::World(format!("cannot read `{}`: {why}", shown(file)));
        let path = fs::canonicalize(file).map_err(|why| cannot(&reason(&why)))?;
        is_regular(&path).map_err(|why| cannot(&why))?;
        let own = path.parent().unwrap_or(Path::new("/"));
        let root = own
            .ancestors()
            .find(|folder| folder.join(LIBRARY).is_file())
            .unwrap_or(own);
        let below = path.strip_prefix(root).ok().and_then(Path::to_str);
        let below = below
            .ok_or_else(|| cannot("its path is not valid Unicode"))?
            .replace('\\', "/");
        if !below.ends_with(".toml") {
            return Err(Failure::Usage(format!(
                "`{}` is no scenario: its name does not end in `.toml`",
                shown(file)
            )));
        }
        let shelf = Shelf {
            root: root.to_owned(),
            defaults: defaults(root, output)?,
        };
        Ok((shelf, below))
    }

    /// The library of a folder, if one of the folders from there upwards is one.
    ///
    /// # Errors
    /// The library's file is wrong.
    pub fn above(folder: &Path, output: &Output) -> Result<Option<Shelf>, Failure> {
        let Ok(folder) = fs::canonicalize(folder) else {
            return Ok(None);
        };
        let Some(root) = folder.ancestors().find(|folder| folder.join(LIBRARY).is_file()) else {
            return Ok(None);
        };
        Ok(Some(Shelf {
            root: root.to_owned(),
            defaults: defaults(root, output)?,
        }))
    }

    /// Where the library keeps its records, if it says so.
    pub fn records(&self) -> Option<PathBuf> {
        self.defaults
            .output
            .as_ref()
            .map(|output| clean(&self.root.join(output)))
    }
}

impl Loader for Shelf {
    fn load(&self, path: &str) -> Result<String, String> {
        let path = fs::canonicalize(self.root.join(path)).map_err(|why| reason(&why))?;
        if !path.starts_with(&self.root) {
            return Err("it is a link that leads out of the library".to_owned());
        }
        read(&path)
    }
}

/// The text of a regular file of bearable size.
///
/// # Errors
/// A sentence's end: what is in the way.
pub fn read(path: &Path) -> Result<String, String> {
    is_regular(path)?;
    let file = fs::File::open(path).map_err(|why| reason(&why))?;
    let mut bytes = Vec::new();
    // One byte more than is allowed, in case the file has grown.
    file.take(MAX_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|why| reason(&why))?;
    if bytes.len() > MAX_BYTES {
        return Err(too_large(bytes.len() as u64));
    }
    String::from_utf8(bytes).map_err(|why| {
        let at = why.utf8_error().valid_up_to();
        let line = 1 + why.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count();
        format!("it is not UTF-8 text: byte {at}, in line {line}, begins no letter; save it as UTF-8")
    })
}

/// A path for messages, with nothing in it that moves the cursor.
pub fn shown(path: &Path) -> String {
    crate::source::escape_terminal(&path.to_string_lossy())
}

/// Why the system refused, in lower case and without its number.
pub fn reason(why: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match why.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::StorageFull => "the disk is full".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        ErrorKind::NotADirectory => "a part of the path is no folder".to_owned(),
        _ => {
            let text = why.to_string();
            text.split(" (os error").next().unwrap_or_default().to_lowercase()
        }
    }
}

/// A path without `..` behind a folder, so that it reads well. Links were resolved in its first part.
fn clean(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => {
                out.pop();
            }
            std::path::Component::CurDir => {}
            part => out.push(part),
        }
    }
    out
}

/// Before it is opened: opening a FIFO would wait for its other end.
fn is_regular(path: &Path) -> Result<(), String> {
    let about = fs::metadata(path).map_err(|why| reason(&why))?;
    if about.is_dir() {
        return Err("it is a folder".to_owned());
    }
    if !about.is_file() {
        return Err("it is no regular file".to_owned());
    }
    if about.len() > MAX_BYTES as u64 {
        return Err(too_large(about.len()));
    }
    Ok(())
}

fn too_large(bytes: u64) -> String {
    format!("it has {bytes} bytes, and at most {MAX_BYTES} are read")
}

fn defaults(root: &Path, output: &Output) -> Result<Library, Failure> {
    let path = root.join(LIBRARY);
    if !path.exists() {
        return Ok(Library::default());
    }
    let text = read(&path).map_err(|why| Failure::World(format!("cannot read `{}`: {why}", shown(&path))))?;
    let (library, sources, findings) = Library::from_text(&shown(&path), &text);
    if findings.has_errors() {
        output.show(&sources, &findings);
        return Err(Failure::Found);
    }
    Ok(library)
}
