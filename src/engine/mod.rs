//! The engine room, for now only its kernels.
pub mod kernels;
