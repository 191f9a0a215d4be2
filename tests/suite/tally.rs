//! Tests of the room `tally`.
