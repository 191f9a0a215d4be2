//! Shifts of quantiles and means between runs of the same luck: closed forms, coverage by simulation, and where pairing is no help.

use contingent::math::Moments;
use contingent::stats::{Mean, Shift, mean_shift, quantile_shift, sequential_ratio, sequential_separate};
use contingent::stats::{Proportion, sequential_separate_ratio};
use contingent::tally::{Histogram, Paired};

/// A generator for tests alone (Vigna's splitmix64).
struct Splitmix(u64);

impl Splitmix {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64 + 2.0_f64.powi(-54)
    }

    fn normal(&mut self) -> f64 {
        let (u, v) = (self.uniform(), self.uniform());
        (-2.0 * u.ln()).sqrt() * (2.0 * std::f64::consts::PI * v).cos()
    }
}

/// The shift of a quantile as a comparison finds it: quantiles of all, and how they lie among the pairs.
fn shift(pairs: &[(f64, f64)], q: f64) -> Shift {
    shift_of(&tallied(pairs), pairs, q)
}

fn tallied(pairs: &[(f64, f64)]) -> [Histogram; 2] {
    let mut both = [Histogram::new(), Histogram::new()];
    for (x, y) in pairs {
        both[0].add(*x);
        both[1].add(*y);
    }
    both
}

fn shift_of(both: &[Histogram; 2], pairs: &[(f64, f64)], q: f64) -> Shift {
    let rank = (q * pairs.len() as f64).ceil() as u64;
    let cuts = [0, 1].map(|side: usize| both[side].order_statistic(rank).unwrap().value);
    let mut joint = Paired::default();
    pairs.iter().for_each(|(x, y)| joint.add(*x <= cuts[0], *y <= cuts[1]));
    quantile_shift([&both[0], &both[1]], q, Some(&joint), 0.95).unwrap()
}

/// Ways to pair two numbers, with the quantile function of either.
type Pairing = (&'static str, fn(&mut Splitmix) -> (f64, f64), [fn(f64) -> f64; 2]);

fn lognormal(q: f64) -> f64 {
    (0.5 * normal(q)).exp()
}

fn normal(q: f64) -> f64 {
    use statrs::distribution::{ContinuousCDF, Normal};
    Normal::new(0.0, 1.0).unwrap().inverse_cdf(q)
}

fn pairings() -> [Pairing; 6] {
    [
        // Another factor in every trial: no error of its own.
        (
            "scaled",
            |r| {
                let x = (0.5 * r.normal()).exp();
                (x, 1.1 * x)
            },
            [lognormal, |q| 1.1 * lognormal(q)],
        ),
        // Redrawn in one trial of twenty, from the same distribution.
        (
            "redrawn",
            |r| {
                let (x, other, u) = (r.normal(), r.normal(), r.uniform());
                (x, if u < 0.05 { other } else { x })
            },
            [normal, normal],
        ),
        // Moved up in one trial of two hundred; too few to move the quantiles by more than 0.01.
        (
            "redrawn seldom",
            |r| {
                let (x, other, u) = (r.normal(), r.normal(), r.uniform());
                (x, if u < 0.005 { other } else { x })
            },
            [normal, normal],
        ),
        // Noise on top.
        (
            "noise",
            |r| {
                let (x, e) = (r.normal(), r.normal());
                (x, 0.9 * x + (1.0_f64 - 0.81).sqrt() * e)
            },
            [normal, normal],
        ),
        (
            "independent",
            |r| (r.normal(), r.normal() + 0.2),
            [normal, |q| normal(q) + 0.2],
        ),
        // Turned round: errors of opposite sign.
        (
            "opposite",
            |r| {
                let x = r.normal();
                (x, -x)
            },
            [normal, normal],
        ),
    ]
}

#[test]
fn shifts_of_quantiles_cover_and_are_narrower_for_the_pairing() {
    const N: usize = 2_000;
    const REPEATS: u32 = 400;
    let (mut sum, mut points, mut worst) = (0.0, 0, (2.0_f64, String::new()));
    for (name, draw, quantile) in pairings() {
        let mut random = Splitmix(21);
        let qs = [0.05, 0.5, 0.9];
        let (mut hits, mut widths, mut apart) = ([0_u32; 3], [0.0; 3], [0.0; 3]);
        for _ in 0..REPEATS {
            let pairs: Vec<(f64, f64)> = (0..N).map(|_| draw(&mut random)).collect();
            let both = tallied(&pairs);
            for (at, q) in qs.iter().enumerate() {
                let truth = quantile[1](*q) - quantile[0](*q);
                let found = shift_of(&both, &pairs, *q);
                let (low, high) = (found.low.unwrap(), found.high.unwrap());
                assert!(found.paired || name == "independent", "{name}");
                hits[at] += u32::from(low <= truth && truth <= high);
                widths[at] += high - low;
                let other = quantile_shift([&both[0], &both[1]], *q, None, 0.95).unwrap();
                apart[at] += other.high.unwrap() - other.low.unwrap();
            }
        }
        for (at, q) in qs.iter().enumerate() {
            let covered = f64::from(hits[at]) / f64::from(REPEATS);
            println!(
                "{name} {q}: covers {covered}, width {:.3} of that of separate luck",
                widths[at] / apart[at]
            );
            (sum, points) = (sum + covered, points + 1);
            if covered < worst.0 {
                worst = (covered, format!("{name} {q}"));
            }
            let ratio = widths[at] / apart[at];
            match name {
                "scaled" | "redrawn seldom" => assert!(ratio < 0.35, "{name} {q}: {ratio}"),
                "redrawn" => assert!(ratio < 0.5, "{name} {q}: {ratio}"),
                "noise" => assert!(ratio < 0.75, "{name} {q}: {ratio}"),
                "independent" => assert!((0.9..1.1).contains(&ratio), "{name} {q}: {ratio}"),
                // By hand at 0.05: the correlation is −0.05² / (0.05 · 0.95).
                _ => assert!(ratio > 1.01, "{name} {q}: {ratio}"),
            }
        }
    }
    let mean = sum / f64::from(points);
    println!("worst {worst:?}, mean {mean} of {points}");
    // With 400 repeats a coverage of 95% comes out under 91% less than once in a thousand times.
    assert!(worst.0 >= 0.91, "{worst:?}");
    assert!((0.945..=0.99).contains(&mean), "{mean}");
}

/// To first order Var = q (1 − q) / n · (1/f² + 1/g² − 2 ρ/(f g)); for two standard normal numbers of one half at the median ρ = (2/π) asin r.
#[test]
fn the_width_is_that_of_the_closed_form() {
    let (n, r) = (200_000, 0.9_f64);
    let mut random = Splitmix(5);
    let pairs: Vec<(f64, f64)> = (0..n)
        .map(|_| {
            let (x, e) = (random.normal(), random.normal());
            (x, r * x + (1.0 - r * r).sqrt() * e)
        })
        .collect();
    let found = shift(&pairs, 0.5);
    let density = 1.0 / (2.0 * std::f64::consts::PI).sqrt();
    let shared = 2.0 / std::f64::consts::PI * r.asin();
    let half = 1.959_964 * (0.25 / n as f64 * 2.0 * (1.0 - shared)).sqrt() / density;
    let width = 0.5 * (found.high.unwrap() - found.low.unwrap());
    println!("{width} against {half}");
    assert!((width / half - 1.0).abs() < 0.1, "{width} against {half}");
    assert!(found.low.unwrap() < 0.0 && 0.0 < found.high.unwrap());
}

/// Where values have no density the quantiles jump, and the pairing says nothing: the interval is that of separate luck.
#[test]
fn on_atoms_the_pairing_is_not_used() {
    let mut random = Splitmix(9);
    let pairs: Vec<(f64, f64)> = (0..5_000)
        .map(|_| {
            let u = random.uniform();
            let x = f64::from(u < 0.5);
            (
                x,
                if random.uniform() < 0.02 {
                    f64::from(random.uniform() < 0.5)
                } else {
                    x
                },
            )
        })
        .collect();
    let found = shift(&pairs, 0.5);
    assert!(!found.paired, "{found:?}");
    assert!(found.low.unwrap() <= 0.0 && 0.0 <= found.high.unwrap());
    // Too few for an interval; and none at all.
    let few = shift(&[(1.0, 2.0), (2.0, 3.0), (3.0, 4.0)], 0.05);
    assert_eq!((few.low, few.high), (None, None));
    assert!(quantile_shift([&Histogram::new(), &Histogram::new()], 0.5, None, 0.95).is_none());
}

#[test]
fn a_mean_shift_from_a_correlation_is_that_of_the_differences() {
    let mut random = Splitmix(3);
    let [mut x, mut y, mut d] = [Moments::new(), Moments::new(), Moments::new()];
    for _ in 0..50_000 {
        let (a, e) = (random.normal(), random.normal());
        let b = 0.8 * a + 0.3 * e + 0.1;
        x.add(a);
        y.add(b);
        d.add(b - a);
    }
    let correlation = (x.variance().unwrap() + y.variance().unwrap() - d.variance().unwrap())
        / (2.0 * x.sd().unwrap() * y.sd().unwrap());
    let [x, y, d] = [x, y, d].map(|one| Mean::new(&one).unwrap());
    let found = mean_shift(&x, &y, correlation);
    assert!((found.value - d.value).abs() < 1e-12);
    assert!((found.low.unwrap() - d.low).abs() < 1e-9 && (found.high.unwrap() - d.high).abs() < 1e-9);
    let alone = mean_shift(&x, &y, 0.0);
    assert!(!alone.paired && alone.high.unwrap() - alone.low.unwrap() > 2.0 * (d.high - d.low));
}

/// Ratios that are valid always: at every one of many looks at once.
#[test]
fn ratios_that_are_valid_always_hold_at_every_look() {
    let mut random = Splitmix(17);
    let (both, first, second) = (0.02, 0.03, 0.01);
    let truth = (both + second) / (both + first);
    let (mut missed, mut apart) = (0, 0);
    for _ in 0..400 {
        let mut counts = [0_u64; 3];
        let (mut all, mut other) = (true, true);
        for trial in 1..=3_000_u64 {
            let u = random.uniform();
            let edges = [both, both + first, both + first + second];
            if let Some(place) = edges.iter().position(|edge| u < *edge) {
                counts[place] += 1;
            }
            if trial % 50 == 0 {
                let found = sequential_ratio(counts[0], counts[1], counts[2]);
                all &= found.low <= truth && found.high.is_none_or(|high| truth <= high);
                let shares = [counts[0] + counts[1], counts[0] + counts[2]].map(|k| Proportion::new(k, trial));
                let found = sequential_separate_ratio(&shares[0], &shares[1]);
                other &= found.low <= truth && found.high.is_none_or(|high| truth <= high);
                let found = sequential_separate(&shares[0], &shares[1]);
                other &= found.low <= second - first && second - first <= found.high;
            }
        }
        missed += u32::from(!all);
        apart += u32::from(!other);
    }
    println!("missed by {missed} and {apart} of 400");
    assert!(missed <= 20 && apart <= 20, "{missed} {apart}");
    // Turned round it is the inverse; with nothing to go by it says nothing.
    let (one, two) = (sequential_ratio(50, 30, 10), sequential_ratio(50, 10, 30));
    assert!((one.low * two.high.unwrap() - 1.0).abs() < 1e-9);
    let none = sequential_ratio(0, 0, 0);
    assert_eq!((none.value, none.low, none.high), (None, 0.0, None));
    let nothing = sequential_separate(&Proportion::new(0, 0), &Proportion::new(3, 10));
    assert_eq!((nothing.value, nothing.low > -1.0), (0.0, true));
}
