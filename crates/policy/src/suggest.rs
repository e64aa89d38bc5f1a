//! Suggestions for misspelt names.

use abide_phrases::{Text, text};

/// The candidate most like `word`, when one is near enough to have been meant.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let wanted = word.to_lowercase();
    candidates
        .into_iter()
        .filter_map(|candidate| Some((rank(&wanted, &candidate.to_lowercase())?, candidate)))
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, candidate)| candidate)
}

/// How far the candidate is from the word; none when it cannot have been meant. Last come those that the word says more than:
/// `personnel-management` for `personnel`.
fn rank(wanted: &str, candidate: &str) -> Option<usize> {
    let most = (wanted.chars().count() / 4).clamp(1, 3);
    let says_more = wanted.strip_prefix(candidate).is_some_and(|rest| rest.starts_with('-'));
    let distance = distance(wanted, candidate);
    if distance <= most { Some(distance) } else { says_more.then_some(most + 1) }
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
pub fn did_you_mean(near: Option<&str>, otherwise: Text) -> Text {
    near.map_or(otherwise, meant)
}

/// `did you mean …?`
pub(crate) fn meant(near: &str) -> Text {
    text!("did-you-mean", near)
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

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_word_that_says_more_is_taken_for_the_shorter_one_last() {
        let purposes = ["personnel", "payment", "personal-management"];
        assert_eq!(nearest("personnel-file", purposes), Some("personnel"));
        assert_eq!(nearest("personel-management", purposes), Some("personal-management"));
        assert_eq!(nearest("personnels", purposes), Some("personnel"));
        assert_eq!(nearest("personnelunit", purposes), None);
    }
}
