//! "Did you mean": the candidate that a misspelt word was probably meant to be.

/// The nearest candidate, if one is near: at most three edits (insertions, deletions, changes,
/// swaps of neighbours; Damerau 1964) and at most a third of the length of the longer word, or one
/// word holding the other. Words under three letters get no suggestion. Of equally near candidates
/// the first stands. Only the first 5,000 candidates are looked at, so that a hostile file costs
/// little.
pub fn suggest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const SHORTEST: usize = 3;
    const LONGEST: usize = 100;
    const MOST_CANDIDATES: usize = 5_000;
    let length = word.chars().count();
    if !(SHORTEST..=LONGEST).contains(&length) {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates.into_iter().take(MOST_CANDIDATES) {
        let Some(distance) = distance(word, length, candidate) else {
            continue;
        };
        if best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// A rank of nearness, less is nearer; none where the words are too far apart.
fn distance(word: &str, length: usize, candidate: &str) -> Option<usize> {
    const MOST_EDITS: usize = 3;
    let other = candidate.chars().count();
    if candidate == word || other < 2 {
        return None;
    }
    let allowed = MOST_EDITS.min(length.max(other) / 3);
    if length.abs_diff(other) <= allowed {
        let edits = strsim::damerau_levenshtein(word, candidate);
        if edits <= allowed {
            return Some(edits);
        }
    }
    let holds = other >= 3 && (word.contains(candidate) || candidate.contains(word));
    // A word that merely holds the other ranks behind every misspelling.
    holds.then(|| MOST_EDITS + length.abs_diff(other))
}
