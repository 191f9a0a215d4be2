//! The second workload without sampling: the distribution over all 13,824 joint states, carried forward node by node.
use super::tables::*;

const STATES: [usize; 10] = [2, 3, 2, 4, 2, 3, 2, 3, 4, 2];

/// The share of each state of each node at each step 1..=24.
pub fn w2() -> Vec<[[f64; 4]; 10]> {
    let rows = [
        shares(&M0),
        shares(&M1),
        shares(&M2),
        shares(&M3),
        shares(&M4),
        shares(&M5),
        shares(&M6),
        shares(&M7),
        shares(&M8),
        shares(&M9),
    ];
    let initial = [
        shares(&M0_INIT),
        shares(&M1_INIT),
        shares(&M2_INIT),
        shares(&M3_INIT),
        shares(&M4_INIT),
        shares(&M5_INIT),
        shares(&M6_INIT),
        shares(&M7_INIT),
        shares(&M8_INIT),
        shares(&M9_INIT),
    ];
    let joint: usize = STATES.iter().product();
    let start = |place: usize| (0..10).map(|i| initial[i][0][state(place, i)]).product();
    let mut now: Vec<f64> = (0..joint).map(start).collect();
    let mut steps = Vec::new();
    for _ in 0..24 {
        for i in 0..10 {
            let mut next = vec![0.0; joint];
            for (place, &share) in now.iter().enumerate() {
                let row = W2_PARENTS[i]
                    .iter()
                    .fold(0, |row, &parent| row * STATES[parent] + state(place, parent));
                let without = place - state(place, i) * worth(i);
                for (to, weight) in rows[i][row].iter().enumerate() {
                    next[without + to * worth(i)] += share * weight;
                }
            }
            now = next;
        }
        let mut marginals = [[0.0; 4]; 10];
        for (place, &share) in now.iter().enumerate() {
            for (i, marginal) in marginals.iter_mut().enumerate() {
                marginal[state(place, i)] += share;
            }
        }
        steps.push(marginals);
    }
    steps
}

fn shares<const N: usize>(rows: &[[u32; N]]) -> Vec<Vec<f64>> {
    rows.iter()
        .map(|row| row.iter().map(|&weight| f64::from(weight) / 1000.0).collect())
        .collect()
}

/// What a state of a node adds to the number of the joint state.
fn worth(node: usize) -> usize {
    STATES[node + 1..].iter().product()
}

fn state(place: usize, node: usize) -> usize {
    place / worth(node) % STATES[node]
}
