//! Colours and layout of the page.

/// A colour by its name, in light and dark.
type Token = (&'static str, &'static str, &'static str);

/// The colours that page and pictures share.
const TOKENS: [Token; 33] = [
    ("bg", "#FFFFFF", "#14181D"),
    ("ink", "#16202B", "#E8ECF0"),
    ("ink2", "#46525F", "#B9C2CC"),
    ("ink3", "#5F6B79", "#8F9AA6"),
    ("grid", "#DDE2E8", "#2B323A"),
    ("axis", "#8A95A1", "#6B7682"),
    ("zone", "#F0F3F6", "#1D232A"),
    ("est", "#005A96", "#5FB0EC"),
    ("band1", "#D3E2ED", "#1D3446"),
    ("band2", "#A6C6DD", "#2C5876"),
    ("exp", "#9C2C77", "#E58CC4"),
    ("base", "#6F7B88", "#98A3AF"),
    ("other", "#AEB8C3", "#59636E"),
    ("nonel", "#B9C3CE", "#4A545F"),
    ("onest", "#FFFFFF", "#0D1116"),
    ("s1", "#047CC1", "#3D9DE0"),
    ("s2", "#D7B33F", "#E3C04E"),
    ("s3", "#1C6C6B", "#35908C"),
    ("s4", "#E8809F", "#F09AB4"),
    ("s5", "#A63B19", "#C4522E"),
    ("s6", "#7BC9F5", "#92D3F8"),
    ("s7", "#5F3A98", "#7F58BE"),
    ("s8", "#BEE796", "#CFF7AC"),
    ("q0", "#F1F5F9", "#1A222B"),
    ("q1", "#D9E7F2", "#1B3347"),
    ("q2", "#B9D4E9", "#1C4562"),
    ("q3", "#92BDDD", "#20587F"),
    ("q4", "#66A3CE", "#2A6E9F"),
    ("q5", "#3D87BA", "#3E88BF"),
    ("q6", "#2473AA", "#5CA3D8"),
    ("q7", "#135C92", "#86BFE8"),
    ("lane", "#F6F8FA", "#191E24"),
    ("box", "#FFFFFF", "#20262E"),
];

/// All of the page's CSS: the colours, what pictures ask for by class, and the layout.
pub fn css() -> String {
    let list = |pick: fn(&Token) -> &'static str| -> String {
        TOKENS
            .iter()
            .map(|token| format!("--{}:{};", token.0, pick(token)))
            .collect()
    };
    let classes: String = TOKENS
        .iter()
        .map(|(name, ..)| format!(".f-{name}{{fill:var(--{name})}}.k-{name}{{stroke:var(--{name})}}"))
        .collect();
    format!(
        ":root{{color-scheme:light dark;{}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{}}}}}\n{classes}\n{}",
        list(|token| token.1),
        list(|token| token.2),
        include_str!("style.css")
    )
}
