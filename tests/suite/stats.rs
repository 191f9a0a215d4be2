//! Tests of the room `stats`.
mod coverage;
mod intervals;
mod printing;
