//! The two canvases draw the same picture, and the theme can be told apart by everybody.

use contingent::chart::theme::{Theme, Token};
use contingent::chart::{Frame, Look, tokens};

use super::stress;
use super::support::{figure, record};

#[test]
fn a_png_is_twice_as_wide_as_its_picture_and_shows_its_colours() {
    let record = record(&stress::scenarios()[0].1, 512);
    let outcomes = figure(&record, "outcomes");
    let (look, dark) = (
        Look::default(),
        Look {
            theme: Theme::Dark,
            ..Look::default()
        },
    );
    let picture = outcomes.picture(&look);
    for (look, paper) in [(look, [0xFF, 0xFF, 0xFF]), (dark, [0x14, 0x18, 0x1D])] {
        let bytes = outcomes.png(&look, 2.0).expect("it is small enough");
        let pixels = tiny_skia::Pixmap::decode_png(&bytes).unwrap();
        assert_eq!(f64::from(pixels.width()), 2.0 * picture.width);
        assert_eq!(f64::from(pixels.height()), (2.0 * picture.height).ceil());
        let corner = pixels.pixel(1, 1).unwrap();
        assert_eq!([corner.red(), corner.green(), corner.blue()], paper);
        let estimate = Token::Estimate.colour(look.theme);
        let [_, r, g, b] = estimate.to_be_bytes();
        let inked = pixels
            .pixels()
            .iter()
            .filter(|p| (p.red(), p.green(), p.blue()) == (r, g, b))
            .count();
        assert!(inked > 100, "the discs are drawn: {inked} pixels");
        let letters = pixels.pixels().iter().filter(|p| p.red() != paper[0]).count();
        assert!(letters > 10_000, "letters are drawn: {letters} pixels");
    }
}

#[test]
fn a_picture_that_could_not_be_held_is_refused() {
    let record = record(&stress::scenarios()[0].1, 512);
    assert!(figure(&record, "outcomes").png(&Look::default(), 100.0).is_none());
}

#[test]
fn a_page_colours_by_classes_and_a_file_by_colours() {
    let record = record(&stress::scenarios()[0].1, 512);
    let outcomes = figure(&record, "outcomes");
    let file = outcomes.svg(&Look::default());
    assert!(file.contains("#005A96") && !file.contains("class="));
    let page = outcomes.svg(&Look {
        frame: Frame::Page,
        ..Look::default()
    });
    assert!(page.contains("class=\"f-est\"") && !page.contains("#005A96"));
    for (name, _) in tokens(Theme::Light) {
        assert!(!name.is_empty() && tokens(Theme::Dark).iter().any(|(other, _)| *other == name));
    }
}

/// Relative luminance (WCAG 2.1).
fn luminance(colour: u32) -> f64 {
    let [_, r, g, b] = colour.to_be_bytes();
    let linear = |channel: u8| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.03928 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

fn contrast(a: u32, b: u32) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn texts_stand_out_from_what_is_behind_them() {
    for theme in [Theme::Light, Theme::Dark] {
        let of = |token: Token| token.colour(theme);
        for text in [Token::Ink, Token::Ink2, Token::Ink3, Token::Estimate, Token::Expert] {
            for behind in [Token::Paper, Token::Zone, Token::Lane, Token::Box] {
                let found = contrast(of(text), of(behind));
                assert!(found >= 4.5, "{theme:?}: {text:?} on {behind:?}: {found:.2}");
            }
        }
        assert!(contrast(of(Token::OnEstimate), of(Token::Estimate)) >= 4.5);
        // Marks, not texts: 3 to 1.
        for behind in [Token::Band, Token::BandMiddle] {
            assert!(contrast(of(Token::Estimate), of(behind)) >= 3.0, "{theme:?} {behind:?}");
            assert!(contrast(of(Token::Ink), of(behind)) >= 4.5, "{theme:?} {behind:?}");
        }
        // Neighbours in a stack alternate dark and light.
        for slot in 1..8_u16 {
            let (a, b) = (of(Token::slot(slot)), of(Token::slot(slot + 1)));
            assert!(
                contrast(a, b) >= 1.5,
                "{theme:?}: slots {slot} and {}: {:.2}",
                slot + 1,
                contrast(a, b)
            );
        }
    }
}

#[test]
fn every_letter_that_scenarios_use_has_a_glyph() {
    // A missing glyph is drawn as a box; the font must hold what our languages need.
    use ab_glyph::Font;
    for face in [notosans::REGULAR_TTF, notosans::BOLD_TTF] {
        let font = ab_glyph::FontRef::try_from_slice(face).unwrap();
        for letter in "ЎўІіЁёЄєЇїҐґ’ŁłĄąĘęŻżŹźŚśĆćŃńÓóČčŠšŽžĖėŪū–—“”„»«…−×±≤≥≈→·\u{a0}".chars()
        {
            assert_ne!(font.glyph_id(letter).0, 0, "{letter:?}");
        }
    }
}
