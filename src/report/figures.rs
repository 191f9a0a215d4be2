//! A picture on the page: what it asks, what it shows, how to read it, and its numbers as a table.

use maud::{Markup, PreEscaped, html};

use crate::chart::{Align, Column, Figure, Frame, Kind, Look, Theme, figures};
use crate::record::RunRecord;
use crate::stats::print_count;

/// The width of the picture beside the sentences, of the others, and of those for a phone, in px.
const HEADLINE: f64 = 740.0;
const WIDE: f64 = 860.0;
const SLIM: f64 = 328.0;

/// A picture, drawn, with all that stands around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// Such as `states-troops`; names the section and the file of the table.
    pub id: String,
    /// The question that it answers.
    pub title: String,
    /// What is shown: trials, conditions.
    pub shown: String,
    /// How to read it.
    pub reading: String,
    /// The heads of its table.
    pub columns: Vec<Column>,
    /// Its numbers as shown, the first of each row being what they are of.
    pub rows: Vec<Vec<String>>,
    /// The same numbers as CSV.
    pub csv: Vec<u8>,
    /// The wide picture, as SVG that is trusted.
    pub wide: String,
    /// The picture for a phone; without one the wide picture scrolls sideways.
    pub slim: Option<String>,
}

/// Of a kind of picture that there is one of for each question, as many as a reader looks at on one page.
const MOST: usize = 4;
/// As many rows of a table; the others are in its CSV.
const ROWS: usize = 40;
/// A page carries no CSV that is larger than this, in bytes: it must open on a phone.
const CARRIED: usize = 400_000;

/// The pictures of a run, in the order of the page. Where many questions have paths and drivers, those of the first few: all are in the
/// record's folder.
pub fn draw(record: &RunRecord) -> Vec<Drawn> {
    let mut list = figures(record);
    for kind in [Kind::Paths, Kind::Drivers] {
        let places: Vec<usize> = (0..list.len()).filter(|at| list[*at].kind == kind).collect();
        let left = places.len().saturating_sub(MOST);
        if left == 0 {
            continue;
        }
        let last = &mut list[places[MOST - 1]].reading;
        let such = if left == 1 {
            "such picture, for another question, is"
        } else {
            "such pictures, for other questions, are"
        };
        last.push_str(&format!(
            " {} more {such} in the record’s folder.",
            print_count(left as u64)
        ));
        let mut seen = 0;
        list.retain(|figure| {
            seen += usize::from(figure.kind == kind);
            figure.kind != kind || seen <= MOST
        });
    }
    draw_all(&list)
}

/// Pictures drawn for a page: the first one stands beside the sentences.
pub fn draw_all(list: &[Figure]) -> Vec<Drawn> {
    let width = |at: usize| if at == 0 { HEADLINE } else { WIDE };
    list.iter()
        .enumerate()
        .map(|(at, figure)| drawn(figure, width(at)))
        .collect()
}

/// Pictures of a page that all stand below its first screen.
pub fn draw_wide(list: &[Figure]) -> Vec<Drawn> {
    list.iter().map(|figure| drawn(figure, WIDE)).collect()
}

fn drawn(figure: &Figure, width: f64) -> Drawn {
    let svg = |width| {
        figure.svg(&Look {
            width,
            theme: Theme::Light,
            frame: Frame::Page,
        })
    };
    let (columns, rows) = figure.table.shown();
    Drawn {
        id: figure.id.clone(),
        title: figure.head.title.clone(),
        shown: figure.head.shown.clone(),
        reading: figure.reading.clone(),
        columns: columns.into_iter().cloned().collect(),
        rows: rows
            .into_iter()
            .map(|row| row.into_iter().map(str::to_owned).collect())
            .collect(),
        csv: figure.csv(),
        wide: svg(width),
        slim: (figure.plot.least_width() <= SLIM).then(|| svg(SLIM)),
    }
}

/// What the contents link to among the pictures: of several of a kind the first is enough to find them.
pub fn links(pictures: &[Drawn]) -> Vec<(&str, &'static str)> {
    let mut links: Vec<(&str, &'static str)> = Vec::new();
    for picture in pictures {
        let name = short_name(&picture.id);
        if !links.iter().any(|(_, known)| *known == name) {
            links.push((&picture.id, name));
        }
    }
    links
}

/// What the contents call a picture; by kind, for titles are long.
pub fn short_name(id: &str) -> &'static str {
    if id.starts_with("sweep-quantity") || id.starts_with("sweep-over") {
        return "How much";
    }
    let kind = id.split('-').next().unwrap_or(id);
    match kind {
        "outcomes" => "Outcomes",
        "rare" => "Rare",
        "timeline" => "When",
        "states" => "Drift",
        "paths" => "Ways there",
        "drivers" => "What separates",
        "tornado" => "What matters",
        "quantity" => "How much",
        "convergence" => "Enough trials?",
        "overview" => "All sides",
        "compare" => "What changes",
        "partings" => "Where trials part",
        "sweep" => "Where it tips",
        "map" => "Map",
        _ => "Chart",
    }
}

/// A picture with its text beside it.
pub fn section(picture: &Drawn) -> Markup {
    let heading = format!("{}-h", picture.id);
    html! {
        section.chart id=(picture.id) aria-labelledby=(heading) {
            div {
                h2 id=(heading) { (picture.title) }
                p.shown { (picture.shown) }
                @if !picture.reading.is_empty() { p.read { (picture.reading) } }
            }
            (figure(picture))
        }
    }
}

/// A picture and its table.
pub fn figure(picture: &Drawn) -> Markup {
    html! {
        div {
            figure aria-label=(picture.title) {
                @match &picture.slim {
                    Some(slim) => {
                        div.wide { (PreEscaped(&picture.wide)) }
                        div.slim { (PreEscaped(slim)) }
                    }
                    None => {
                        div.pan tabindex="0" role="group" aria-label="Wide picture, scrolls sideways" {
                            (PreEscaped(&picture.wide))
                        }
                        p.hint { "The picture is wider than the screen: it scrolls sideways." }
                    }
                }
            }
            @if !picture.rows.is_empty() { (table(picture)) }
        }
    }
}

fn table(picture: &Drawn) -> Markup {
    let class = |at: usize| {
        picture
            .columns
            .get(at)
            .filter(|column| column.align == Align::Right)
            .map(|_| "n")
    };
    html! {
        details {
            summary { "The numbers behind this picture" }
            table.stack {
                caption { (picture.title) }
                thead {
                    tr { @for (at, column) in picture.columns.iter().enumerate() { th scope="col" class=[class(at)] { (column.title) } } }
                }
                tbody {
                    @for row in picture.rows.iter().take(ROWS) {
                        tr {
                            @for (at, cell) in row.iter().enumerate() {
                                @if at == 0 {
                                    th scope="row" { (cell) }
                                } @else {
                                    td class=[class(at)] data-l=[picture.columns.get(at).map(|column| &column.title)] { (cell) }
                                }
                            }
                        }
                    }
                }
            }
            p.small {
                @if picture.rows.len() > ROWS { (print_count((picture.rows.len() - ROWS) as u64)) " further rows are left to the file. " }
                "For a spreadsheet: "
                @if picture.csv.len() <= CARRIED {
                    a download={ (picture.id) ".csv" } href={ "data:text/csv;charset=utf-8," (percent(&picture.csv)) } { (picture.id) ".csv" }
                    ", as in the record's folder " code { "charts/" } "."
                } @else {
                    (picture.id) ".csv in the record's folder " code { "charts/" } "."
                }
            }
        }
    }
}

/// Bytes as the data of a URL.
fn percent(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        if byte.is_ascii_alphanumeric() || b"-_.~,;:/".contains(byte) {
            text.push(char::from(*byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}
