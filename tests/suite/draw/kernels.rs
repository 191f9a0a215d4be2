//! Kernels against plain loops.
use contingent::draw::machines as all;
use pulp::Arch;

/// Every instruction set of this machine that has code of its own.
pub fn machines() -> Vec<Arch> {
    all()
}
