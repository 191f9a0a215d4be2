//! Tests of the room `draw`, and of the engine's kernels that stand on it.
mod addresses;
mod cuts;
mod kernels;
mod tables;
