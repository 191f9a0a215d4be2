//! Tables against the rows they are made of.
use contingent::draw::{Key, Purpose, Stream, Table, cut, high};

#[test]
fn a_table_gives_what_its_rows_give() {
    let rows: Vec<_> = (0..70)
        .map(|i| cut(&[f64::from(i), 1.0, f64::from(70 - i)]).unwrap())
        .collect();
    let table = Table::new(&rows);
    assert_eq!((table.rows(), table.states(), table.thresholds()), (70, 3, 2));
    let key = Key::new(9);
    for (i, row) in rows.iter().enumerate() {
        for trial in 0..50 {
            let word = key.word(Stream::new("table", Purpose::Draw, i as u32), trial);
            assert_eq!(table.state(i, word), row.state(word));
            for j in 0..2 {
                let upper = table.high(j)[i];
                // the upper part decides unless it ties
                if high(word) != upper {
                    assert_eq!(high(word) > upper, u128::from(word) >= row.cuts()[j]);
                }
            }
        }
    }
}

#[test]
fn a_cut_of_one_never_lets_the_last_state_through() {
    let table = Table::new(&[cut(&[2.0, 0.0]).unwrap()]);
    assert_eq!(table.high(0)[0], u16::MAX);
    assert_eq!(table.state(0, u64::MAX), 0);
}
