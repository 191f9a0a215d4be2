//! `watch`: a real process beside a file that is edited as editors do.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::support::{COIN, Place};

/// A process that watches, with the lines that it says.
struct Watching {
    child: Child,
    lines: Receiver<String>,
    seen: Vec<String>,
}

impl Watching {
    fn start(place: &Place, arguments: &[&str]) -> Watching {
        let mut command = place.command(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (tell, lines) = channel();
        let streams: [Box<dyn Read + Send>; 2] = [
            Box::new(child.stdout.take().unwrap()),
            Box::new(child.stderr.take().unwrap()),
        ];
        for stream in streams {
            let tell = tell.clone();
            std::thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    let _ = tell.send(line);
                }
            });
        }
        Watching {
            child,
            lines,
            seen: Vec::new(),
        }
    }

    /// Waits until a line holds this, up to a minute: the machine may be busy.
    #[track_caller]
    fn until(&mut self, piece: &str) -> String {
        let end = Instant::now() + Duration::from_secs(60);
        while let Ok(line) = self.lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
            self.seen.push(line.clone());
            if line.contains(piece) {
                return line;
            }
        }
        panic!("never said `{piece}`:\n{}", self.seen.join("\n"));
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
#[cfg(unix)]
fn a_save_runs_again_and_says_what_changed() {
    let place = Place::new();
    let file = place.file("coin.toml", COIN);
    let mut watching = Watching::start(&place, &["watch", "coin.toml", "--trials", "20000"]);
    watching.until("Heads");
    watching.until("record  reports/coin/watch/");
    watching.until("watching coin.toml");
    let record = || std::fs::read_to_string(place.path().join("reports/coin/watch/run.json")).unwrap();
    let first = record();
    // Written in place.
    std::fs::write(&file, COIN.replace("0.5", "0.6")).unwrap();
    watching.until("since the last good run:");
    let line = watching.until("Heads");
    // 20,000 trials are within a point of 50 and 60%, the luck is the same, so the difference is nearer yet to 10.
    assert!(line.contains("% → 6") && line.contains(", +9.9 points (+"), "{line}");
    watching.until("changes reports/coin/watch-changes/");
    watching.until("watching coin.toml");
    assert_ne!(record(), first);
    // Something wrong is shown and waited out; the record stands.
    let second = record();
    std::fs::write(&file, COIN.replace("0.5", "1.6")).unwrap();
    watching.until("error");
    watching.until("watching coin.toml");
    assert_eq!(record(), second);
    // Saved as editors do: another file, renamed. The comparison is with the last good run.
    let beside = place.file("coin.toml~", &COIN.replace("0.5", "0.3"));
    std::fs::rename(beside, &file).unwrap();
    let line = watching.until("Heads");
    assert!(line.contains("% → 3") && line.contains(" points (−"), "{line}");
    // The comparison has a record and a page of its own.
    watching.until("changes reports/coin/watch-changes/");
    let page = std::fs::read_to_string(place.path().join("reports/coin/watch-changes/report.html")).unwrap();
    assert!(page.contains("As it stands now: what changes?"), "{page}");
    watching.until("watching coin.toml");
    let signal = std::process::Command::new("kill")
        .args(["-INT", &watching.child.id().to_string()])
        .status()
        .unwrap();
    assert!(signal.success());
    assert_eq!(watching.child.wait().unwrap().code(), Some(0));
}
