//! Kernels over columns of a batch.
