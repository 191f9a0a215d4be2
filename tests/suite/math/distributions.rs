//! probe
#[test] fn probe(){
 use contingent::math::*; use contingent::tally::*;
 use std::time::Instant;
 let n=1<<20; let mut s=12345u64;
 let u:Vec<f64>=(0..n).map(|_|{ s=s.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407); let x=s^(s>>29); let x=x.wrapping_mul(0xbf58476d1ce4e5b9); ((x>>12) as f64+0.5)/4503599627370496.0}).collect();
 let mut out=vec![0.0;n];
 let tabs:Vec<_>=[Distribution::pert(2.,6.,20.).unwrap(),Distribution::pert(0.05,0.2,0.6).unwrap(),Distribution::lognormal_from_median(80.,0.35).unwrap(),Distribution::lognormal_from_median(1.5,0.8).unwrap(),Distribution::triangular(0.2,0.5,1.5).unwrap(),Distribution::normal(2.,1.2).unwrap()].iter().map(QuantileTable::new).collect();
 let time=|name:&str,mut f:Box<dyn FnMut()+'_>|{ let mut best=f64::MAX; for _ in 0..9{let t=Instant::now(); f(); best=best.min(t.elapsed().as_secs_f64());} eprintln!("{name}: {:.3} ns",best*1e9/n as f64); };
 time("fill one column of 2^20",Box::new(||tabs[0].fill(&u,&mut out)));
 time("fill by 2048, six tables in turn (ns per 6)",Box::new(||for c in 0..n/2048 {for t in &tabs { let r=c*2048..(c+1)*2048; t.fill(&u[r.clone()],&mut out[r]);}}));
 time("fill by 2048, one table",Box::new(||for c in 0..n/2048 { let r=c*2048..(c+1)*2048; tabs[5].fill(&u[r.clone()],&mut out[0..2048]);}));
 tabs[5].fill(&u,&mut out); let col=out.clone();
 time("exact sum",Box::new(||{let mut a=ExactSum::new(); a.add_all(&col); assert!(a.total()>0.);}));
 time("exact sum scalar",Box::new(||{let mut a=ExactSum::new(); for &x in &col {a.add(x);} assert!(a.total()>0.);}));
 time("moments",Box::new(||{let mut a=Moments::new(); a.add_all(&col); assert!(a.total()>0.);}));
 time("moments scalar",Box::new(||{let mut a=Moments::new(); for &x in &col {a.add(x)}; assert!(a.total()>0.);}));
 time("histogram",Box::new(||{let mut a=Histogram::new(); a.add_all(&col); assert!(a.total()>0);}));
 time("exceedances 2",Box::new(||{let mut a=Exceedances::new(&[1.,2.]); a.add_all(&col); assert!(a.iter().count()>0);}));
}
