//! A picture as SVG: text stays text, with a title and a description for screen readers.

use std::convert::Infallible;
use std::fmt::Write as _;

use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
    FontTransform,
};

use crate::chart::scene::Picture;
use crate::chart::theme::{FAMILY, Theme, Token};

use super::paint::{Pen, UNITS, paint, px, token};

/// How colours are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// As they are in a theme, on painted paper: a file that never changes once it was pasted.
    Fixed(Theme),
    /// As classes, `f-est` for a fill and `k-est` for a stroke: for a page whose style sheet knows both themes. The paper is the page's.
    Classes,
}

/// Writes a picture as SVG.
pub fn svg(picture: &Picture, ink: Ink) -> String {
    let (width, height) = (number(picture.width), number(picture.height));
    let id = escape(&picture.id);
    let mut pen = SvgPen {
        out: String::new(),
        ink,
        dash: None,
        size: (picture.width, picture.height),
    };
    let _ = write!(
        pen.out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-labelledby=\"{id}-t {id}-d\" font-family=\"{FAMILY}\" stroke-linejoin=\"round\">\n<title id=\"{id}-t\">{}</title>\n<desc id=\"{id}-d\">{}</desc>\n",
        escape(&picture.title),
        escape(&picture.description)
    );
    if let Ink::Fixed(theme) = ink {
        let paper = Token::Paper.colour(theme);
        let _ = writeln!(
            pen.out,
            "<rect width=\"{width}\" height=\"{height}\" fill=\"#{paper:06X}\"/>"
        );
    }
    paint(picture, &mut pen);
    pen.out.push_str("</svg>\n");
    pen.out
}

/// A text as it may stand in a document: markup escaped, control characters and marks that turn the direction of text left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

/// In px to hundredths, without zeros at the end.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

struct SvgPen {
    out: String,
    ink: Ink,
    dash: Option<(f64, f64)>,
    size: (f64, f64),
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl SvgPen {
    /// The attributes of a fill.
    fn fill(&self, colour: BackendColor) -> String {
        let (token, opacity) = token(colour);
        let mut text = match self.ink {
            Ink::Fixed(theme) => format!("fill=\"#{:06X}\"", token.colour(theme)),
            Ink::Classes => format!("class=\"f-{}\"", token.name()),
        };
        if opacity < 1.0 {
            let _ = write!(text, " fill-opacity=\"{}\"", number(opacity));
        }
        text
    }

    /// The attributes of a line.
    fn stroke(&self, token: Token, width: f64) -> String {
        let mut text = match self.ink {
            Ink::Fixed(theme) => format!("fill=\"none\" stroke=\"#{:06X}\"", token.colour(theme)),
            Ink::Classes => format!("class=\"k-{}\"", token.name()),
        };
        let _ = write!(text, " stroke-width=\"{}\"", number(width));
        if let Some((on, off)) = self.dash {
            let _ = write!(text, " stroke-dasharray=\"{} {}\"", number(on), number(off));
        }
        text
    }

    fn style<S: BackendStyle>(&self, style: &S, fill: bool) -> String {
        if fill {
            self.fill(style.color())
        } else {
            self.stroke(token(style.color()).0, f64::from(style.stroke_width()) / UNITS)
        }
    }

    fn points(points: impl IntoIterator<Item = BackendCoord>) -> String {
        let list: Vec<String> = points
            .into_iter()
            .map(|(x, y)| format!("{},{}", number(px(x)), number(px(y))))
            .collect();
        list.join(" ")
    }
}

impl Pen for SvgPen {
    fn dash(&mut self, dash: Option<(f64, f64)>) {
        self.dash = dash;
    }

    fn lines(&mut self, ends: &[(BackendCoord, BackendCoord)], token: Token, width: f64) {
        if ends.is_empty() {
            return;
        }
        let pieces = ends.iter().map(|(from, to)| {
            format!(
                "M{} {}L{} {}",
                number(px(from.0)),
                number(px(from.1)),
                number(px(to.0)),
                number(px(to.1))
            )
        });
        let path: String = pieces.collect();
        let stroke = self.stroke(token, width);
        let _ = writeln!(self.out, "<path d=\"{path}\" {stroke}/>");
    }
}

impl DrawingBackend for SvgPen {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        ((self.size.0 * UNITS) as u32, (self.size.1 * UNITS) as u32)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        let (x, y) = (number(px(point.0)), number(px(point.1)));
        let fill = self.fill(color);
        let _ = writeln!(self.out, "<rect x=\"{x}\" y=\"{y}\" width=\"1\" height=\"1\" {fill}/>");
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Drawn {
        let (x, y) = (number(px(from.0)), number(px(from.1)));
        let (w, h) = (number(px(to.0 - from.0)), number(px(to.1 - from.1)));
        let style = self.style(style, fill);
        let _ = writeln!(
            self.out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" {style}/>"
        );
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let points = SvgPen::points(path);
        let style = self.style(style, false);
        let _ = writeln!(self.out, "<polyline points=\"{points}\" {style}/>");
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        let (x, y) = (number(px(centre.0)), number(px(centre.1)));
        let radius = number(f64::from(radius) / UNITS);
        let style = self.style(style, fill);
        let _ = writeln!(self.out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" {style}/>");
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, vert: I, style: &S) -> Drawn {
        let points = SvgPen::points(vert);
        let style = self.style(style, true);
        let _ = writeln!(self.out, "<polygon points=\"{points}\" {style}/>");
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, pos: BackendCoord) -> Drawn {
        let (x, y) = (number(px(pos.0)), number(px(pos.1)));
        let _ = write!(
            self.out,
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{}\"",
            number(style.size() / UNITS)
        );
        if matches!(style.style(), FontStyle::Bold) {
            self.out.push_str(" font-weight=\"700\"");
        }
        match style.anchor().h_pos {
            HPos::Left => {}
            HPos::Center => self.out.push_str(" text-anchor=\"middle\""),
            HPos::Right => self.out.push_str(" text-anchor=\"end\""),
        }
        if matches!(style.transform(), FontTransform::Rotate270) {
            let _ = write!(self.out, " transform=\"rotate(-90 {x} {y})\"");
        }
        let fill = self.fill(style.color());
        let _ = writeln!(self.out, " {fill}>{}</text>", escape(text));
        Ok(())
    }
}
