//! Draws every chart of the stress scenarios and of scenarios named on the command line, and a page that shows them all at their real size:
//! `cargo run --release --example contact-sheet -- [FOLDER] [RUN.json …]`.

#[path = "../tests/suite/chart/stress.rs"]
mod stress;

use std::fmt::Write as _;
use std::path::Path;

use contingent::chart::{Frame, Look, Theme, figures};
use contingent::record::{RunRecord, read};
use contingent::{Options, Scenario};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "target/contact-sheet".to_owned());
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    let mut records: Vec<(String, RunRecord)> = Vec::new();
    for (name, text) in stress::scenarios() {
        let options = Options {
            trials: 20_000,
            ..Options::default()
        };
        records.push((name, Scenario::from_text(&text)?.run(options)?));
    }
    for path in arguments {
        let record = read(&std::fs::read_to_string(&path)?)?;
        records.push((record.scenario.id.replace('/', "-"), record));
    }
    let mut page = String::from(
        "<!doctype html><meta charset=utf-8><title>contact sheet</title><body style='background:#667;font:14px sans-serif'>\n",
    );
    let mut complaints = 0;
    for (name, record) in &records {
        let _ = writeln!(page, "<h2 style='color:#fff'>{name}</h2>");
        for figure in figures(record) {
            for (suffix, width, theme) in [
                ("", 900.0, Theme::Light),
                ("-dark", 900.0, Theme::Dark),
                ("-slim", 360.0, Theme::Light),
            ] {
                let look = Look {
                    width,
                    theme,
                    frame: Frame::File,
                };
                let file = format!("{name}-{}{suffix}.svg", figure.id);
                std::fs::write(folder.join(&file), figure.svg(&look))?;
                let _ = writeln!(page, "<img src='{file}' style='margin:4px;vertical-align:top'>");
                for why in figure.picture(&look).illegible() {
                    complaints += 1;
                    println!("{name}: {why}");
                }
            }
        }
    }
    std::fs::write(folder.join("index.html"), page)?;
    println!(
        "{} ({complaints} texts that cannot be read)",
        folder.join("index.html").display()
    );
    Ok(())
}
