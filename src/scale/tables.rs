//! The three scales as published: one table each, with its source.

/// A scale of verbal probability.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scale {
    #[default]
    Phia,
    Icd203,
    Ipcc,
}

/// One band of a scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term {
    /// The word printed, then those that mean the same.
    pub words: &'static [&'static str],
    pub low: Edge,
    pub high: Edge,
    /// The range as published.
    pub printed: &'static str,
    /// The range the word stands for as an input: the band, but where the band is open towards
    /// impossible or certain, from or up to a number of this program's choice.
    pub input: (f64, f64),
}

/// An end of a band, as a probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Edge {
    /// The number belongs to the band.
    Closed(f64),
    /// It does not.
    Open(f64),
}

impl Edge {
    /// The number, whether it belongs to the band or not.
    pub fn value(self) -> f64 {
        match self {
            Edge::Closed(value) | Edge::Open(value) => value,
        }
    }
}

impl Term {
    /// Whether the number lies in the band.
    pub fn holds(&self, probability: f64) -> bool {
        let above = match self.low {
            Edge::Closed(edge) => probability >= edge,
            Edge::Open(edge) => probability > edge,
        };
        let below = match self.high {
            Edge::Closed(edge) => probability <= edge,
            Edge::Open(edge) => probability < edge,
        };
        above && below
    }
}

impl Scale {
    /// All scales.
    pub const ALL: [Scale; 3] = [Scale::Phia, Scale::Icd203, Scale::Ipcc];

    /// The scale of this id: `phia`, `icd203` or `ipcc`.
    pub fn named(id: &str) -> Option<Scale> {
        Self::ALL.into_iter().find(|scale| scale.id() == id)
    }

    /// The id as written in a scenario.
    pub fn id(self) -> &'static str {
        match self {
            Scale::Phia => "phia",
            Scale::Icd203 => "icd203",
            Scale::Ipcc => "ipcc",
        }
    }

    /// The name of the scale in a sentence.
    pub fn title(self) -> &'static str {
        match self {
            Scale::Phia => "PHIA probability yardstick",
            Scale::Icd203 => "ICD 203 expressions of likelihood",
            Scale::Ipcc => "IPCC likelihood scale",
        }
    }

    /// Where the scale was published.
    pub fn source(self) -> &'static str {
        match self {
            Scale::Phia => {
                "UK Professional Head of Intelligence Assessment, \"Explaining uncertainty in UK \
                 intelligence assessment\", gov.uk, 24 March 2025"
            }
            Scale::Icd203 => "US Intelligence Community Directive 203, \"Analytic Standards\", 2 January 2015",
            Scale::Ipcc => {
                "Mastrandrea and others 2010, guidance note for lead authors of the IPCC Fifth \
                 Assessment Report on consistent treatment of uncertainties"
            }
        }
    }

    /// How this program reads the scale where the scale leaves it open.
    pub fn reading(self) -> &'static str {
        match self {
            Scale::Phia => {
                "The gaps between the bands are deliberate; a number in one is said to lie between \
                 its neighbours, and 50% is such a number. As inputs, remote chance begins at 0.5% \
                 and almost certain ends at 99.5%: this program's choice, since the bands are open."
            }
            Scale::Icd203 => {
                "The bands touch; a number on an edge takes the word nearer to even odds. Below 1% \
                 and above 99% the scale has no word."
            }
            Scale::Ipcc => {
                "The bands overlap by design; a number takes the narrowest band that holds it, and \
                 of two equally narrow ones that nearer to even odds. As an input a word stands for \
                 its whole band."
            }
        }
    }

    /// The bands, from the least likely to the most likely; those of the IPCC overlap.
    pub fn terms(self) -> &'static [Term] {
        match self {
            Scale::Phia => &PHIA,
            Scale::Icd203 => &ICD_203,
            Scale::Ipcc => &IPCC,
        }
    }
}

use Edge::{Closed, Open};

const PHIA: [Term; 7] = [
    Term {
        input: (0.005, 0.05),
        ..term(&["remote chance"], Open(0.0), Closed(0.05), ">0 to ≈5%")
    },
    term(&["highly unlikely"], Closed(0.10), Closed(0.20), "≈10 to ≈20%"),
    term(&["unlikely"], Closed(0.25), Closed(0.35), "≈25 to ≈35%"),
    term(&["realistic possibility"], Closed(0.40), Open(0.50), "≈40 to <50%"),
    term(&["likely", "probable"], Closed(0.55), Closed(0.75), "≈55 to ≈75%"),
    term(&["highly likely"], Closed(0.80), Closed(0.90), "≈80 to ≈90%"),
    Term {
        input: (0.95, 0.995),
        ..term(&["almost certain"], Closed(0.95), Open(1.0), "≈95 to <100%")
    },
];

const ICD_203: [Term; 7] = [
    term(&["almost no chance", "remote"], Closed(0.01), Closed(0.05), "1-5%"),
    term(
        &["very unlikely", "highly improbable"],
        Closed(0.05),
        Closed(0.20),
        "5-20%",
    ),
    term(&["unlikely", "improbable"], Closed(0.20), Closed(0.45), "20-45%"),
    term(
        &["roughly even chance", "roughly even odds"],
        Closed(0.45),
        Closed(0.55),
        "45-55%",
    ),
    term(&["likely", "probable"], Closed(0.55), Closed(0.80), "55-80%"),
    term(
        &["very likely", "highly probable"],
        Closed(0.80),
        Closed(0.95),
        "80-95%",
    ),
    term(
        &["almost certain", "nearly certain"],
        Closed(0.95),
        Closed(0.99),
        "95-99%",
    ),
];

const IPCC: [Term; 10] = [
    term(&["exceptionally unlikely"], Closed(0.0), Closed(0.01), "0-1%"),
    term(&["extremely unlikely"], Closed(0.0), Closed(0.05), "0-5%"),
    term(&["very unlikely"], Closed(0.0), Closed(0.10), "0-10%"),
    term(&["unlikely"], Closed(0.0), Closed(0.33), "0-33%"),
    term(&["about as likely as not"], Closed(0.33), Closed(0.66), "33-66%"),
    term(&["more likely than not"], Open(0.50), Closed(1.0), ">50-100%"),
    term(&["likely"], Closed(0.66), Closed(1.0), "66-100%"),
    term(&["very likely"], Closed(0.90), Closed(1.0), "90-100%"),
    term(&["extremely likely"], Closed(0.95), Closed(1.0), "95-100%"),
    term(&["virtually certain"], Closed(0.99), Closed(1.0), "99-100%"),
];

const fn term(words: &'static [&'static str], low: Edge, high: Edge, printed: &'static str) -> Term {
    let (Closed(from) | Open(from)) = low;
    let (Closed(to) | Open(to)) = high;
    Term {
        words,
        low,
        high,
        printed,
        input: (from, to),
    }
}
