//! Tests of the checks on a finished model.
