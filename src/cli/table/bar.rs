//! The bar beside a number: a scale from 0 to 100% with guides at each quarter, the estimate and its interval on it.

/// Columns of the bar: one each 2.5%.
pub const WIDTH: usize = 41;

/// The bar of an estimate with its interval.
pub fn bar(p: f64, low: f64, high: f64) -> String {
    let mut signs = guides();
    let (from, to) = (column(low), column(high));
    for sign in signs.iter_mut().take(to + 1).skip(from) {
        *sign = '-';
    }
    if let Some(sign) = signs.get_mut(column(p)) {
        *sign = 'o';
    }
    signs.into_iter().collect()
}

/// The guides alone, for lines without an estimate.
pub fn empty() -> String {
    guides().into_iter().collect()
}

/// The numbers above the guides; the first stands over the first guide.
pub fn scale() -> String {
    "0%       25%       50%       75%      100%".to_owned()
}

fn guides() -> Vec<char> {
    (0..WIDTH)
        .map(|column| if column % 10 == 0 { '|' } else { ' ' })
        .collect()
}

fn column(share: f64) -> usize {
    let last = WIDTH - 1;
    ((share.clamp(0.0, 1.0) * last as f64 + 0.5) as usize).min(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_estimate_stands_on_its_interval() {
        assert_eq!(bar(0.5, 0.4, 0.6), "|         |     ----o----     |         |");
        assert_eq!(bar(0.0, 0.0, 0.0004), "o         |         |         |         |");
        assert_eq!(bar(1.0, 0.99, 1.0), "|         |         |         |         o");
        assert_eq!(empty().len(), WIDTH);
        assert_eq!(scale().len(), WIDTH + 1);
    }
}
