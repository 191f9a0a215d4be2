//! The example of the language, read whole.

use super::{read_text, shown, sound};

const EXAMPLE: &str = include_str!("example.toml");

#[test]
fn the_example_is_sound() {
    sound(EXAMPLE);
}

#[test]
fn unused() {
    let (_, diagnostics, sources) = read_text(EXAMPLE);
    println!("{}", shown(&diagnostics, &sources));
}
