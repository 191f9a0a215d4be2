//! What the tests of the command line share: a folder, the program, what it said.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The program's answer.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub talk: String,
}

/// A folder of its own for a test.
pub struct Place(tempfile::TempDir);

impl Place {
    pub fn new() -> Place {
        Place(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        self.bytes(name, text.as_bytes())
    }

    pub fn bytes(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_contingent"));
        command
            .args(arguments)
            .current_dir(self.path())
            .env_remove("RUST_BACKTRACE");
        command
    }

    /// Runs the program here.
    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> Said {
        said(self.command(arguments).output().unwrap())
    }

    /// Names below the folder, sorted.
    pub fn list(&self, below: &str) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.path().join(below)) else {
            return Vec::new();
        };
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

#[track_caller]
pub fn said(output: Output) -> Said {
    let said = Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        talk: String::from_utf8(output.stderr).unwrap(),
    };
    assert!(!said.talk.contains("panicked"), "{}", said.talk);
    said
}

/// A small scenario.
pub const COIN: &str =
    "contingent = 1\n[events.coin]\nprobability = 0.5\n[questions.heads]\ntitle = \"Heads\"\nyes = \"coin\"\n";
