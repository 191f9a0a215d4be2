//! W3 as a scalar loop: the samplers of `rand_distr` (ziggurat normals, Cheng's rejection for beta), xoshiro256++, and the same tallies.
use rand::SeedableRng;
use rand::rngs::SmallRng;
use rand_distr::{Beta, Distribution, LogNormal, Normal, Triangular};

/// The loop's distributions and generator.
pub struct Loop {
    random: SmallRng,
    d: Beta<f64>,
    s: Beta<f64>,
    p: LogNormal<f64>,
    c: LogNormal<f64>,
    t: Triangular<f64>,
    g: Normal<f64>,
}

/// What it counts.
pub struct Counted {
    /// Sum of the results.
    pub sum: f64,
    /// Results above 250.
    pub above: u64,
    /// Bins of width 1 from -100.
    pub histogram: Vec<u64>,
    /// Sums of the inputs, as the engine has them too.
    pub inputs: [f64; 6],
}

impl Loop {
    /// The workload's parameters.
    pub fn new(seed: u64) -> Loop {
        let pert = |low: f64, mode: f64, high: f64| {
            Beta::new(
                1.0 + 4.0 * (mode - low) / (high - low),
                1.0 + 4.0 * (high - mode) / (high - low),
            )
            .expect("in domain")
        };
        Loop {
            random: SmallRng::seed_from_u64(seed),
            d: pert(2.0, 6.0, 20.0),
            s: pert(0.05, 0.20, 0.60),
            p: LogNormal::new(80f64.ln(), 0.35).expect("in domain"),
            c: LogNormal::new(1.5f64.ln(), 0.8).expect("in domain"),
            t: Triangular::new(0.2, 1.5, 0.5).expect("in domain"),
            g: Normal::new(2.0, 1.2).expect("in domain"),
        }
    }

    /// So many trials.
    pub fn run(&mut self, trials: u64) -> Counted {
        let mut counted = Counted {
            sum: 0.0,
            above: 0,
            histogram: vec![0; 4096],
            inputs: [0.0; 6],
        };
        for _ in 0..trials {
            let d = 2.0 + 18.0 * self.d.sample(&mut self.random);
            let s = 0.05 + 0.55 * self.s.sample(&mut self.random);
            let p = self.p.sample(&mut self.random);
            let c = self.c.sample(&mut self.random);
            let t = self.t.sample(&mut self.random);
            let g = self.g.sample(&mut self.random);
            let y = p * s * d / (0.5 + t) + 12.0 * c - 6.0 * g;
            counted.sum += y;
            counted.above += u64::from(y > 250.0);
            counted.histogram[((y + 100.0).max(0.0) as usize).min(4095)] += 1;
            counted
                .inputs
                .iter_mut()
                .zip([d, s, p, c, t, g])
                .for_each(|(sum, x)| *sum += x);
        }
        counted
    }
}
