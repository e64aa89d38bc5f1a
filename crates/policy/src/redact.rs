//! Passwords in addresses: noticed, and never shown.

use std::ops::Range;

/// The text with every byte of a password in an address written over by `*`. As long as the text: spans still fit.
/// Whoever prints lines of a file prints them from this.
pub fn redacted(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for range in passwords(text) {
        bytes[range].fill(b'*');
    }
    String::from_utf8(bytes).unwrap_or_else(|_| "*".repeat(text.len()))
}

/// Whether an address holds a password.
pub(crate) fn holds_password(url: &str) -> bool {
    !passwords(url).is_empty()
}

/// Where passwords are: between `:` and `@` after `://`, and after `password=`. Always whole characters.
fn passwords(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("://") {
        let start = at + "://".len();
        let rest = &text[start..];
        let authority = &rest[..rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len())];
        let user_info = authority.rfind('@').and_then(|end| Some((authority[..end].find(':')? + 1, end)));
        found.extend(user_info.filter(|(from, to)| from < to).map(|(from, to)| start + from..start + to));
    }
    for (at, word) in text.match_indices("password=") {
        let start = at + word.len();
        let rest = &text[start..];
        let end =
            rest.find(|c: char| c.is_whitespace() || matches!(c, '&' | '"' | '\'')).unwrap_or(rest.len());
        found.extend((end > 0).then_some(start..start + end));
    }
    found
}
