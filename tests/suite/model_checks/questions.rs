//! Questions that are easily misread, and what nothing reads.

use contingent::document::{Document, Loader};
use contingent::model::check::check;
use contingent::model::read;
use contingent::source::Diagnostics;

use super::{TIME, WAR, finds, silent, timed};

#[test]
fn a_yes_that_can_end_is_told_to_say_so() {
    let front = "[events.front]\noutcomes = { gains = 1, stalemate = 1 }\ninitial = \"stalemate\"\n";
    let ask = |yes: &str| format!("{front}[questions.q]\nyes = \"{yes}\"\n");
    timed(&ask("front == gains"), "yes-can-end", "write `ever(front == gains)`");
    timed(&ask("not (front == stalemate)"), "yes-can-end", "read at the end");
    timed(
        &format!("[conditions]\nc = \"front == gains\"\n{}", ask("c or prev(c)")),
        "yes-can-end",
        "`q` can become true and false again",
    );
    for yes in [
        "ever(front == gains)",
        "count(front == gains) >= 2",
        "front == gains and ever(front == stalemate)",
        "drawn(front) and after(2023-01-01)",
    ] {
        silent(&ask(yes));
    }
    // Answers by cases are read as they stand at the end.
    silent(&format!(
        "{front}[[questions.q.case]]\nid = \"x\"\nif = \"front == gains\"\n"
    ));
    let ladder = |down: &str| {
        format!(
            "[events.l]\nlevels = [\"a\", \"b\", \"c\"]\ninitial = \"b\"\nup = 0.3\ndown = {down}\n[questions.q]\nyes = \"l >= c\"\n[questions.r]\nyes = \"ever(l < b)\"\n"
        )
    };
    timed(&ladder("0.1"), "yes-can-end", "`q`");
}

#[test]
fn the_way_through_the_branches_decides_whether_a_yes_can_end() {
    let chain = "[events.s]\ninitial = \"a\"\noutcomes = [\"a\", \"b\", \"c\", \"d\"]\ncolumns = [\"prev(s)\"]\ntable = [[\"a\", 9, 1, 0, 0], [\"b\", 0, 9, 1, 0], [\"c\", 0, 0, 9, 1], [\"d\", 0, 0, 0, 1]]\n";
    let ask = |yes: &str| format!("{chain}[questions.q]\nyes = \"{yes}\"\n");
    for yes in ["s == b", "s in [b, c]", "not (s in [a, c])", "prev(s) == c"] {
        timed(&ask(yes), "yes-can-end", "`q`");
    }
    for yes in ["s in [b, c, d]", "not (s == b)", "s == a", "s == d", "s != a"] {
        silent(&ask(yes));
    }
    // The first row that matches is drawn, whatever later rows say.
    let rows = "[events.s]\ninitial = \"u\"\noutcomes = [\"u\", \"v\"]\ncolumns = [\"prev(s)\"]\ntable = [[\"v\", 0, 1], [\"*\", 9, 1]]\n[questions.q]\nyes = \"s == v\"\n";
    silent(rows);
    timed(
        &rows.replace("[\"v\", 0, 1], [\"*\", 9, 1]", "[\"*\", 9, 1]"),
        "yes-can-end",
        "`q`",
    );
    // Where `when` fails it idles, which is a way out.
    let idle = "[events.s]\nwhen = \"prev(s) != v\"\nidle = \"u\"\noutcomes = { u = 9, v = 1 }\n[questions.q]\nyes = \"s == v\"\n";
    timed(idle, "yes-can-end", "`q`");
    // Once `no` is drawn it stays, but not the `no` from which it began.
    timed(
        "[events.e]\nprobability = 0.5\nfinal = [\"no\"]\n[questions.q]\nyes = \"e\"\n",
        "yes-can-end",
        "`q`",
    );
    silent("[events.e]\nprobability = 0.5\ninitial = \"no\"\nfinal = [\"no\", \"yes\"]\n[questions.q]\nyes = \"e\"\n");
}

#[test]
fn a_yes_that_lasts_is_left_alone() {
    for text in [
        WAR,
        // Without `final`, the table says that it stays.
        "[events.s]\ninitial = \"u\"\noutcomes = [\"u\", \"v\"]\ncolumns = [\"prev(s)\"]\ntable = [[\"u\", 9, 1], [\"v\", 0, 1]]\n[questions.q]\nyes = \"s == v\"\n",
        "[events.s]\noutcomes = { u = 9, v = 1 }\n[[events.s.case]]\nif = \"prev(s) == v\"\noutcomes = { u = 0, v = 1 }\n[questions.q]\nyes = \"s == v\"\n",
        "[events.s]\ninitial = \"u\"\noutcomes = { v = 0.1, u = 0 }\nrest = \"same\"\n[questions.q]\nyes = \"s == v\"\n",
        "[events.l]\nlevels = [\"a\", \"b\", \"c\"]\ninitial = \"a\"\nup = 0.3\ndown = 0\n[questions.q]\nyes = \"l >= b\"\n",
        // It can only cease to hold, and stays so.
        "[events.war]\nprobability = 0.1\nfinal = [\"yes\"]\n[questions.peace]\nyes = \"not war\"\n",
        // Drawn once, before the steps or within them.
        "[events.o]\ntiming = \"once\"\noutcomes = { a = 1, b = 1 }\n[questions.q]\nyes = \"o == a\"\n",
        "[events.war]\nprobability = 0.1\nfinal = [\"yes\"]\n[events.reply]\ntiming = \"first_chance\"\nwhen = \"war\"\noutcomes = { a = 1, b = 1 }\n[questions.q]\nyes = \"reply == a\"\n",
        // Of numbers nothing is claimed.
        "[quantities.x]\nstart = 0\nnext = \"prev(x) + 1\"\n[questions.q]\nyes = \"x > 3\"\n",
    ] {
        silent(text);
    }
    // Without time there is no again.
    finds(
        "[events.front]\noutcomes = { a = 1, b = 1 }\n[questions.q]\nyes = \"front == a\"\n",
        &[],
        &[],
    );
}

#[test]
fn what_may_be_undrawn_differs_from_every_branch() {
    let reply = |yes: &str| {
        format!(
            "{WAR}[events.reply]\ntiming = \"first_chance\"\nwhen = \"war\"\noutcomes = {{ accept = 1, refuse = 1 }}\n[conditions]\nc = \"reply == accept\"\n[questions.q]\nyes = \"{yes}\"\n[questions.r]\nyes = \"ever(c)\"\n"
        )
    };
    for yes in [
        "reply != accept",
        "reply not in [accept]",
        "not (reply == accept or war)",
        "not c",
        "ever(not c)",
    ] {
        timed(
            &reply(yes),
            "undrawn-compared",
            "`reply` may be undrawn when `q` is read",
        );
    }
    for yes in [
        "reply == refuse",
        "drawn(reply) and reply != accept",
        "drawn(reply) and not c",
        "not (reply != accept)",
        "not war",
    ] {
        silent(&reply(yes));
    }
    // With a start, an idle value, or drawn at every step, it is never undrawn at the end.
    for rest in [
        "initial = \"refuse\"\nwhen = \"war\"\nfinal = [\"accept\"]\n",
        "when = \"war\"\nidle = \"refuse\"\nfinal = [\"accept\"]\n",
        "final = [\"accept\"]\n",
    ] {
        let text = format!(
            "{WAR}[events.reply]\noutcomes = {{ accept = 1, refuse = 1 }}\n{rest}[questions.q]\nyes = \"reply != accept\"\n"
        );
        silent(&text);
    }
    let numbers = reply("reply == accept").replace(
        "[questions.r]\nyes = \"ever(c)\"",
        "[questions.r]\nnumber = \"if(reply != accept, 1, 0)\"\n[questions.s]\nyes = \"c\"",
    );
    timed(&numbers, "undrawn-compared", "when `r` is read");
}

#[test]
fn what_nothing_reads_is_found() {
    for (text, phrase) in [
        (
            "[assumptions]\nk = 3\n",
            "the assumption `k` is not used | read by no formula",
        ),
        ("[conditions]\nc = \"war\"\n", "the condition `c` is not used"),
        (
            "[events.e]\nprobability = 0.1\n",
            "the event `e` is not used | influences nothing, and no question reads it",
        ),
        ("[choices.e]\noutcomes = { a = 1, b = 1 }\n", "the choice `e`"),
        // What it reads of itself does not count.
        (
            "[events.e]\nprobability = \"if(prev(e), 0.1, 0.2)\"\n",
            "the event `e` is not used",
        ),
        (
            "[quantities.x]\nstart = 0\nnext = \"prev(x) + 1\"\n",
            "the quantity `x` is not used",
        ),
        ("[sources.s]\ntitle = \"A report\"\n", "the source `s` is not used"),
        ("[actors.a]\nname = \"A\"\n", "the actor `a` is not used"),
        ("[experts.e]\nname = \"E\"\n", "the expert `e` is not used"),
    ] {
        let text = text.replace("[choices.e]\noutcomes", "[choices.e]\noptions");
        timed(&format!("{WAR}{text}"), "unused", phrase);
    }
    silent(concat!(
        "[experts.e]\nname = \"E\"\n[actors.a]\nname = \"A\"\n[sources.s]\ntitle = \"A report\"\n",
        "[claims.c-1]\nsource = \"s\"\nsays = \"So it is.\"\n",
        "[assumptions]\nk = 3\n[assumptions.j]\nvalue = { experts = { e = 0.3 } }\n",
        "[choices.war]\nactor = \"a\"\noptions = { yes = \"j\", no = \"rest\" }\n",
        "[events.front]\noutcomes = { x = \"k\", y = 1 }\n",
        "[quantities.x]\nvalue = \"if(prev(front) == x, 1, 2)\"\n",
        "[conditions]\nc = \"x > 1\"\n",
        "[questions.q]\nyes = \"ever(war)\"\n[alternatives.b]\ngiven = \"c\"\n",
    ));
    // Nothing is unused where nothing is asked yet.
    finds(&format!("{TIME}[events.e]\nprobability = 0.1\n"), &[], &[]);
}

#[test]
fn nothing_is_said_of_use_and_reach_where_something_could_not_be_read() {
    let broken = format!(
        "{TIME}{WAR}[assumptions]\nk = 3\n[events.e]\nprobability = \"kk * 2\"\n[questions.q]\nyes = \"ever(e)\"\n"
    );
    finds(&broken, &["unknown-id"], &[]);
}

#[test]
fn what_a_shared_file_offers_need_not_be_used() {
    struct Shared;
    impl Loader for Shared {
        fn load(&self, path: &str) -> Result<String, String> {
            let offered = "contingent = 1\n[assumptions]\nk = 3\n[sources.s]\ntitle = \"A report\"\n[actors.a]\nname = \"A\"\n[experts.e]\nname = \"E\"\n";
            match path {
                "briefing.toml" => Ok(offered.to_owned()),
                "top.toml" => Ok(format!(
                    "contingent = 1\nextends = [\"briefing.toml\"]\n{TIME}{WAR}[actors.b]\nname = \"B\"\n"
                )),
                _ => Err("not found".to_owned()),
            }
        }
    }
    let mut diagnostics = Diagnostics::default();
    let document = Document::load(&Shared, "top.toml", &[], &mut diagnostics);
    let model = read(&document, &mut diagnostics).expect("a model");
    check(&model, &mut diagnostics);
    let found: Vec<&str> = diagnostics.iter().map(|one| one.message.as_str()).collect();
    assert_eq!(found, ["the actor `b` is not used"]);
}
