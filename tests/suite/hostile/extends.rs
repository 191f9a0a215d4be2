//! Scenarios that extend what they should not.

use super::sandbox::{EVENT, HEAD, QUESTION, Sandbox};

fn extending(path: &str) -> String {
    format!("extends = [\"{path}\"]\n{HEAD}{EVENT}{QUESTION}")
}

#[test]
fn paths_stay_within_the_library() {
    for (path, says) in [
        ("x.toml", "`x.toml` → `x.toml`"),
        ("../../../etc/passwd", "leads out of the library"),
        ("../outside.toml", "leads out of the library"),
        ("a/../../outside.toml", "error["),
        ("/etc/passwd", "is absolute"),
        ("missing.toml", "there is no such file"),
        (".", "does not end in `.toml`"),
        ("folder.toml", "it is a folder"),
        ("", "is empty"),
        ("a\\u0000b.toml", "control character"),
        ("..\\\\x.toml", "backslash"),
        ("~/x.toml", "there is no such file"),
        ("https://example.org/x.toml", "is absolute"),
    ] {
        let sandbox = Sandbox::new();
        sandbox.file("outside.toml", "contingent = 1\n");
        sandbox.file("lib/x.toml", extending(path));
        std::fs::create_dir(sandbox.path().join("lib/folder.toml")).unwrap();
        sandbox.expect(&["run", "lib/x.toml"], 1, says);
    }
    let sandbox = Sandbox::new();
    sandbox.file("x.toml", extending(&format!("{}.toml", "a".repeat(5_000))));
    sandbox.expect(&["run", "x.toml"], 1, "error[");
}

#[test]
#[cfg(unix)]
fn links_out_of_the_library_are_not_followed() {
    let sandbox = Sandbox::new();
    sandbox.file("outside.toml", "contingent = 1\n");
    for to in ["../outside.toml", "/etc/passwd", "/dev/zero", "/nowhere", "link.toml"] {
        let link = sandbox.path().join("lib/link.toml");
        sandbox.file("lib/x.toml", extending("link.toml"));
        let _ = std::fs::remove_file(&link);
        std::os::unix::fs::symlink(to, &link).unwrap();
        sandbox.expect(&["run", "lib/x.toml"], 1, "cannot read `link.toml`");
    }
}

#[test]
fn rings_chains_and_diamonds_end() {
    let ring = Sandbox::new();
    ring.file("x.toml", extending("y.toml"));
    ring.file("y.toml", "contingent = 1\nextends = [\"z.toml\"]\n");
    ring.file("z.toml", "contingent = 1\nextends = [\"x.toml\"]\n");
    ring.expect(&["run", "x.toml"], 1, "`x.toml` → `y.toml` → `z.toml` → `x.toml`");

    for (length, code, says) in [(100, 0, ""), (300, 1, "more than 256 files")] {
        let chain = Sandbox::new();
        chain.file("x.toml", extending("c1.toml"));
        for at in 1..=length {
            chain.file(
                &format!("c{at}.toml"),
                format!("contingent = 1\nextends = [\"c{}.toml\"]\n", at + 1),
            );
        }
        chain.file(&format!("c{}.toml", length + 1), "contingent = 1\n");
        chain.expect(&["run", "x.toml", "--trials", "100"], code, says);
    }

    // 2^40 ways lead to the last file, and it is read once.
    let diamond = Sandbox::new();
    diamond.file("x.toml", extending("a0.toml\", \"b0.toml"));
    for at in 0..40 {
        for side in ["a", "b"] {
            let next = at + 1;
            diamond.file(
                &format!("{side}{at}.toml"),
                format!("contingent = 1\nextends = [\"a{next}.toml\", \"b{next}.toml\"]\n"),
            );
        }
    }
    diamond.file("a40.toml", "contingent = 1\n");
    diamond.file("b40.toml", "contingent = 1\n");
    diamond.expect(&["run", "x.toml", "--trials", "100"], 0, "");
}

#[test]
fn the_file_of_the_library_is_checked_too() {
    for (text, says) in [
        ("trials = 9223372036854775807\n", "has to lie between"),
        ("trials = 0\n", "has to lie between"),
        ("seed = -1\n", "has to lie between"),
        ("seed = [[[[\n", "error["),
        ("output = \"a\\u001b\"\n", "error["),
    ] {
        let sandbox = Sandbox::with_small();
        sandbox.file("contingent.toml", text);
        sandbox.expect(&["run", "x.toml"], 1, says);
    }
}
