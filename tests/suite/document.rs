//! Tests of the room `document`.
