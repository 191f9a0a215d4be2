//! Colours and layout of the page.

use crate::chart::theme::FAMILY;
use crate::chart::{Theme, tokens};

/// All of the page's CSS: the colours, what pictures ask for by class, and the layout.
pub fn css() -> String {
    let colours = |theme: Theme| -> String {
        let list = tokens(theme);
        list.iter()
            .map(|(name, colour)| format!("--{name}:#{colour:06X};"))
            .collect()
    };
    let names = tokens(Theme::Light);
    let classes: String = names
        .iter()
        .map(|(name, _)| format!(".f-{name}{{fill:var(--{name})}}.k-{name}{{fill:none;stroke:var(--{name})}}"))
        .collect();
    format!(
        ":root{{color-scheme:light dark;{}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{}}}}}\n{classes}\n{}",
        colours(Theme::Light),
        colours(Theme::Dark),
        include_str!("style.css").replace("FAMILY", FAMILY)
    )
}
