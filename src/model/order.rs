//! The order in which a draw cumulates the branches of a variable: it decides how few trials flip when a weight changes a little.

use super::value::{Reading, Weight, WeightSet};

/// How the branches of a variable stand to each other.
#[derive(Clone, Copy, Debug)]
pub enum Kind<'a> {
    /// Exactly `no` and `yes`.
    Truth,
    /// Levels, low to high.
    Ladder,
    /// The sets of weights that the base gives (one, or one a row of a table).
    Weighted(&'a [&'a WeightSet]),
}

/// The places of the branches in draw order.
///
/// `no` before `yes`; levels as they stand. Where the base has a `"rest"` (in a table, the first row that has one), half of the other
/// branches by id, rounded down, then that of the rest, then the other half, so that a change of one probability moves mass to and from
/// the rest alone. Else by id.
pub fn draw_order(ids: &[&str], kind: Kind) -> Vec<u16> {
    let places = 0..u16::try_from(ids.len()).unwrap_or(u16::MAX);
    if let Kind::Ladder = kind {
        return places.collect();
    }
    let mut order: Vec<u16> = places.collect();
    // `no` stands before `yes` in the alphabet too.
    order.sort_by_key(|place| ids.get(usize::from(*place)).copied());
    if let Kind::Weighted(sets) = kind
        && let Some(rest) = sets.iter().find_map(|set| rest_of(set))
    {
        order.retain(|place| *place != rest);
        order.insert(order.len() / 2, rest);
    }
    order
}

fn rest_of(set: &WeightSet) -> Option<u16> {
    if set.reading != Reading::Rest {
        return None;
    }
    let rest = |weight: &Option<Weight>| matches!(weight, Some(Weight::Rest(_)));
    u16::try_from(set.weights.iter().position(rest)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::value::{Amount, AmountKind, Evidence};
    use crate::source::{FileId, Span};

    const PLACE: Span = Span {
        file: FileId(0),
        start: 0,
        end: 0,
    };

    fn set(rest: usize, of: usize) -> WeightSet {
        let amount = || Amount {
            kind: AmountKind::Number(0.1),
            span: PLACE,
            evidence: Evidence::default(),
        };
        let weight = |place| match place == rest {
            true => Weight::Rest(PLACE),
            false => Weight::Amount(amount()),
        };
        WeightSet {
            weights: (0..of).map(|place| Some(weight(place))).collect(),
            reading: Reading::Rest,
            span: PLACE,
        }
    }

    fn order(ids: &[&str], kind: Kind) -> Vec<String> {
        let order = draw_order(ids, kind);
        order.iter().map(|place| ids[usize::from(*place)].to_owned()).collect()
    }

    #[test]
    fn yes_and_no_stand_no_first() {
        assert_eq!(order(&["yes", "no"], Kind::Truth), ["no", "yes"]);
    }

    #[test]
    fn levels_keep_their_order() {
        let levels = ["some", "deep", "total"];
        assert_eq!(order(&levels, Kind::Ladder), levels);
    }

    #[test]
    fn the_rest_stands_between_two_halves() {
        let three = set(0, 3);
        let kind = Kind::Weighted(&[&three]);
        let branches = ["refuse", "stall", "send"];
        assert_eq!(order(&branches, kind), ["send", "refuse", "stall"]);
        let four = set(1, 4);
        let kind = Kind::Weighted(&[&four]);
        assert_eq!(order(&["d", "c", "b", "a"], kind), ["a", "c", "b", "d"]);
    }

    #[test]
    fn without_a_rest_ids_decide() {
        assert_eq!(order(&["b", "c", "a"], Kind::Weighted(&[])), ["a", "b", "c"]);
    }
}
