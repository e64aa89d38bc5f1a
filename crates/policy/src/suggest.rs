//! Suggestions for misspelt names.

/// The candidate most like `word`, when one is near enough to have been meant.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let wanted = word.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (distance(&wanted, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= (wanted.chars().count() / 4).clamp(1, 3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Like [`nearest`] over dotted keys: `email` also finds `contact.email`.
pub(crate) fn nearest_key<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str> + Clone,
) -> Option<&'c str> {
    let last = word.rsplit('.').next().unwrap_or(word);
    let same_end = |key: &&str| key.rsplit('.').next() == Some(last);
    nearest(word, candidates.clone()).or_else(|| candidates.into_iter().find(same_end))
}

/// `did you mean …?`, or what to do instead when nothing is near.
pub(crate) fn did_you_mean(near: Option<&str>, otherwise: impl Into<String>) -> String {
    near.map_or_else(|| otherwise.into(), |near| format!("did you mean `{near}`?"))
}

fn distance(a: &str, b: &str) -> usize {
    // Words of very different length are never near; the measure is quadratic, and the text may be anything.
    if a.len().abs_diff(b.len()) > 8 {
        return usize::MAX;
    }
    // `costumer`: the right letters in another order are a slip of the fingers, however far each had to go.
    if letters(a) == letters(b) { usize::from(a != b) } else { strsim::osa_distance(a, b) }
}

fn letters(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}
