//! Tests of the room `expr`.
