//! Tests of the room `draw`, and of the engine's kernels that stand on it.
mod addresses;
mod cuts;
mod kernels;
mod tables;

/// The same cases in every run.
fn fixed() -> proptest::test_runner::Config {
    proptest::test_runner::Config {
        rng_seed: proptest::test_runner::RngSeed::Fixed(1),
        failure_persistence: None,
        ..Default::default()
    }
}
