use contingent::document::{Document, Loader};
use contingent::engine::{Request, run, reference, QuestionTally};
use contingent::model;
use contingent::plan::{Changes, lower};
struct Disk(std::path::PathBuf);
impl Loader for Disk { fn load(&self, path: &str) -> Result<String, String> { std::fs::read_to_string(self.0.join(path)).map_err(|e| e.to_string()) } }
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let n: u64 = std::env::args().nth(2).map_or(2000, |x| x.parse().unwrap());
    let mut diagnostics = Default::default();
    let t = std::time::Instant::now();
    let document = Document::load(&Disk("scenarios".into()), &path, &[], &mut diagnostics);
    let model = model::read(&document, &mut diagnostics);
    println!("read {:?}", t.elapsed());
    if let Some(m) = &model { model::check(m, &mut diagnostics); }
    println!("check {:?}", t.elapsed());
    println!("{}", contingent::source::render(&document.sources, &diagnostics, contingent::source::Style::Plain, 120));
    let model = model.unwrap();
    let plan = lower(&model, &Changes::default()).unwrap();
    println!("plan {:?}", t.elapsed());
    let request = Request { seed: 1, first: 0, trials: n, threads: None, batch: 2048, memory: 1 << 30 };
    let t = std::time::Instant::now();
    let out = run(&[&plan], &request, &());
    println!("columns {:?}", t.elapsed());
    if let Ok(o) = &out { for (q, t) in plan.questions.iter().zip(&o.tallies[0].questions) { match t {
        QuestionTally::Yes { yes, .. } => println!("{}: {:.4}", q.id, *yes as f64 / n as f64),
        QuestionTally::Cases { answers, .. } => println!("{}: {:?}", q.id, answers.iter().map(|a| *a as f64 / n as f64).collect::<Vec<_>>()),
        QuestionTally::Number { value, .. } => println!("{}: mean {:?}", q.id, value.moments.mean()) } } }
    if n <= 20000 { match (out, reference::count(&plan, 1, 0..n)) { (Ok(o), Ok(r)) => println!("equal {}", o.tallies[0] == r), (o, r) => println!("{:?} {:?}", o.err(), r.err()) } }
}
