//! Records to draw, and pictures read back.

use contingent::chart::{Figure, Frame, Kind, Look, Theme, figures};
use contingent::record::RunRecord;
use contingent::{Options, Scenario};

/// Runs a scenario given as a text.
#[track_caller]
pub fn record(text: &str, trials: u64) -> RunRecord {
    let scenario = Scenario::from_text(text).unwrap_or_else(|problems| panic!("{problems}\n{text}"));
    let options = Options {
        trials,
        ..Options::default()
    };
    scenario.run(options).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The looks in which every chart is drawn: a file, a page's headline and column, a phone's file and page.
pub const LOOKS: [Look; 6] = [
    look(900.0, Theme::Light, Frame::File),
    look(900.0, Theme::Dark, Frame::File),
    look(860.0, Theme::Light, Frame::Page),
    look(740.0, Theme::Light, Frame::Page),
    look(360.0, Theme::Light, Frame::File),
    look(328.0, Theme::Light, Frame::Page),
];

const fn look(width: f64, theme: Theme, frame: Frame) -> Look {
    Look { width, theme, frame }
}

/// The one figure of an id.
#[track_caller]
pub fn figure(record: &RunRecord, id: &str) -> Figure {
    let all = figures(record);
    let ids: Vec<String> = all.iter().map(|figure| figure.id.clone()).collect();
    all.into_iter()
        .find(|figure| figure.id == id)
        .unwrap_or_else(|| panic!("no `{id}` among {ids:?}"))
}

/// The figures of a kind.
pub fn of_kind(record: &RunRecord, kind: Kind) -> Vec<Figure> {
    figures(record)
        .into_iter()
        .filter(|figure| figure.kind == kind)
        .collect()
}

/// A picture read back from its SVG.
pub struct Read {
    pub texts: Vec<(f64, f64, String)>,
    /// Centre, radius, colour.
    pub circles: Vec<(f64, f64, f64, String)>,
    /// Left, top, width, height, colour.
    pub rects: Vec<(f64, f64, f64, f64, String)>,
    /// Points and colour.
    pub lines: Vec<(Vec<(f64, f64)>, String)>,
}

#[track_caller]
pub fn read(svg: &str) -> Read {
    let document = roxmltree::Document::parse(svg).unwrap_or_else(|why| panic!("{why}\n{svg}"));
    let mut read = Read {
        texts: Vec::new(),
        circles: Vec::new(),
        rects: Vec::new(),
        lines: Vec::new(),
    };
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let number = |name: &str| node.attribute(name).map_or(0.0, |text| text.parse().unwrap());
        let colour = |name: &str| node.attribute(name).unwrap_or("none").to_owned();
        match node.tag_name().name() {
            "text" => read
                .texts
                .push((number("x"), number("y"), node.text().unwrap_or("").to_owned())),
            "circle" => read
                .circles
                .push((number("cx"), number("cy"), number("r"), colour("fill"))),
            "rect" => read.rects.push((
                number("x"),
                number("y"),
                number("width"),
                number("height"),
                colour("fill"),
            )),
            "polyline" => {
                let points = node.attribute("points").unwrap_or("").split(' ').map(|pair| {
                    let (x, y) = pair.split_once(',').unwrap();
                    (x.parse().unwrap(), y.parse().unwrap())
                });
                read.lines.push((points.collect(), colour("stroke")));
            }
            _ => {}
        }
    }
    read
}

impl Read {
    /// Where a text stands, which must be there once.
    #[track_caller]
    pub fn text(&self, wanted: &str) -> (f64, f64) {
        let found: Vec<_> = self.texts.iter().filter(|(_, _, text)| text == wanted).collect();
        assert_eq!(found.len(), 1, "`{wanted}` in {:?}", self.texts);
        (found[0].0, found[0].1)
    }
}

/// The estimate's colour on light paper.
pub const ESTIMATE: &str = "#005A96";
