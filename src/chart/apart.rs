//! Labels of different heights beside a stack, moved apart as little as can be.

/// Centres for labels that want to be at `wanted` (in their order) and are `heights` high: none overlap, the order is kept, the sum of the
/// squared moves is the least; all lie from `low` to `high` where they fit. In px.
pub fn apart(wanted: &[f64], heights: &[f64], low: f64, high: f64) -> Vec<f64> {
    // Less the room that the labels before it need, each place may only rise: isotonic regression, by pooling adjacent violators
    // (Ayer and others 1955).
    let mut offsets = Vec::with_capacity(heights.len());
    let mut reach = 0.0;
    for (place, height) in heights.iter().enumerate() {
        if let Some(before) = place.checked_sub(1) {
            reach += 0.5 * (heights[before] + height);
        }
        offsets.push(reach);
    }
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for (want, offset) in wanted.iter().zip(&offsets) {
        pools.push((want - offset, 1));
        while let [.., (up, many), (down, few)] = pools.as_slice() {
            if down > up {
                break;
            }
            let (many, few) = (*many, *few);
            let mean = (up * many as f64 + down * few as f64) / (many + few) as f64;
            pools.truncate(pools.len() - 2);
            pools.push((mean, many + few));
        }
    }
    let (Some(first), Some(last)) = (heights.first(), heights.last()) else {
        return Vec::new();
    };
    let (least, most) = (low + 0.5 * first, high - 0.5 * last - reach);
    let places = pools
        .iter()
        .flat_map(|(mean, count)| std::iter::repeat_n(mean.min(most).max(least), *count));
    places.zip(offsets).map(|(place, offset)| place + offset).collect()
}
