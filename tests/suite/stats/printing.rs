//! Numbers as printed, example by example.

use contingent::stats::{
    Proportion, print_count, print_number, print_odds, print_points, print_probability, print_range, print_share,
};

#[track_caller]
fn assert_counted(k: u64, n: u64, text: &str, aside: Option<&str>) {
    let printed = print_probability(&Proportion::new(k, n));
    assert_eq!((printed.text.as_str(), printed.aside.as_deref()), (text, aside));
}

#[test]
fn probabilities_stop_where_their_error_starts() {
    assert_counted(8_200, 10_000, "82%", None);
    assert_counted(700, 10_000, "7%", None);
    assert_counted(290, 10_000, "2.9%", None);
    assert_counted(3, 10_000, "0.03%", Some("about 1 in 3,000"));
    assert_counted(31_004, 1_000_000, "3.10%", None);
    assert_counted(969_000, 1_000_000, "96.90%", None);
    assert_counted(3, 1_000_000, "0.0003%", Some("about 1 in 300,000"));
    assert_counted(1, 3, "33%", None);
    // From 10 to 90 no decimals however many trials, and also where rounding leads there.
    assert_counted(123_456_789, 1_000_000_000, "12%", None);
    assert_counted(99_960, 1_000_000, "10%", None);
    assert_counted(900_040, 1_000_000, "90%", None);
    assert_counted(99_000, 1_000_000, "9.9%", None);
}

#[test]
fn halves_round_up() {
    assert_counted(77, 200, "39%", None);
    assert_counted(145, 1_000, "15%", None);
    assert_counted(1_144_999_999, 10_000_000_000, "11%", None);
    assert_counted(1_150_000_000, 10_000_000_000, "12%", None);
    assert_eq!(print_share(0.285, 0.0).text, "29%");
    assert_eq!(print_share(0.575, 0.01).text, "58%");
}

#[test]
fn none_and_all_are_bounds() {
    assert_counted(0, 10_000, "<0.04%", Some("none in 10,000 trials"));
    assert_counted(10_000, 10_000, ">99.96%", Some("all 10,000 trials"));
    assert_counted(0, 1_000_000, "<0.0004%", Some("none in 1,000,000 trials"));
    assert_counted(0, 10, "<40%", Some("none in 10 trials"));
    assert_counted(10, 10, ">60%", Some("all 10 trials"));
    assert_counted(0, 1, "<98%", Some("none in 1 trial"));
    assert_counted(0, 0, "unknown", Some("no trials"));
    let value = |k, n| print_probability(&Proportion::new(k, n)).value;
    assert_eq!(
        (value(0, 10_000), value(10_000, 10_000), value(0, 0)),
        (Some(0.0004), Some(0.9996), None)
    );
}

#[test]
fn what_can_be_is_never_printed_as_nothing_or_all() {
    assert_counted(1, 250, "0.4%", None);
    assert_counted(249, 250, "99.6%", None);
    assert_counted(1, 1_000, "0.1%", None);
    assert_counted(999_999_999, 1_000_000_000, "99.9999999%", None);
    assert_eq!(print_share(0.0000004, 0.01).text, "0.00004%");
}

#[test]
fn the_word_is_for_the_printed_number() {
    let value = |k, n| {
        print_probability(&Proportion::new(k, n))
            .value
            .expect("there are trials")
    };
    assert_eq!(value(54_960, 100_000), 0.55);
    assert_eq!(value(290, 10_000), 0.029);
    assert_eq!(value(31_004, 1_000_000), 0.031);
    assert_eq!(value(3, 10_000), 0.0003);
}

#[test]
fn shares_without_error_have_two_digits_at_the_ends() {
    for (p, text) in [
        (0.5, "50%"),
        (0.0312, "3.1%"),
        (0.000_123, "0.012%"),
        (0.9688, "96.9%"),
        (0.0, "0%"),
        (1.0, "100%"),
    ] {
        assert_eq!(print_share(p, 0.0).text, text, "{p}");
    }
}

#[test]
fn ranges_share_one_precision() {
    for (low, high, text, half) in [
        (0.19, 0.28, "19–28%", false),
        (0.03, 0.14, "3–14%", false),
        (0.011, 0.064, "1.1–6.4%", false),
        (0.0019, 0.0080, "0.19–0.80%", false),
        (0.00001, 0.0002, "0.00–0.02%", false),
        (0.8195, 0.8204, "±0.05", true),
        (0.8192, 0.8208, "±0.08", true),
        (0.030_67, 0.031_35, "±0.04", true),
        (0.0, 0.000_368_8, "<0.04%", false),
        (0.999_631_2, 1.0, ">99.96%", false),
        (0.0, 0.123, "<13%", false),
        (0.001, 0.123, "<13%", false),
        (0.882, 1.0, ">88%", false),
        (0.882, 0.9999, ">88%", false),
        (0.0, 1.0, "0–100%", false),
    ] {
        let printed = print_range(low, high);
        assert_eq!(
            (printed.text.as_str(), printed.is_half_width),
            (text, half),
            "{low} {high}"
        );
    }
}

#[test]
fn points_have_signs_and_the_digits_of_their_difference() {
    for (difference, low, high, text) in [
        (-0.17, -0.18, -0.16, "−17 (−18 to −16)"),
        (0.09, 0.08, 0.10, "+9 (+8 to +10)"),
        (-0.02, -0.023, -0.017, "−2.0 (−2.3 to −1.7)"),
        (0.0, -0.000_37, 0.000_37, "0.00 (−0.04 to +0.04)"),
        (0.165, 0.155, 0.175, "+17 (+16 to +18)"),
        (-0.165, -0.175, -0.155, "−17 (−18 to −16)"),
    ] {
        assert_eq!(print_points(difference, low, high).to_string(), text);
    }
}

#[test]
fn quantities_stop_where_their_error_starts() {
    for (value, half_width, text) in [
        (4.6234, 0.1, "4.6"),
        (147_112.0, 900.0, "147,000"),
        (147_112.0, 90.0, "147,100"),
        (1_234_567.8, 0.3, "1,234,567.8"),
        (-0.0449, 0.01, "−0.04"),
        (-0.004, 0.01, "0.00"),
        (0.0, 0.1, "0"),
        (147.112_345, 0.0, "147.112"),
        (-2.5, 0.0, "−2.5"),
        (12_345_678.0, 0.0, "12,345,700"),
        (1.5e30, 0.0, "1.5e30"),
        (f64::NEG_INFINITY, 0.0, "−infinite"),
    ] {
        assert_eq!(print_number(value, half_width), text, "{value} {half_width}");
    }
}

#[test]
fn counts_and_odds() {
    assert_eq!((print_count(999), print_count(1_000)), ("999".into(), "1,000".into()));
    assert_eq!(print_count(1_234_567), "1,234,567");
    assert_eq!(print_odds(0.0003), "about 1 in 3,000");
    assert_eq!(print_odds(0.000_012), "about 1 in 80,000");
    assert_eq!(print_odds(0.000_000_95), "about 1 in 1,000,000");
}
