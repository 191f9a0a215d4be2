//! Tests of the room `math`.
mod beta;
mod distributions;
mod exact_sum;
mod table;
