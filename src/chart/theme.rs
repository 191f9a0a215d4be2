//! The look of every picture in one place: colours by role, sizes of type, widths of lines, space.

/// Light paper or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Theme {
    /// Dark ink on white.
    #[default]
    Light,
    /// Light ink on near black.
    Dark,
}

/// A colour by what it is for. Pictures are composed in tokens; a theme says which colour each is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Token {
    /// Paper, gaps between fills, the halo of a dot.
    Paper,
    /// Text of the first rank; whiskers, baselines.
    Ink,
    /// Text of the second rank.
    Ink2,
    /// Text of the third rank.
    Ink3,
    /// Rules and grids.
    Grid,
    /// Axes, ticks, leaders.
    Axis,
    /// Zones of the verbal scale.
    Zone,
    /// The estimate, a yes, the changed run.
    Estimate,
    /// Doubt about the model, 5 to 95% of worlds.
    Band,
    /// Its middle half.
    BandMiddle,
    /// One expert's own view, and nothing else.
    Expert,
    /// The baseline of a comparison.
    Baseline,
    /// What is lumped, low ends, what did not change.
    Other,
    /// Not asked, not drawn.
    Undrawn,
    /// The hatching on it.
    UndrawnLine,
    /// Text and lines on the estimate's colour.
    OnEstimate,
    /// The lane of an actor.
    Lane,
    /// A box in a map.
    Box,
    /// A branch's own colour, by slot from 1; from the ninth on the first four again, hatched.
    Slot(u8),
    /// A class of the ramp of a heat map, 0 to 9: ten per cent each.
    Ramp(u8),
}

/// The number of branch colours that stand without hatching.
pub const PLAIN_SLOTS: u8 = 8;
/// The number of branches that a picture can tell apart; the others are lumped.
pub const SLOTS: u8 = 12;
/// The classes of the ramp.
pub const RAMP: u8 = 10;

/// A colour with its name in style sheets.
struct Role {
    token: Token,
    name: &'static str,
    light: u32,
    dark: u32,
}

const fn role(token: Token, name: &'static str, light: u32, dark: u32) -> Role {
    Role {
        token,
        name,
        light,
        dark,
    }
}

/// Branch colours alternate dark and light, so that neighbours in a stack stay apart in grey print. Least distance of any two, in CIEDE2000,
/// as seen normally and by three kinds of colour-blind readers (Machado, Oliveira and Fernandes 2009): 22.9, 11.6, 13.3, 12.1 on light paper.
const ROLES: [Role; 36] = [
    role(Token::Paper, "bg", 0xFF_FFFF, 0x14_181D),
    role(Token::Ink, "ink", 0x16_202B, 0xE8_ECF0),
    role(Token::Ink2, "ink2", 0x46_525F, 0xB9_C2CC),
    role(Token::Ink3, "ink3", 0x5F_6B79, 0x8F_9AA6),
    role(Token::Grid, "grid", 0xDD_E2E8, 0x2B_323A),
    role(Token::Axis, "axis", 0x8A_95A1, 0x6B_7682),
    role(Token::Zone, "zone", 0xF0_F3F6, 0x1D_232A),
    role(Token::Estimate, "est", 0x00_5A96, 0x5F_B0EC),
    role(Token::Band, "band1", 0xD3_E2ED, 0x1D_3446),
    role(Token::BandMiddle, "band2", 0xA6_C6DD, 0x2C_5876),
    role(Token::Expert, "exp", 0x9C_2C77, 0xE5_8CC4),
    role(Token::Baseline, "base", 0x6F_7B88, 0x98_A3AF),
    role(Token::Other, "other", 0xAE_B8C3, 0x59_636E),
    role(Token::Undrawn, "none", 0xF0_F3F6, 0x1D_232A),
    role(Token::UndrawnLine, "nonel", 0xB9_C3CE, 0x4A_545F),
    role(Token::OnEstimate, "onest", 0xFF_FFFF, 0x0D_1116),
    role(Token::Lane, "lane", 0xF6_F8FA, 0x19_1E24),
    role(Token::Box, "box", 0xFF_FFFF, 0x20_262E),
    role(Token::Slot(1), "s1", 0x04_7CC1, 0x3D_9DE0),
    role(Token::Slot(2), "s2", 0xD7_B33F, 0xE3_C04E),
    role(Token::Slot(3), "s3", 0x1C_6C6B, 0x35_908C),
    role(Token::Slot(4), "s4", 0xE8_809F, 0xF0_9AB4),
    role(Token::Slot(5), "s5", 0xA6_3B19, 0xC4_522E),
    role(Token::Slot(6), "s6", 0x7B_C9F5, 0x92_D3F8),
    role(Token::Slot(7), "s7", 0x5F_3A98, 0x7F_58BE),
    role(Token::Slot(8), "s8", 0xBE_E796, 0xCF_F7AC),
    role(Token::Ramp(0), "r0", 0xF1_F5F9, 0x1A_222B),
    role(Token::Ramp(1), "r1", 0xD9_E7F2, 0x1B_3347),
    role(Token::Ramp(2), "r2", 0xB9_D4E9, 0x1C_4562),
    role(Token::Ramp(3), "r3", 0x92_BDDD, 0x20_587F),
    role(Token::Ramp(4), "r4", 0x66_A3CE, 0x2A_6E9F),
    role(Token::Ramp(5), "r5", 0x3D_87BA, 0x3E_88BF),
    role(Token::Ramp(6), "r6", 0x24_73AA, 0x5C_A3D8),
    role(Token::Ramp(7), "r7", 0x13_5C92, 0x86_BFE8),
    role(Token::Ramp(8), "r8", 0x0A_4777, 0xB5_D9F3),
    role(Token::Ramp(9), "r9", 0x06_335A, 0xE0_F0FB),
];

impl Token {
    /// The colour of a branch's slot: the hatching of a ninth and later slot is drawn on top.
    pub fn slot(slot: u16) -> Token {
        match u8::try_from(slot) {
            Ok(slot @ 1..=SLOTS) => Token::Slot((slot - 1) % PLAIN_SLOTS + 1),
            _ => Token::Other,
        }
    }

    /// Its name in style sheets, such as `est`.
    pub fn name(self) -> &'static str {
        self.role().name
    }

    /// Its colour, as `0xRRGGBB`.
    pub fn colour(self, theme: Theme) -> u32 {
        match theme {
            Theme::Light => self.role().light,
            Theme::Dark => self.role().dark,
        }
    }

    /// Its place among all tokens: how it travels through a drawing library that knows colours only.
    pub(super) fn index(self) -> u8 {
        ROLES.iter().position(|role| role.token == self).unwrap_or(0) as u8
    }

    /// The token at a place.
    pub(super) fn at(index: u8) -> Token {
        ROLES.get(usize::from(index)).map_or(Token::Paper, |role| role.token)
    }

    fn role(self) -> &'static Role {
        &ROLES[usize::from(self.index())]
    }
}

/// All tokens with their names and colours in a theme, for style sheets: (`est`, `0x005A96`), …
pub fn tokens(theme: Theme) -> Vec<(&'static str, u32)> {
    ROLES.iter().map(|role| (role.name, role.token.colour(theme))).collect()
}

/// The families that a viewer may have, the first one measured.
pub const FAMILY: &str = "'Noto Sans','Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

/// A size of type with the distance of its lines, in px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Type {
    /// The size of the letters.
    pub size: f64,
    /// From baseline to baseline.
    pub line: f64,
    /// The weight.
    pub weight: Weight,
    /// The colour.
    pub token: Token,
}

/// How heavy letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Regular.
    Regular,
    /// Bold.
    Bold,
}

const fn kind(size: f64, line: f64, weight: Weight, token: Token) -> Type {
    Type {
        size,
        line,
        weight,
        token,
    }
}

/// The title of a picture.
pub const TITLE: Type = kind(20.0, 26.0, Weight::Bold, Token::Ink);
/// The same in a slim picture.
pub const TITLE_SLIM: Type = kind(17.0, 22.0, Weight::Bold, Token::Ink);
/// What is shown.
pub const SUBTITLE: Type = kind(14.0, 19.0, Weight::Regular, Token::Ink2);
/// The same in a slim picture.
pub const SUBTITLE_SLIM: Type = kind(13.0, 18.0, Weight::Regular, Token::Ink2);
/// The title of a row or a node.
pub const ROW: Type = kind(13.5, 17.0, Weight::Regular, Token::Ink);
/// A node of a map.
pub const NODE: Type = kind(12.5, 16.0, Weight::Regular, Token::Ink);
/// The value at a row.
pub const VALUE: Type = kind(16.0, 20.0, Weight::Bold, Token::Ink);
/// The value at the end of a curve.
pub const END_VALUE: Type = kind(18.0, 22.0, Weight::Bold, Token::Estimate);
/// A value in a column of a table.
pub const CELL: Type = kind(14.0, 18.0, Weight::Bold, Token::Ink);
/// An interval beside a value.
pub const INTERVAL: Type = kind(12.0, 16.0, Weight::Regular, Token::Ink3);
/// A word of the scale, and the texts of a key.
pub const WORD: Type = kind(12.0, 14.0, Weight::Regular, Token::Ink2);
/// A number on an axis.
pub const AXIS: Type = kind(12.0, 15.0, Weight::Regular, Token::Ink3);
/// A word at a zone of the scale, and the footer.
pub const SMALL: Type = kind(11.0, 13.0, Weight::Regular, Token::Ink3);
/// The title of a panel.
pub const PANEL: Type = kind(13.0, 17.0, Weight::Bold, Token::Ink);
/// A direct label of a branch or curve.
pub const LABEL: Type = kind(13.0, 17.0, Weight::Regular, Token::Ink);

impl Type {
    /// The same in another colour.
    pub const fn in_colour(self, token: Token) -> Type {
        Type { token, ..self }
    }

    /// The same in another weight.
    pub const fn weighing(self, weight: Weight) -> Type {
        Type { weight, ..self }
    }
}

/// Rules, grids, axes, ticks, leaders.
pub const HAIR: f64 = 1.0;
/// Whiskers, boxes, arrows, and the gap of paper between fills.
pub const THIN: f64 = 1.25;
/// Hairlines of the sampling error around a curve.
pub const ERROR: f64 = 0.9;
/// Baselines, lozenges of experts.
pub const FIRM: f64 = 1.5;
/// Rings.
pub const RING: f64 = 2.0;
/// Curves.
pub const CURVE: f64 = 2.5;
/// Curves in panels.
pub const CURVE_PANEL: f64 = 2.25;
/// The radius of an estimate's disc; its halo is 1.5 wider.
pub const DISC: f64 = 5.0;
/// The same in panels and compact rows.
pub const DISC_SMALL: f64 = 3.5;
/// A picture narrower than this takes the slim form.
pub const SLIM: f64 = 560.0;
