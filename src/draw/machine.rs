//! The instruction sets there is code for. Every kernel gives the same bits on each of them.
use pulp::Arch;

/// The widest instruction set of this machine. Found out once a run and passed down.
pub fn best() -> Arch {
    Arch::new()
}

/// All instruction sets of this machine that have code of their own, the plainest first: so that tests can hold the
/// vector code to the plain loops.
pub fn machines() -> Vec<Arch> {
    #[cfg_attr(not(target_arch = "x86_64"), allow(unused_mut))]
    let mut all = vec![Arch::Scalar];
    #[cfg(target_arch = "x86_64")]
    {
        all.extend(pulp::x86::V3::try_new().map(Arch::V3));
        all.extend(pulp::x86::V4::try_new().map(Arch::V4));
    }
    all
}
