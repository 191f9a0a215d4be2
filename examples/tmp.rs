use contingent::document::Document;
use contingent::engine::{Request, run, reference};
use contingent::model;
use contingent::plan::{Changes, lower};
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let (document, mut diagnostics) = Document::from_text("x.toml", &text);
    let model = model::read(&document, &mut diagnostics);
    println!("{}", contingent::source::render_short(&document.sources, &diagnostics));
    let model = model.unwrap();
    let plan = lower(&model, &Changes::default()).unwrap();
    let n: u64 = std::env::args().nth(2).map_or(2000, |x| x.parse().unwrap());
    let t = std::time::Instant::now();
    let request = Request { seed: 1, first: 0, trials: n, threads: None, batch: 2048, memory: 1 << 30 };
    let out = run(&[&plan], &request, &());
    println!("columns {:?}", t.elapsed());
    let t = std::time::Instant::now();
    if n <= 20000 {
    match (out, reference::count(&plan, 1, 0..n)) { (Ok(o), Ok(r)) => println!("equal {}", o.tallies[0] == r), (o, r) => println!("{:?} {:?}", o.err(), r.err()) }
    println!("reference {:?}", t.elapsed());
    }
}
