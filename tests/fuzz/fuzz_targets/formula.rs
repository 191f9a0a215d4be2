//! Any text is parsed, and what was understood without an error prints as a formula that is understood in the same way.
#![no_main]

use contingent::expr::parse;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let tree = parse(text);
    if tree.errors.is_empty() {
        let printed = tree.node.to_string();
        let again = parse(&printed);
        assert!(again.errors.is_empty(), "`{printed}` is not understood");
        assert_eq!(printed, again.node.to_string());
    }
});
