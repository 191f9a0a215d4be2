//! The frame that all pages share: head, skip link, contents, what stands around a page's own parts.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::style;

/// A page in parts.
pub struct Frame {
    /// What a browser's tab says.
    pub title: String,
    /// What the link that skips to the main part says.
    pub skip: &'static str,
    /// The head: what is asked, and what it rests on.
    pub header: Markup,
    /// What stands between head and main part.
    pub before: Markup,
    /// The page's own parts.
    pub main: Markup,
    /// What identifies it.
    pub footer: Markup,
}

impl Frame {
    /// The whole page as text. It needs no network and no script.
    pub fn whole(&self) -> String {
        let whole = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width,initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) }
                    style { (PreEscaped(style::css())) }
                }
                body {
                    a.skip href="#main" { (self.skip) }
                    div.page {
                        (self.header)
                        (self.before)
                        main #main { (self.main) }
                        (self.footer)
                    }
                }
            }
        };
        let mut text = whole.into_string();
        text.push('\n');
        text
    }
}

/// The contents: links to sections by their ids.
pub fn contents<'a>(links: impl IntoIterator<Item = (&'a str, &'a str)>) -> Markup {
    html! {
        nav aria-label="Contents" {
            ul { @for (id, name) in links { li { a href={ "#" (id) } { (name) } } } }
        }
    }
}
