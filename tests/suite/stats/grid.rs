//! Coverage on a grid of trials, probability and discordance, by adding up every outcome: the worst point and the mean.
//!
//! `docs/method.md` quotes what these tests hold.

use contingent::stats::{
    Difference, Proportion, UntilClear, paired_difference, separate_difference, sequential_difference,
};
use contingent::tally::Paired;
use statrs::distribution::{Binomial, Discrete, Poisson};
use statrs::function::factorial::ln_factorial;

/// Coverage over many points.
struct Found {
    worst: (f64, String),
    sum: f64,
    points: u32,
}

impl Found {
    fn new() -> Found {
        Found {
            worst: (2.0, String::new()),
            sum: 0.0,
            points: 0,
        }
    }

    fn add(&mut self, covered: f64, point: String) {
        self.sum += covered;
        self.points += 1;
        if covered < self.worst.0 {
            self.worst = (covered, point);
        }
    }

    fn mean(&self) -> f64 {
        self.sum / f64::from(self.points)
    }

    fn print(&self, what: &str) {
        let (worst, point) = &self.worst;
        println!(
            "{what}: worst {worst:.4} at {point}, mean {:.4} of {} points",
            self.mean(),
            self.points
        );
    }
}

/// The counts that come up with a probability worth adding: some 1e-15 is left out.
fn window(n: u64, p: f64) -> std::ops::RangeInclusive<u64> {
    let (mean, sd) = (n as f64 * p, (n as f64 * p * (1.0 - p)).sqrt());
    let low = (mean - 9.0 * sd - 3.0).max(0.0) as u64;
    low..=((mean + 9.0 * sd + 12.0) as u64).min(n)
}

#[test]
fn a_single_interval_is_nowhere_under_95() {
    let mut found = Found::new();
    for n in [1_u64, 2, 5, 10, 30, 100, 300, 1_000, 10_000, 1_000_000] {
        // Odds from 1e-7 to 1e7, ten a factor of ten, so that rare answers have their points too.
        for step in -70..=70 {
            let odds = 10.0_f64.powf(f64::from(step) / 10.0);
            let p = odds / (1.0 + odds);
            let hits = Binomial::new(p, n).expect("a probability");
            let covers = |k: &u64| {
                let interval = Proportion::new(*k, n);
                interval.low <= p && p <= interval.high
            };
            // A million trials have wide windows; what is covered is one stretch of counts, so its ends will do.
            let counts: Vec<u64> = window(n, p).collect();
            let first = counts.partition_point(|k| Proportion::new(*k, n).high < p);
            let last = counts.partition_point(|k| Proportion::new(*k, n).low <= p);
            let inside = counts.get(first..last).unwrap_or(&[]);
            assert!(
                inside.first().is_none_or(covers) && inside.last().is_none_or(covers),
                "{n} {p}"
            );
            let covered: f64 = inside.iter().map(|k| hits.pmf(*k)).sum();
            assert!(covered >= 0.95 - 1e-9, "{n} {p}: {covered}");
            found.add(covered, format!("n {n}, p {p:.2e}"));
        }
    }
    found.print("single");
    // No point can be under 95%; that some come near says that the interval is no wider than it has to be.
    assert!(found.worst.0 < 0.9505, "{}", found.worst.0);
}

/// ln of the probability that of `n` trials so many turn either way.
fn ln_multinomial(n: u64, counts: [u64; 2], rates: [f64; 2]) -> f64 {
    let rest = n - counts[0] - counts[1];
    let term = |count: u64, rate: f64| if count == 0 { 0.0 } else { count as f64 * rate.ln() };
    ln_factorial(n) - ln_factorial(counts[0]) - ln_factorial(counts[1]) - ln_factorial(rest)
        + term(counts[0], rates[0])
        + term(counts[1], rates[1])
        + term(rest, 1.0 - rates[0] - rates[1])
}

fn tally(n: u64, lost: u64, won: u64) -> Paired {
    Paired {
        both: 0,
        only_first: lost,
        only_second: won,
        neither: n - lost - won,
    }
}

/// The interval rests on the discordant trials alone, so the probability of the answer itself enters by what it allows: no more trials can lose
/// an answer than have it. The grid therefore is one of trials, discordance and its split; every pair of probabilities whose difference it is has a point.
#[test]
fn a_paired_difference_is_nowhere_under_91_and_95_on_the_whole() {
    let mut found = Found::new();
    for n in [30_u64, 100, 300, 1_000, 3_000] {
        for rate in [0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.7, 0.95] {
            for split in [0.5, 0.6, 0.75, 0.9, 1.0] {
                let (lost, won) = (rate * (1.0 - split), rate * split);
                let truth = won - lost;
                let mut covered = 0.0;
                for a in window(n, lost) {
                    for b in window(n, won).take_while(|b| a + b <= n) {
                        let one = paired_difference(&tally(n, a, b));
                        if one.low <= truth && truth <= one.high {
                            covered += ln_multinomial(n, [a, b], [lost, won]).exp();
                        }
                    }
                }
                assert!(covered >= 0.91, "{n} {rate} {split}: {covered}");
                found.add(covered, format!("n {n}, discordance {rate}, split {split}"));
            }
        }
    }
    found.print("paired difference");
    assert!((0.945..=0.965).contains(&found.mean()), "{}", found.mean());
}

/// Its worst points are those of few trials and shares near 0 and 1 on opposite sides.
#[test]
fn a_difference_of_separate_luck_is_nowhere_under_90_and_95_on_the_whole() {
    let mut found = Found::new();
    let shares = [0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98];
    for (n, m) in [(30_u64, 30_u64), (100, 100), (300, 300), (30, 100), (100, 300)] {
        for p in shares {
            for q in shares {
                let (one, two) = (Binomial::new(p, n).expect("p"), Binomial::new(q, m).expect("q"));
                let second: Vec<(Proportion, f64)> =
                    window(m, q).map(|b| (Proportion::new(b, m), two.pmf(b))).collect();
                let mut covered = 0.0;
                for a in window(n, p) {
                    let first = Proportion::new(a, n);
                    let weight = one.pmf(a);
                    for (share, mass) in &second {
                        let found = separate_difference(&first, share);
                        if found.low <= q - p && q - p <= found.high {
                            covered += weight * mass;
                        }
                    }
                }
                assert!(covered >= 0.90, "{n} {m} {p} {q}: {covered}");
                found.add(covered, format!("n {n} and {m}, p {p} and {q}"));
            }
        }
    }
    found.print("separate difference");
    assert!((0.945..=0.965).contains(&found.mean()), "{}", found.mean());
}

/// A path of looks at the counts that a run can have, `mass[lost][won]`.
struct Paths {
    most: usize,
    mass: Vec<Vec<f64>>,
}

impl Paths {
    fn new(most: usize) -> Paths {
        let mut mass = vec![vec![0.0; most + 1]; most + 1];
        mass[0][0] = 1.0;
        Paths { most, mass }
    }

    /// Adds trials in which so many are expected to turn either way. Two Poisson counts stand for the multinomial one; with a discordance of
    /// less than 1e-4 the two differ by less than 1e-4 in total variation (A. D. Barbour and P. Hall, 1984).
    fn advance(&mut self, lost: f64, won: f64) {
        let pmf = |mean: f64| -> Vec<f64> {
            let counts = 0..=self.most as u64;
            match mean == 0.0 {
                true => counts.map(|k| f64::from(k == 0)).collect(),
                false => counts.map(|k| Poisson::new(mean).expect("a mean").pmf(k)).collect(),
            }
        };
        let (down, across) = (pmf(lost), pmf(won));
        let spread = |line: &[f64], by: &[f64]| -> Vec<f64> {
            let mut out = vec![0.0; line.len()];
            for (at, mass) in line.iter().enumerate().filter(|(_, mass)| **mass > 1e-18) {
                for (more, share) in by.iter().enumerate().take(line.len() - at) {
                    out[at + more] += mass * share;
                }
            }
            out
        };
        self.mass = self.mass.iter().map(|row| spread(row, &across)).collect();
        let columns: Vec<Vec<f64>> = (0..=self.most)
            .map(|at| spread(&self.mass.iter().map(|row| row[at]).collect::<Vec<_>>(), &down))
            .collect();
        for (lost, row) in self.mass.iter_mut().enumerate() {
            for (won, mass) in row.iter_mut().enumerate() {
                *mass = columns[won][lost];
            }
        }
    }
}

/// The rule as the command uses it, from 10,000 trials to its budget in looks that double, with answers that seldom differ: the probability of
/// every pair of counts is carried from look to look, and what stops is taken out.
#[test]
fn until_clear_is_nowhere_under_95_at_the_looks_of_the_command() {
    use contingent::stats::Going;
    let mut found = Found::new();
    let budget = 1_280_000_u64;
    // Intervals by look and counts, each worked out once.
    let mut memory: std::collections::BTreeMap<(u64, u64, u64), Difference> = Default::default();
    for smallest in [None, Some(2e-5)] {
        let rule = UntilClear::new(smallest, budget).expect("a rule");
        for expected in [0.5, 3.0, 8.0, 20.0, 45.0] {
            for split in [0.5, 0.56, 0.65, 0.8, 1.0] {
                // So many trials in all are expected to turn.
                let (lost, won) = (expected * (1.0 - split), expected * split);
                let truth = (won - lost) / budget as f64;
                let most = (expected + 9.0 * expected.sqrt() + 12.0) as usize;
                let mut paths = Paths::new(most);
                let (mut done, mut look, mut covered, mut ended) = (0, rule.first(), 0.0, 0.0);
                loop {
                    let part = (look - done) as f64 / budget as f64;
                    paths.advance(lost * part, won * part);
                    done = look;
                    for a in 0..=most {
                        for b in 0..=most {
                            if paths.mass[a][b] < 1e-14 {
                                continue;
                            }
                            let (a, b) = (a as u64, b as u64);
                            let interval = *memory
                                .entry((done, a, b))
                                .or_insert_with(|| sequential_difference(&tally(done, a, b)));
                            let known = rule.judge_difference(&interval);
                            if matches!(rule.decide(done, &[known]), Going::On(_)) {
                                continue;
                            }
                            let mass = std::mem::take(&mut paths.mass[a as usize][b as usize]);
                            ended += mass;
                            covered += if interval.low <= truth && truth <= interval.high {
                                mass
                            } else {
                                0.0
                            };
                        }
                    }
                    match rule.decide(done, &[contingent::stats::Clarity::Open]) {
                        Going::On(next) => look = next,
                        _ => break,
                    }
                }
                assert!((ended - 1.0).abs() < 1e-6, "{ended} of all paths");
                assert!(covered >= 0.95 + 1e-4, "{smallest:?} {expected} {split}: {covered}");
                found.add(
                    covered,
                    format!("smallest {smallest:?}, {expected} expected, split {split}"),
                );
            }
        }
    }
    found.print("until clear, looks from 10,000 to 1,280,000");
}

/// Whether the interval that is shown where a run stops is the one that the looks were judged by.
#[test]
fn the_least_visible_difference_of_an_interval_that_is_valid_always_is_the_edge() {
    for n in [200_u64, 10_000, 1_000_000] {
        for pairs in [0_u64, 1, 6, 40, 150] {
            let least = sequential_difference(&tally(n, pairs / 2, pairs / 2)).least_visible;
            let surplus = (least * n as f64).round() as u64;
            let at = |surplus: u64| {
                let pairs = (pairs / 2 * 2).max(surplus);
                let lost = (pairs - surplus) / 2;
                sequential_difference(&tally(n, lost, lost + surplus)).is_visible()
            };
            // One more, because the number of pairs is even or odd as the surplus is.
            assert!(at(surplus + 1) && !at(surplus - 1), "{n} {pairs}: {surplus}");
            let once = paired_difference(&tally(n, pairs / 2, pairs / 2)).least_visible;
            assert!(least > once, "{n} {pairs}: {least} {once}");
        }
    }
}
