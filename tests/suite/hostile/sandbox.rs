//! A folder of its own, and the program run in it under limits of time and memory.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Longer than anything here may take, even where other tests run beside it.
const PATIENCE: Duration = Duration::from_secs(60);
/// The most that is said about one input, in bytes.
const TALKATIVE: usize = 64 << 10;

/// A small scenario with time, in parts that tests replace.
pub const HEAD: &str = "contingent = 1\n[scenario]\ntitle = \"T\"\n";
pub const TIME: &str = "[time]\nstart = 2022-10-01\nstep = \"month\"\nsteps = 3\n";
pub const EVENT: &str = "[events.x]\nprobability = 0.3\n";
pub const QUESTION: &str = "[questions.q]\nyes = \"x\"\n";

/// The whole of it.
pub fn small() -> String {
    format!("{HEAD}{TIME}{EVENT}{QUESTION}")
}

/// One hostile scenario: what it is, its text, the exit code, what is said.
pub type Row = (&'static str, String, i32, &'static str);

/// How a run ended.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub talk: String,
}

pub struct Sandbox(tempfile::TempDir);

impl Sandbox {
    pub fn new() -> Sandbox {
        Sandbox(tempfile::tempdir().unwrap())
    }

    /// One with the small scenario as `x.toml`.
    pub fn with_small() -> Sandbox {
        let sandbox = Sandbox::new();
        sandbox.file("x.toml", small());
        sandbox
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// The program, with a ceiling on its memory where the shell has one.
    pub fn command(&self, arguments: &[&str]) -> Command {
        self.limited("ulimit -v 2000000 2>/dev/null", arguments)
    }

    /// The program behind a line of shell.
    pub fn limited(&self, limit: &str, arguments: &[&str]) -> Command {
        let program = env!("CARGO_BIN_EXE_contingent");
        let mut command = if cfg!(unix) {
            let mut command = Command::new("sh");
            command.args(["-c", &format!("{limit}; exec \"$0\" \"$@\""), program]);
            command
        } else {
            Command::new(program)
        };
        command
            .args(arguments)
            .current_dir(self.path())
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::null());
        command
    }

    /// Runs the program; it must end by itself, without a panic, and say nothing that drives a terminal.
    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> Said {
        self.finish(self.command(arguments), &arguments.join(" "))
    }

    #[track_caller]
    pub fn finish(&self, mut command: Command, name: &str) -> Said {
        let streams = tempfile::tempdir().unwrap();
        let open = |name: &str| File::create(streams.path().join(name)).unwrap();
        let child = command.stdout(open("out")).stderr(open("talk")).spawn().unwrap();
        let code = wait(child, name);
        let read = |name: &str| std::fs::read(streams.path().join(name)).unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap_or_else(|_| panic!("{}: not UTF-8", short(name)));
        let said = Said {
            code,
            out: text(read("out")),
            talk: text(read("talk")),
        };
        let all = format!("{}{}", said.out, said.talk);
        assert!(
            !all.contains("panicked") && !all.contains("overflowed"),
            "{}: {}",
            short(name),
            said.talk
        );
        assert!(
            said.talk.len() <= TALKATIVE,
            "{}: {} bytes of talk",
            short(name),
            said.talk.len()
        );
        let drives = |letter: &char| {
            (letter.is_control() && *letter != '\n')
                || ('\u{202a}'..='\u{202e}').contains(letter)
                || ('\u{2066}'..='\u{2069}').contains(letter)
        };
        assert_eq!(all.chars().find(drives), None, "{}", short(name));
        said
    }

    /// Every path below, with its size; what a link leads to is not looked at.
    pub fn all(&self) -> BTreeMap<PathBuf, u64> {
        let mut found = BTreeMap::new();
        let mut open = vec![self.path().to_owned()];
        while let Some(folder) = open.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let about = std::fs::symlink_metadata(&path).unwrap();
                if about.is_dir() {
                    open.push(path.clone());
                }
                found.insert(path, if about.is_file() { about.len() } else { 0 });
            }
        }
        found
    }

    /// Runs the program; it must end with this code, say this, and, where it fails, leave all files as they were.
    #[track_caller]
    pub fn expect(&self, arguments: &[&str], code: i32, says: &str) -> Said {
        let before = self.all();
        let said = self.run(arguments);
        let name = arguments.join(" ");
        assert_eq!(said.code, code, "{}: {}{}", short(&name), short(&said.out), said.talk);
        assert!(
            said.talk.contains(says),
            "{}: {says:?} is not in {}",
            short(&name),
            said.talk
        );
        if code != 0 {
            assert_eq!(self.all(), before, "{}", short(&name));
        }
        said
    }
}

/// Runs every scenario of a table; one that is right runs too, and leaves one record.
#[track_caller]
pub fn hold(rows: &[Row]) {
    for (name, text, code, says) in rows {
        let sandbox = Sandbox::new();
        sandbox.file("x.toml", text);
        let before = sandbox.all();
        let mut command = sandbox.command(&["run", "x.toml", "--trials", "600", "--threads", "2"]);
        command.env("COLUMNS", "80");
        let said = sandbox.finish(command, name);
        assert_eq!(said.code, *code, "{name}: {}", said.talk);
        assert!(said.talk.contains(says), "{name}: {says:?} is not in {}", said.talk);
        if *code == 0 {
            assert!(sandbox.path().join("reports/x").is_dir(), "{name}");
        } else {
            assert!(said.talk.contains("error"), "{name}: {}", said.talk);
            assert_eq!(said.out, "", "{name}");
            assert_eq!(sandbox.all(), before, "{name}");
        }
    }
}

/// Waits for an end that has to come; a signal as an end is no exit code.
pub fn wait(mut child: Child, name: &str) -> i32 {
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code().unwrap_or(-1);
        }
        if begun.elapsed() > PATIENCE {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("{} does not end", short(name));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn short(text: &str) -> String {
    text.chars().take(300).collect()
}
