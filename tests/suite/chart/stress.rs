//! Scenarios at the edges of what charts must bear: few and many branches, long and foreign titles, never and always, one step and hundreds.

use std::fmt::Write as _;

/// A title of 120 letters.
const LONG: &str = "A question whose title is quite unreasonably long, as if pasted whole from a memorandum with two clauses and a caveat, ok";
const BELARUSIAN: &str = "Улады Беларусі абвяшчаюць поўную мабілізацыю да канца вясны, ў тым ліку ў памежных раёнах";
const POLISH: &str = "Polska, Łotwa i Litwa zamykają wszystkie przejścia graniczne, żądając gwarancji bezpieczeństwa";
const SCRIPT: &str = "<script>alert('x')</script> & 'quotes' \\\"again\\\"";

/// Names and texts of all of them.
pub fn scenarios() -> Vec<(String, String)> {
    let mut list = vec![
        ("edges".to_owned(), edges()),
        ("no-time".to_owned(), no_time()),
        ("names".to_owned(), names()),
        ("forty".to_owned(), forty()),
        ("rare".to_owned(), rare()),
    ];
    for branches in [2, 3, 12, 13, 20] {
        list.push((format!("branches-{branches}"), branching(branches, 12)));
    }
    for steps in [1, 240] {
        list.push((format!("steps-{steps}"), branching(4, steps)));
    }
    list
}

fn head(title: &str, time: Option<u32>) -> String {
    let mut text =
        format!("contingent = 1\n[scenario]\ntitle = \"{title}\"\nquestion = \"What comes of it by {{end}}?\"\n");
    if let Some(steps) = time {
        let _ = write!(text, "[time]\nstart = 2022-10-01\nstep = \"month\"\nsteps = {steps}\n");
    } else {
        text = text.replace(" by {end}", "");
    }
    text
}

/// Probabilities of 0, 3e-5, a half and 1, with long, Belarusian and Polish titles.
fn edges() -> String {
    let mut text = head(LONG, Some(12));
    for (id, p, title) in [
        ("never", "0", LONG),
        ("hardly", "0.0000025", BELARUSIAN),
        ("even", "0.0561", POLISH),
        ("always", "1", "Certain from the first step on"),
    ] {
        let _ = write!(
            text,
            "[events.{id}]\nprobability = {p}\nfinal = [\"yes\"]\n[questions.q_{id}]\ntitle = \"{title}\"\nyes = \"{id}\"\nheadline = true\n"
        );
    }
    text
}

fn no_time() -> String {
    let mut text = head("A throw without a calendar", None);
    text.push_str(
        "[events.coin]\nprobability = 0.5\n[events.colour]\noutcomes = { red = 1, green = 2, blue = 3 }\n\
         [quantities.loss]\nunit = \"USD bn\"\nvalue = { lognormal = { p05 = 1, p95 = 90 } }\n\
         [questions.heads]\nyes = \"coin\"\nheadline = true\n[questions.which]\nheadline = true\n\
         [[questions.which.case]]\nid = \"red\"\nif = \"colour == red\"\n[[questions.which.case]]\nid = \"green\"\nif = \"colour == green\"\n\
         [questions.which.otherwise]\nid = \"other\"\n[questions.cost]\nnumber = \"loss\"\nthresholds = [1, 50, 1000]\n",
    );
    text
}

fn names() -> String {
    let mut text = head(SCRIPT, Some(4));
    let _ = write!(
        text,
        "[actors.kyiv]\nname = \"{BELARUSIAN}\"\n[choices.line]\nactor = \"kyiv\"\ntitle = \"{POLISH}\"\ninitial = \"first\"\n\
         options = {{ first = 3, second = 2, third = 1 }}\ntitles = {{ first = \"{SCRIPT}\", second = \"{BELARUSIAN}\", third = \"{LONG}\" }}\n\
         [events.push]\nprobability = 0.3\ntitle = \"{SCRIPT}\"\n[[events.push.factor]]\nif = \"line == second\"\nodds = 3\n\
         [questions.pushed]\ntitle = \"{SCRIPT}\"\nyes = \"ever(push)\"\nheadline = true\n\
         [questions.where_to]\ntitle = \"{LONG}\"\nheadline = true\n[[questions.where_to.case]]\nid = \"a\"\ntitle = \"{BELARUSIAN}\"\nif = \"line == first\"\n\
         [[questions.where_to.case]]\nid = \"b\"\ntitle = \"{SCRIPT}\"\nif = \"line == second\"\n[questions.where_to.otherwise]\nid = \"c\"\ntitle = \"{POLISH}\"\n"
    );
    text
}

fn forty() -> String {
    let mut text = head("Forty questions", Some(12));
    for question in 0..40 {
        let p = f64::from(question * question) / 1600.0 / 12.0;
        let _ = write!(
            text,
            "[events.e{question}]\nprobability = {p}\nfinal = [\"yes\"]\n[questions.q{question}]\ngroup = \"Group {}\"\n\
             title = \"Question {question} of forty, about something that may come about\"\nyes = \"e{question}\"\n",
            question / 8
        );
    }
    text
}

/// Nothing but rare things: the timeline's axis ends low.
fn rare() -> String {
    let mut text = head("Rare things", Some(12));
    for (id, p) in [("one", 0.0001), ("two", 0.0004)] {
        let _ = write!(
            text,
            "[events.{id}]\nprobability = {p}\nfinal = [\"yes\"]\n[questions.q_{id}]\ntitle = \"Rare thing {id}\"\nyes = \"{id}\"\nheadline = true\n"
        );
    }
    text
}

/// A variable of so many branches over so many steps, a cause of it, a ladder, a quantity, and questions on them.
fn branching(branches: usize, steps: u32) -> String {
    let mut text = head("Many ways to go", Some(steps));
    text.push_str("[actors.minsk]\nname = \"Minsk\"\n[events.weather]\noutcomes = { fair = 2, foul = 1 }\n");
    let options: Vec<String> = (0..branches)
        .map(|branch| format!("b{branch:02} = {}", branch + 1))
        .collect();
    let titles: Vec<String> = (0..branches)
        .map(|branch| format!("b{branch:02} = \"Way number {branch}\""))
        .collect();
    let _ = write!(
        text,
        "[choices.way]\nactor = \"minsk\"\ntitle = \"Which way\"\nwhen = \"weather == fair\"\noptions = {{ {} }}\ntitles = {{ {} }}\n",
        options.join(", "),
        titles.join(", ")
    );
    text.push_str(
        "[events.strain]\nlevels = [\"low\", \"middle\", \"high\"]\ninitial = \"low\"\nup = 0.2\ndown = 0.1\n\
         [[events.strain.factor]]\nif = \"way == b01\"\nup = 3\n\
         [quantities.cost]\nunit = \"USD bn\"\nstart = 0\nnext = \"prev(cost) + if(strain == high, 1.5, 0.1)\"\n\
         [questions.strained]\ntitle = \"The strain is high at the end\"\nheadline = true\nyes = \"strain == high\"\n\
         [questions.bill]\ntitle = \"What it costs\"\nnumber = \"cost\"\nthresholds = [1, 5]\n\
         [questions.way_taken]\ntitle = \"Which way is taken\"\nheadline = true\n",
    );
    for branch in 0..branches - 1 {
        let _ = write!(
            text,
            "[[questions.way_taken.case]]\nid = \"w{branch:02}\"\ntitle = \"Way number {branch}\"\nif = \"way == b{branch:02}\"\n"
        );
    }
    text.push_str("[questions.way_taken.otherwise]\nid = \"another\"\ntitle = \"Another way, or none\"\n");
    text
}
