//! Tests of the room `stats`.
mod clear;
mod coverage;
mod enumerate;
mod intervals;
mod printing;
