//! Tests of the room `math`.
