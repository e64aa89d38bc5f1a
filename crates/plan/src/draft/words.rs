//! Names as words: `billingEmail`, `billing_email` and `Billing-Email` are one name.

/// The words of a name in lower case without accents.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for character in name.chars() {
        let starts = character.is_uppercase() && (before.is_lowercase() || before.is_ascii_digit());
        if starts || !character.is_alphanumeric() {
            words.push(String::new());
        }
        if character.is_alphanumeric() {
            let word = words.last_mut().expect("there is always a last word");
            character.to_lowercase().for_each(|letter| plain(letter, word));
        }
        before = character;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A letter of French or of its neighbours without its accent.
fn plain(letter: char, into: &mut String) {
    match letter {
        'à' | 'â' | 'ä' | 'á' => into.push('a'),
        'ç' => into.push('c'),
        'é' | 'è' | 'ê' | 'ë' => into.push('e'),
        'î' | 'ï' | 'í' => into.push('i'),
        'ô' | 'ö' | 'ó' => into.push('o'),
        'ù' | 'û' | 'ü' | 'ú' => into.push('u'),
        'œ' => into.push_str("oe"),
        other => into.push(other),
    }
}

/// Where `pattern` occurs in `words`, the last time: the number of words before its end.
pub(super) fn end_of(words: &[String], pattern: &[String]) -> Option<usize> {
    if pattern.is_empty() {
        return None;
    }
    let start = words.windows(pattern.len()).rposition(|window| window == pattern)?;
    Some(start + pattern.len())
}

/// The words with a plural's ending taken off the last.
pub(super) fn singular(mut words: Vec<String>) -> Vec<String> {
    if let Some(last) = words.last_mut().filter(|last| last.len() > 3 && !last.ends_with("ss")) {
        let stem = last.strip_suffix("ies").map(|stem| format!("{stem}y"));
        *last = stem.unwrap_or_else(|| last.trim_end_matches('s').to_owned());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{singular, words};

    #[test]
    fn a_name_is_its_words_however_it_is_written() {
        for name in ["billing_email", "billingEmail", "Billing-Email", "BILLING EMAIL", "\"billing\".email"] {
            assert_eq!(words(name), ["billing", "email"], "{name}");
        }
        assert_eq!(words("Prénom"), ["prenom"]);
        assert_eq!(words("AddressLine2"), ["address", "line2"]);
        assert_eq!(words("__"), [""; 0]);
    }

    #[test]
    fn a_table_is_named_in_the_singular_or_plural() {
        for (name, expected) in
            [("customers", "customer"), ("companies", "company"), ("staff", "staff"), ("abonnés", "abonne")]
        {
            assert_eq!(singular(words(name)), [expected]);
        }
    }
}
