//! Tests of the room `scale`.

use contingent::scale::{STRENGTHS, Scale, Wording, one_word_words, scales_with, strength};

/// The scales as published, typed in from the publications, not from the program.
const PHIA: &str = "remote chance >0 to ≈5%|highly unlikely ≈10 to ≈20%|unlikely ≈25 to ≈35%|\
    realistic possibility ≈40 to <50%|likely, probable ≈55 to ≈75%|highly likely ≈80 to ≈90%|\
    almost certain ≈95 to <100%";
const ICD_203: &str = "almost no chance, remote 1-5%|very unlikely, highly improbable 5-20%|\
    unlikely, improbable 20-45%|roughly even chance, roughly even odds 45-55%|likely, probable 55-80%|\
    very likely, highly probable 80-95%|almost certain, nearly certain 95-99%";
const IPCC: &str = "exceptionally unlikely 0-1%|extremely unlikely 0-5%|very unlikely 0-10%|\
    unlikely 0-33%|about as likely as not 33-66%|more likely than not >50-100%|likely 66-100%|\
    very likely 90-100%|extremely likely 95-100%|virtually certain 99-100%";

#[test]
fn the_tables_are_those_published() {
    for (scale, published) in [(Scale::Phia, PHIA), (Scale::Icd203, ICD_203), (Scale::Ipcc, IPCC)] {
        let lines: Vec<String> = scale
            .terms()
            .iter()
            .map(|term| format!("{} {}", term.words.join(", "), term.printed))
            .collect();
        assert_eq!(lines.join("|"), published);
        // The numbers are those of the printed range.
        for term in scale.terms() {
            let numbers: Vec<f64> = term
                .printed
                .split(|letter: char| !letter.is_ascii_digit())
                .filter_map(|digits| digits.parse().ok())
                .collect();
            assert_eq!(
                [term.low.value(), term.high.value()],
                [numbers[0] / 100.0, numbers[1] / 100.0]
            );
        }
        assert_eq!(Scale::named(scale.id()), Some(scale));
        assert!(!scale.source().is_empty() && !scale.reading().is_empty() && !scale.title().is_empty());
    }
    assert_eq!(Scale::default(), Scale::Phia);
    assert_eq!(Scale::named("PHIA"), None);
}

#[track_caller]
fn says(scale: Scale, per_cent: &[f64], expected: &str) {
    for number in per_cent {
        assert_eq!(
            scale.word_for(number / 100.0).to_string(),
            expected,
            "{number}% on {}",
            scale.id()
        );
    }
}

#[test]
fn phia_keeps_its_gaps() {
    let phia = Scale::Phia;
    says(phia, &[0.0001, 1.0, 5.0], "remote chance");
    says(phia, &[5.1, 7.0, 9.9], "between remote chance and highly unlikely");
    says(phia, &[10.0, 20.0], "highly unlikely");
    says(phia, &[22.0], "between highly unlikely and unlikely");
    says(phia, &[25.0, 35.0], "unlikely");
    says(phia, &[37.0], "between unlikely and realistic possibility");
    says(phia, &[40.0, 49.9], "realistic possibility");
    says(phia, &[50.0, 52.0, 54.9], "between realistic possibility and likely");
    says(phia, &[55.0, 75.0], "likely");
    says(phia, &[77.0], "between likely and highly likely");
    says(phia, &[80.0, 90.0], "highly likely");
    says(phia, &[93.0], "between highly likely and almost certain");
    says(phia, &[95.0, 99.99], "almost certain");
    says(phia, &[0.0, 100.0, -1.0, 101.0, f64::NAN], "outside the scale");
    assert_eq!(
        phia.word_for(0.37),
        Wording::Between("unlikely", "realistic possibility")
    );
    assert_eq!(phia.word_for(0.37).compact(), "unlikely to realistic possibility");
    assert_eq!(phia.word_for(0.3).compact(), "unlikely");
}

#[test]
fn icd_203_has_edges_and_ends() {
    let icd = Scale::Icd203;
    says(icd, &[0.0, 0.9, 99.1, 100.0, f64::NAN], "outside the scale");
    says(icd, &[1.0, 4.9], "almost no chance");
    says(icd, &[5.0, 19.9], "very unlikely");
    says(icd, &[20.0, 44.9], "unlikely");
    says(icd, &[45.0, 50.0, 55.0], "roughly even chance");
    says(icd, &[55.1, 80.0], "likely");
    says(icd, &[80.1, 95.0], "very likely");
    says(icd, &[95.1, 99.0], "almost certain");
}

#[test]
fn the_ipcc_takes_the_narrowest_band() {
    let ipcc = Scale::Ipcc;
    says(ipcc, &[0.0, 1.0], "exceptionally unlikely");
    says(ipcc, &[1.1, 5.0], "extremely unlikely");
    says(ipcc, &[5.1, 10.0], "very unlikely");
    says(ipcc, &[10.1, 32.9], "unlikely");
    says(ipcc, &[33.0, 50.0, 60.0, 66.0], "about as likely as not");
    says(ipcc, &[66.1, 89.9], "likely");
    says(ipcc, &[90.0, 94.9], "very likely");
    says(ipcc, &[95.0, 98.9], "extremely likely");
    says(ipcc, &[99.0, 100.0], "virtually certain");
    says(ipcc, &[-0.1, 100.1, f64::NAN], "outside the scale");
}

#[test]
fn words_stand_for_ranges() {
    let phia = |word| Scale::Phia.range_of(word);
    assert_eq!(phia("likely"), Some((0.55, 0.75)));
    assert_eq!(phia("probable"), phia("likely"));
    assert_eq!(phia("remote chance"), Some((0.005, 0.05)));
    assert_eq!(phia("almost certain"), Some((0.95, 0.995)));
    assert_eq!(phia("realistic possibility"), Some((0.4, 0.5)));
    assert_eq!(phia("Likely"), None);
    assert_eq!(phia("very likely"), None);
    assert_eq!(Scale::Icd203.range_of("remote"), Some((0.01, 0.05)));
    assert_eq!(Scale::Icd203.range_of("highly improbable"), Some((0.05, 0.2)));
    assert_eq!(Scale::Ipcc.range_of("likely"), Some((0.66, 1.0)));
    assert_eq!(Scale::Ipcc.range_of("more likely than not"), Some((0.5, 1.0)));
    assert_eq!(Scale::Phia.midpoint_of("unlikely"), Some(0.3));
    assert_eq!(scales_with("very likely"), [Scale::Icd203, Scale::Ipcc]);
    assert_eq!(scales_with("certain"), []);
    assert_eq!(Scale::Icd203.words().count(), 14);
    // Those that no id may be called.
    assert_eq!(
        one_word_words(),
        ["improbable", "likely", "probable", "remote", "unlikely"]
    );
    // Every range is a range of probabilities, and the middle of it is said with the same word.
    for scale in [Scale::Phia, Scale::Icd203] {
        for term in scale.terms() {
            let (low, high) = scale.range_of(term.words[0]).unwrap();
            assert!(0.0 < low && low < high && high < 1.0);
            let middle = scale.midpoint_of(term.words[0]).unwrap();
            assert_eq!(scale.word_for(middle), Wording::One(term.words[0]));
        }
    }
}

/// A band's mirror image is the mirrored band, and more is never said with a weaker word.
#[test]
fn scales_are_symmetric_and_in_order() {
    for scale in Scale::ALL {
        let rank = |word: Wording| {
            let place = |name| scale.terms().iter().position(|term| term.words[0] == name);
            match word {
                Wording::One(name) => place(name).map(|at| 2 * at),
                Wording::Between(low, high) => {
                    assert_eq!(place(low).map(|at| at + 1), place(high));
                    place(low).map(|at| 2 * at + 1)
                }
                Wording::Outside => None,
            }
        };
        let ranks: Vec<_> = (0..=1000)
            .filter_map(|number| rank(scale.word_for(f64::from(number) / 1000.0)))
            .collect();
        assert!(ranks.len() > 900);
        assert!(ranks.is_sorted(), "{}", scale.id());
    }
    for number in 0..=1000 {
        let word = |number: i32| Scale::Icd203.word_for(f64::from(number) / 1000.0);
        let place = |number| {
            Scale::Icd203
                .terms()
                .iter()
                .position(|term| Wording::One(term.words[0]) == word(number))
        };
        assert_eq!(place(number), place(1000 - number).map(|at| 6 - at), "{number}");
    }
}

#[test]
fn strengths_are_ranges_of_factors() {
    let range = |words: &str| strength(words).map(|found| (found.low, found.high));
    assert_eq!(range("slightly more"), Some((1.2, 1.8)));
    assert_eq!(range("clearly more"), Some((1.8, 3.0)));
    assert_eq!(range("strongly more"), Some((3.0, 8.0)));
    assert_eq!(range("overwhelmingly more"), Some((8.0, 20.0)));
    assert_eq!(range("clearly less"), Some((1.0 / 3.0, 1.0 / 1.8)));
    assert_eq!(range("overwhelmingly less"), Some((0.05, 0.125)));
    assert_eq!(range("more"), None);
    assert_eq!(range("likely"), None);
    // √(1.8·3), from a table of square roots.
    let median = strength("clearly more").map(|found| found.median()).unwrap();
    assert!((median - 2.323_790_007_724_45).abs() < 1e-14);
    for entry in STRENGTHS {
        let (more, less) = (entry.words.replace("less", "more"), entry.words.replace("more", "less"));
        let product = strength(&more).unwrap().median() * strength(&less).unwrap().median();
        assert!((product - 1.0).abs() < 1e-15, "{}", entry.words);
    }
}
