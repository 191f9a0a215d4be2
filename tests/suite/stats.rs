//! Tests of the room `stats`.
mod clear;
mod coverage;
mod enumerate;
mod grid;
mod intervals;
mod printing;
mod shift;
